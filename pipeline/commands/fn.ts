/** `hydroam fn …`: the functions by themselves. */
import type { Catalogue } from '../../src/krm/function.ts'
import { suggest } from '../../src/schema/nearest.ts'
import { refuse } from '../refusal.ts'
import type { Image } from '../runner/image.ts'
import { serve } from '../serve.ts'
import { writeStderr } from '../stderr.ts'
import { readStdin } from '../stdin.ts'
import { print, printData } from './say.ts'

/** `word` is a name, or NAME:TAG for a generation of kpt's catalogue. */
export async function runCommand(word: string, catalogue: Catalogue): Promise<void> {
  const [name = '', tag] = word.split(':')
  const load = known(name, catalogue)
  if (tag !== undefined) await refuseOtherCode({ reference: word, repository: name, tag }, name)
  if (process.stdin.isTTY) {
    const hint = 'pipe one in: hydroam render DIR -o stdout | hydroam fn run NAME'
    throw refuse('stream-empty', 'stdin is a terminal, a ResourceList was expected', hint)
  }
  const served = await serve(load, await readStdin(), tag)
  await printData(served.stdout, '')
  writeStderr(served.stderr)
  if (served.failed) process.exitCode = 1
}

/** Code `version-unknown`. */
export async function refuseOtherCode(image: Image, name: string): Promise<void> {
  const { otherCode } = await import('../other-code.ts')
  const other = otherCode(image, name)
  if (other) throw refuse('version-unknown', other.message, other.hint)
}

export async function listCommand(catalogue: Catalogue): Promise<void> {
  const functions = await Promise.all(Object.values(catalogue).map((load) => load()))
  const width = Math.max(...functions.map(({ name }) => name.length))
  const lines = functions.map(
    ({ name, type, description }) => `${name.padEnd(width)}  ${type.padEnd(9)}  ${description}\n`,
  )
  print(lines.join(''))
}

export function known(name: string, catalogue: Catalogue): Catalogue[string] {
  const load = Object.hasOwn(catalogue, name) ? catalogue[name] : undefined
  if (load) return load
  throw refuse('function-unknown', `hydroam has no function "${name}"`, suggest(name, Object.keys(catalogue)))
}
