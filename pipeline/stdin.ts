/** What another command pipes in. */
import { buffer } from 'node:stream/consumers'
import { refuse } from './refusal.ts'
import { decode } from './utf8.ts'

/** Up to its end. Code: `stream-invalid`, for bytes that are no UTF-8. */
export async function readStdin(): Promise<string> {
  const { text, broken } = decode(await buffer(process.stdin))
  if (!broken) return text
  throw refuse('stream-invalid', `line ${broken.line}, column ${broken.column}: the stream is not ${broken.encoding}`)
}
