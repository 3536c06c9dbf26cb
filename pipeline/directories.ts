/** Directories that are made on the way, and taken back when what needed them fails. */
import { existsSync, mkdirSync, realpathSync, rmdirSync, statSync } from 'node:fs'
import { dirname, resolve, sep } from 'node:path'
import { refuse } from './refusal.ts'

/**
 * Makes a directory and those above it that are missing; gives back the ones that it made, the highest first. Each is tried twice at most:
 * `mkdirSync` with `recursive` never ends where the system says of every directory that the one above it is missing, as `/proc` does.
 */
export function makeDirectory(directory: string, mode?: number): readonly string[] {
  try {
    return makeOne(directory, mode)
  } catch (cause) {
    const above = dirname(directory)
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT' || above === directory) throw cause
    const made = makeDirectory(above, mode)
    try {
      return [...made, ...makeOne(directory, mode)]
    } catch (cause) {
      removeDirectories(made)
      throw cause
    }
  }
}

function makeOne(directory: string, mode?: number): readonly string[] {
  try {
    mkdirSync(directory, mode)
    return [directory]
  } catch (cause) {
    if (statSync(directory, { throwIfNoEntry: false })?.isDirectory()) return []
    throw cause
  }
}

/** Those that are still empty, the lowest first. */
export function removeDirectories(made: readonly string[]): void {
  for (const directory of made.toReversed()) {
    try {
      rmdirSync(directory)
    } catch {
      return
    }
  }
}

/** Whether an absolute path is a directory's, or of something below it. */
export function isWithin(path: string, directory: string): boolean {
  return path === directory || path.startsWith(directory.endsWith(sep) ? directory : `${directory}${sep}`)
}

/** A place that is named inside a package must really be there: links of a package may lead anywhere. Code `output-outside-package`. */
export function refuseLinksOut(directory: string, ...outputs: readonly (string | undefined)[]): void {
  for (const output of outputs) {
    if (output === undefined || !isWithin(resolve(output), resolve(directory)) || !existsSync(directory)) continue
    if (isWithin(realpathSync(nearest(resolve(output))), realpathSync(directory))) continue
    const hint = 'name a directory outside the package, or remove the link'
    throw refuse('output-outside-package', `"${output}" lies behind a link that leads out of the package`, hint)
  }
}

/** What is there of a path. */
function nearest(path: string): string {
  return existsSync(path) ? path : nearest(dirname(path))
}
