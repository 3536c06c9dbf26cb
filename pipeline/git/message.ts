/** The message of a hydrated commit: written here, read back here. */
import { oneLine } from './one-line.ts'
import type { Source } from './source.ts'

export interface Provenance {
  readonly source: Source
  readonly packageName: string
  readonly version: string
}

export const SOURCE_COMMIT = 'Hydroam-Source-Commit'
const PATH = 'Hydroam-Source-Path'
const VERSION = 'Hydroam-Version'

export function hydrationMessage({ source, packageName, version }: Provenance): string {
  const title = `Hydrate ${oneLine(packageName, 100)} at ${source.commit.slice(0, 12)}`
  const trailers = [
    `${SOURCE_COMMIT}: ${source.commit}`,
    `${PATH}: ${sourcePath(source)}`,
    `${VERSION}: ${oneLine(version, 100)}`,
  ]
  return `${[title, ...quoted(source.subject), trailers.join('\n')].join('\n\n')}\n`
}

/** No trailer, comment or patch divider begins with `>`, so a quoted subject is none, whatever it says. */
function quoted(subject: string): readonly string[] {
  const line = oneLine(subject, 200)
  return line === '' ? [] : [`> ${line}`]
}

/** How a source's path is written in the trailer. */
export function sourcePath({ path }: Pick<Source, 'path'>): string {
  return oneLine(path, 4096) || '.'
}

/** The path that a hydrated commit's message names; undefined for any other commit. */
export function readSourcePath(message: string): string | undefined {
  const [last = ''] = message
    .trimEnd()
    .split(/\n{2,}/)
    .slice(-1)
  const trailer = (key: string) =>
    last
      .split('\n')
      .find((line) => line.startsWith(`${key}: `))
      ?.slice(key.length + 2)
  return /^[0-9a-f]{40,64}$/.test(trailer(SOURCE_COMMIT) ?? '') ? trailer(PATH) : undefined
}
