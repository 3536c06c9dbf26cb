/** A signal to this process ends what it started first: no program and no container stays behind. */
import { constants } from 'node:os'
import { writeStderr } from '../stderr.ts'

type Stop = () => Promise<void>

/** Of a terminal that closes, of Ctrl-C, and of a CI job that is cancelled. */
const SIGNALS = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const

const running = new Set<Stop>()
let interrupted = false

/** Registers what stops a program; the answer takes it back. Signals are only handled while something is registered. */
export function onInterrupt(stop: Stop): () => void {
  if (running.size === 0) for (const signal of SIGNALS) process.on(signal, interrupt)
  running.add(stop)
  return () => {
    running.delete(stop)
    if (running.size === 0) for (const signal of SIGNALS) process.off(signal, interrupt)
  }
}

/** Never comes back after a signal: nothing may be made of what a stopped program answered, and this process is about to end. */
export function unlessInterrupted(): Promise<void> {
  return interrupted ? new Promise(() => {}) : Promise.resolve()
}

/** Ends as if the signal had done it: with 128 and its number. */
async function interrupt(signal: (typeof SIGNALS)[number]): Promise<void> {
  interrupted = true
  await Promise.allSettled([...running].map((stop) => stop()))
  writeStderr(`stopped by ${signal}; nothing was written\n`)
  process.exit(128 + constants.signals[signal])
}
