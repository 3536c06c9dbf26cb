/** Data on stdout, everything else on stderr. */
import type { Result } from '../../src/krm/result.ts'
import type { Sources } from '../refusal.ts'
import { report } from '../report.ts'
import { writeStderr } from '../stderr.ts'

/** Writes to stdout. A reader that closes the pipe has seen enough; whoever asks learns it from the exit code. */
export function print(text: string): void {
  hasPrinted = true
  if (process.stdout.listenerCount('error') === 0) process.stdout.on('error', endQuietly)
  process.stdout.write(text)
}

let hasPrinted = false

/** When all that was printed has left this process. */
export async function flushed(): Promise<void> {
  if (hasPrinted) await new Promise<void>((resolve) => process.stdout.write('', () => resolve()))
}

function endQuietly(cause: NodeJS.ErrnoException): void {
  if (cause.code !== 'EPIPE') throw cause
  process.exit(1)
}

/** Prints data, and gives back what to say about it. */
export function printData(text: string, what: string): string {
  print(text)
  return `printed ${what}`
}

const heard: string[] = []

/** Whole lines for a person. */
export function say(text: string): void {
  heard.push(text)
  writeStderr(text)
}

/** What is said from now on. */
export function listen(): () => string {
  const start = heard.length
  return () => heard.slice(start).join('')
}

/** Results that refused nothing, then one line that says what was done. */
export function tell(results: readonly Result[], sources: Sources, summary: string): void {
  say(`${report(results, sources)}${summary}\n`)
}

/** Warnings, where what informs was shown while the functions ran. */
export function remark(results: readonly Result[], sources?: Sources): void {
  say(
    report(
      results.filter(({ severity }) => severity !== 'info'),
      sources,
    ),
  )
}

export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
