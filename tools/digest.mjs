/** One word for what some files hold: their names and contents, in the order of the names. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export function digestOf(folder, names) {
  const hash = createHash('sha256')
  for (const name of names.toSorted()) {
    const content = readFileSync(join(folder, name))
    hash.update(`${name} ${content.length}\n`).update(content)
  }
  return hash.digest('hex')
}
