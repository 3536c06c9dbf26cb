/** `.krmignore` of a package: which of its files are no resources. */
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type Ignores, ignoreRules } from './ignore-rules.ts'

const IGNORE_FILE = '.krmignore'

/** Takes paths relative to the package. Only the file at the package's root counts. */
export function readIgnore(directory: string): Ignores {
  const file = join(directory, IGNORE_FILE)
  const isFile = statSync(file, { throwIfNoEntry: false })?.isFile()
  return isFile ? ignoreRules(readFileSync(file, 'utf8')) : () => false
}
