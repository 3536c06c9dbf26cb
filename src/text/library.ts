/** The `yaml` library, set up to keep scalars as text: what they mean is ours to say (see scalar.ts). */
import { Composer, type Document, Lexer, LineCounter, Parser } from 'yaml'

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

/** The first document of `text`. */
export function parse(text: string): Parsed {
  const lines = new LineCounter()
  const parser = new Parser(lines.addNewLine)
  Object.assign(parser, { lexer: lenientLexer() })
  // Duplicate keys are found later: the library compares each with each.
  const options = { schema: 'failsafe', uniqueKeys: false, strict: true, prettyErrors: false } as const
  const [tree] = new Composer(options).compose(parser.parse(text), true, text.length)
  return { tree: tree as Document.Parsed, lines }
}
