/** `.krmignore` of a package: which of its files are no resources. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ignore from 'ignore'

/** Takes paths relative to the package, directories with a trailing slash. */
export function readIgnore(directory: string): (path: string) => boolean {
  const file = join(directory, '.krmignore')
  if (!existsSync(file)) return () => false
  const rules = ignore().add(readFileSync(file, 'utf8'))
  return (path) => rules.ignores(path)
}
