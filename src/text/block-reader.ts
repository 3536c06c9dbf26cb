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
  hasWide(length: number): number
  read(isCore: boolean, maxDepth: number): number
  renamesKeys(): number
}

/** Control characters beyond ASCII, other line breaks, byte order marks, lone surrogates: not for the fast path. */
const ODD = /[\u0080-\u009f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]/u

/** The value of a document, without its separator; null for one that holds only blanks and comments. Throws Unsupported. */
export function readBlock(text: string, words: Words = KUBERNETES_WORDS): unknown {
  opened ??= open()
  const { scanner, start } = opened
  const bytes = withRoom(opened, text)
  const length = bytes.write(text, start)
  const isWide = scanner.hasWide(length) !== 0
  if (isWide && ODD.test(text)) unsupported('a character')
  const json = start + length + 1
  const end = json + scanner.read(words === CORE_WORDS, MAX_DEPTH)
  if (end - json > LONGEST_STRING) unsupported('so much text')
  return end === json ? null : JSON.parse(bytes.toString(isWide ? 'utf8' : 'latin1', json, end))
}

/** Whether a key of the document that was read last is written otherwise than it is read: `n`, which is "false". */
export function renamedKeys(): boolean {
  return opened !== undefined && opened.scanner.renamesKeys() !== 0
}

/** Characters of V8's longest string. */
const LONGEST_STRING = 2 ** 29 - 24

interface Opened {
  readonly scanner: Scanner
  /** Where the text goes. */
  readonly start: number
  readonly memory: WebAssembly.Memory
  /** All of it: another one when it grows. */
  bytes: Buffer
}

let opened: Opened | undefined

const PAGE = 2 ** 16

/** When the first document is read. Node can be told to do without WebAssembly; then the library reads everything. */
function open(): Opened {
  if (typeof WebAssembly === 'undefined') return unsupported('anything, without WebAssembly')
  const memory = new WebAssembly.Memory({ initial: 32 })
  const imports = { env: { memory }, unsupported: { unsupported: () => unsupported('something rare') } }
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(code, 'base64')), imports)
  const scanner = exports as unknown as Scanner
  return { scanner, start: scanner.textAt(), memory, bytes: Buffer.from(memory.buffer) }
}

/** Of JSON for a byte of YAML: `n` in a list takes two, and `false,` six. */
const MOST_JSON = 4
/** Bytes that the scanner writes in advance. */
const IN_ADVANCE = 64

/** The memory, with room for a text and its JSON. */
function withRoom(state: Opened, text: string): Buffer {
  const room = state.start + bytesIn(text) * (1 + MOST_JSON) + IN_ADVANCE
  if (room > state.bytes.length) grow(state, room)
  return state.bytes
}

function grow(state: Opened, room: number): void {
  try {
    state.memory.grow(Math.ceil((room - state.bytes.length) / PAGE))
  } catch {
    // There are no more than four gigabytes.
    unsupported('so much text')
  }
  state.bytes = Buffer.from(state.memory.buffer)
}

/** At most; of a long text they are counted. */
function bytesIn(text: string): number {
  return text.length < PAGE ? 3 * text.length : Buffer.byteLength(text)
}
