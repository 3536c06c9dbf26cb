/** The `yaml` library, set up to keep scalars as text: what they mean is ours to say (see scalar.ts). */
import { Composer, type Document, Lexer, LineCounter, Parser, YAMLParseError } from 'yaml'

export interface Parsed {
  readonly tree: Document.Parsed
  readonly lines: LineCounter
}

/** The rest of a lexer that the class does not publish; `yaml` is pinned, and test/text holds this to kubectl's answers. */
interface LexerInside {
  indentNext: number
  parseQuotedScalar(): Generator<string, unknown>
}

/** Kubernetes reads quoted scalars whose lines are not indented, as old controller-gen wrote them; the library refuses those. */
function lenientLexer(): Lexer {
  const lexer = new Lexer()
  const inside = lexer as unknown as LexerInside
  const strict = inside.parseQuotedScalar.bind(lexer)
  inside.parseQuotedScalar = function* lenient() {
    const indent = inside.indentNext
    inside.indentNext = 0
    try {
      return yield* strict()
    } finally {
      inside.indentNext = indent
    }
  }
  return lexer
}

/** Behind `...` another document may begin, but only `---` separates documents here. */
function textBehind({ range }: Document.Parsed): readonly YAMLParseError[] {
  return [new YAMLParseError([range[0], range[0] + 1], 'UNEXPECTED_TOKEN', 'text behind the end of the document')]
}

/** The document that `text` is. With its tokens, nodes know where their dashes stand. */
export function parse(text: string, keepSourceTokens = false): Parsed {
  const lines = new LineCounter()
  const parser = new Parser(lines.addNewLine)
  Object.assign(parser, { lexer: lenientLexer() })
  // Duplicate keys are found later: the library compares each with each.
  const options = {
    schema: 'failsafe',
    resolveKnownTags: false,
    uniqueKeys: false,
    strict: true,
    prettyErrors: false,
    keepSourceTokens,
  } as const
  const [tree, second] = new Composer(options).compose(parser.parse(text), true, text.length)
  if (second) tree?.errors.push(...textBehind(second))
  return { tree: tree as Document.Parsed, lines }
}
