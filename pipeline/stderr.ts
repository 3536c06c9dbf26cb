/** What people read. The stream of stderr would load more of node than a small run does; it serves where a terminal cannot take more now. */
import { writeSync } from 'node:fs'

const STDERR = 2

/** Where stderr takes nothing, nobody can be told so; the exit code still says how it went. */
export function writeStderr(text: string): void {
  const bytes = Buffer.from(text)
  let written = 0
  try {
    while (written < bytes.length) written += writeSync(STDERR, bytes, written)
  } catch {
    if (process.stderr.listenerCount('error') === 0) process.stderr.on('error', () => {})
    process.stderr.write(bytes.subarray(written))
  }
}
