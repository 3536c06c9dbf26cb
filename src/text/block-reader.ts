/**
 * The fast path: scanner/, in WebAssembly, writes what a document says as JSON, from which the host's own parser makes the value. On
 * everything that it does not surely understand it gives up; what it answers, the library would answer too.
 */
import { MAX_DEPTH } from './budgets.ts'
import { code } from './compiled/scanner.js'
import { CORE_WORDS, KUBERNETES_WORDS, type Words } from './scalar.ts'
import { unsupported } from './unsupported.ts'

/** What scanner/index.ts exports. */
interface Scanner {
  textAt(): number
  jsonAt(): number
  room(length: number): number
  hasWide(length: number): number
  read(isCore: boolean, maxDepth: number): number
}

/** Control characters beyond ASCII, other line breaks, byte order marks, lone surrogates: not for the fast path. */
const ODD = /[\u0080-\u009f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]/u

/** The value of a document, without its separator; null for one that holds only blanks and comments. Throws Unsupported. */
export function readBlock(text: string, words: Words = KUBERNETES_WORDS): unknown {
  opened ??= open()
  const { memory, scanner } = opened
  const bytes = memory.withRoom(scanner.room(MOST_BYTES * text.length))
  const isWide = scanner.hasWide(bytes.write(text, scanner.textAt())) !== 0
  if (isWide && ODD.test(text)) unsupported('a character')
  const length = scanner.read(words === CORE_WORDS, MAX_DEPTH)
  const at = scanner.jsonAt()
  return length === 0 ? null : JSON.parse(bytes.toString(isWide ? 'utf8' : 'latin1', at, at + length))
}

/** A character takes three bytes at most. */
const MOST_BYTES = 3

let opened: { readonly memory: Memory; readonly scanner: Scanner } | undefined

/** When the first document is read. Node can be told to do without WebAssembly; then the library reads everything. */
function open() {
  if (typeof WebAssembly === 'undefined') return unsupported('anything, without WebAssembly')
  const memory = new Memory()
  const imports = { env: memory.imported, unsupported: { unsupported: () => unsupported('something rare') } }
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(code, 'base64')), imports)
  return { memory, scanner: exports as unknown as Scanner }
}

const PAGE = 2 ** 16

class Memory {
  readonly imported = { memory: new WebAssembly.Memory({ initial: 16 }) }
  #bytes = Buffer.from(this.imported.memory.buffer)

  /** All of it, and so much at least. */
  withRoom(length: number): Buffer {
    if (length > this.#bytes.length) {
      this.imported.memory.grow(Math.ceil((length - this.#bytes.length) / PAGE))
      this.#bytes = Buffer.from(this.imported.memory.buffer)
    }
    return this.#bytes
  }
}
