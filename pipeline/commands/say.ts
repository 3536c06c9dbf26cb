/** Data on stdout, everything else on stderr. */
import { fstatSync } from 'node:fs'
import type { Result } from '../../src/krm/result.ts'
import { refuse, type Sources } from '../refusal.ts'
import { report } from '../report.ts'
import { writeStderr } from '../stderr.ts'
import { writeTexts } from '../text-writer.ts'

const STDOUT = 1
let hasPrinted = false
let failure: Error | undefined

/** Writes to stdout; flushed() says whether it got there. */
export function print(text: string): void {
  if (fstatSync(STDOUT).isFile()) printToFile(text)
  else printToStream(text)
}

function printToStream(text: string): void {
  hasPrinted = true
  if (process.stdout.listenerCount('error') === 0) process.stdout.on('error', noteFailure)
  process.stdout.write(text)
}

/** node's stream for files drops what a disk that is nearly full did not take at once, and says nothing. */
function printToFile(text: string): void {
  try {
    writeTexts(STDOUT, [text])
  } catch (cause) {
    noteFailure(cause as NodeJS.ErrnoException)
  }
}

/** A reader that closes the pipe has seen enough; whoever asks learns it from the exit code. */
function noteFailure(cause: NodeJS.ErrnoException): void {
  if (cause.code === 'EPIPE') process.exit(1)
  failure ??= cause
}

/** When all that was printed has left this process. Code: `output-failed`. */
export async function flushed(): Promise<void> {
  if (hasPrinted && !failure) await new Promise<void>((resolve) => process.stdout.write('', () => resolve()))
  // A stream tells of its failure a moment after it has called back.
  if (hasPrinted) await new Promise(setImmediate)
  if (!failure) return
  const { message } = failure
  hasPrinted = false
  failure = undefined
  throw refuse('output-failed', `cannot write to stdout: ${message}`, 'make room for it, or send it to another place')
}

/** Prints data, and gives back what to say about it. Code: `output-failed`. */
export async function printData(text: string, what: string): Promise<string> {
  print(text)
  await flushed()
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
