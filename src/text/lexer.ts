/** The library's lexer, as lenient as Kubernetes' reader. */
import { Lexer } from 'yaml'

/** The rest of a lexer that the class does not publish; `yaml` is pinned, and test/text holds this to kubectl's answers. */
interface LexerInside {
  indentNext: number
  parseQuotedScalar(): Generator<string, unknown>
  parseFlowCollection(): Generator<string, unknown>
}

/** Kubernetes reads quoted scalars (as old controller-gen wrote them) and flow collections whose lines are not indented; the library refuses those. `see` is told every lexeme. */
export function lenientLexer(see?: (lexeme: string) => void): Lexer {
  const lexer = new Lexer()
  const inside = lexer as unknown as LexerInside
  for (const name of ['parseQuotedScalar', 'parseFlowCollection'] as const) {
    const strict = inside[name].bind(lexer)
    inside[name] = function* lenient() {
      const indent = inside.indentNext
      inside.indentNext = 0
      try {
        return yield* strict()
      } finally {
        inside.indentNext = indent
      }
    }
  }
  return see ? watched(lexer, see) : lexer
}

function watched(lexer: Lexer, see: (lexeme: string) => void): Lexer {
  const lex = lexer.lex.bind(lexer)
  lexer.lex = function* seen(source, incomplete) {
    for (const lexeme of lex(source, incomplete)) {
      see(lexeme)
      yield lexeme
    }
  }
  return lexer
}
