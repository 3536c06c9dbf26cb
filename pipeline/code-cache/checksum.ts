/** Bytes in the memory of WebAssembly, and their checksums. node's own would load its streams, which takes a tenth of a small run. */
import { code } from './compiled/checksum.js'

/** Checksums are made of blocks of so many bytes. */
export const BLOCK = 64

export interface Summed {
  readonly bytes: Buffer
  /** Of the blocks from one offset to another. */
  readonly sum: (from: number, to: number) => string
}

/** Throws without WebAssembly, or where there is no room. */
export function withSums(length: number): Summed {
  const memory = new WebAssembly.Memory({ initial: Math.ceil(length / PAGE) })
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(code, 'base64')), { env: { memory } })
  const { sum } = exports as { readonly sum: (from: number, to: number) => bigint }
  return { bytes: Buffer.from(memory.buffer), sum: (from, to) => sum(from, to).toString(RADIX) }
}

const PAGE = 2 ** 16
const RADIX = 36
