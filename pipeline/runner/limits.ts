/** What a function that is a program may use. The README publishes them. */
import { constants } from 'node:buffer'

export interface Limits {
  /** From the start to the last byte of the answer, pulling an image included; kpt's is the same. */
  readonly timeoutSeconds: number
  /** Of a container, as the engines write it: a number of bytes, or with k, m, g behind it. */
  readonly memory: string
  /** Of its stdout. */
  readonly outputBytes: number
}

const MIB = 1024 * 1024

export const DEFAULT_LIMITS: Limits = {
  timeoutSeconds: 5 * 60,
  memory: '1g',
  // What a stream may hold (src/text/budgets.ts), or a little less where node's longest text is shorter.
  outputBytes: Math.min(512 * MIB, constants.MAX_STRING_LENGTH),
}

/** The last words of a function say why it failed; the rest is dropped. */
export const MAX_STDERR_BYTES = 64 * 1024

/** Processes and threads of a container: the runtimes of Go and node start a few for each core. */
export const MAX_PIDS = 256
