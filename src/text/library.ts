/** The `yaml` library, set up to keep scalars as text: what they mean is ours to say (see scalar.ts). */
import { Composer, type Document, LineCounter, Parser, YAMLParseError } from 'yaml'
import { withMarkFirst } from './head.ts'
import { lenientLexer } from './lexer.ts'
import { misread } from './misread.ts'
import { Strictness } from './strictness.ts'

export interface Parsed {
  readonly tree: Document.Parsed
  readonly lines: LineCounter
}

/** Behind `...` another document may begin, but only `---` separates documents here. */
function textBehind({ range }: Document.Parsed): readonly YAMLParseError[] {
  return [new YAMLParseError([range[0], range[0] + 1], 'UNEXPECTED_TOKEN', 'text behind the end of the document')]
}

/** The document that `text` is. With its tokens, nodes know where their dashes stand. */
export function parse(source: string, keepSourceTokens = false): Parsed {
  const text = withMarkFirst(source)
  const lines = new LineCounter()
  const parser = new Parser(lines.addNewLine)
  const strictness = new Strictness(text)
  Object.assign(parser, { lexer: lenientLexer((lexeme) => strictness.see(lexeme)) })
  // Duplicate keys are found later: the library compares each with each.
  const options = {
    schema: 'failsafe',
    resolveKnownTags: false,
    uniqueKeys: false,
    strict: true,
    prettyErrors: false,
    keepSourceTokens,
  } as const
  const tokens = [...parser.parse(text)]
  const [tree, second] = new Composer(options).compose(tokens, true, text.length)
  tree?.errors.push(...(second ? textBehind(second) : []), ...strictness.errors, ...misread(text, tokens))
  return { tree: tree as Document.Parsed, lines }
}
