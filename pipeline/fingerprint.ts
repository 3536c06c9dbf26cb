/** Everything that the result of a run depends on, in one word: the files, the settings, and hydroam itself. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { visitEntries } from './unchanged.ts'

export function fingerprint(directory: string, settings: unknown): string {
  const hash = createHash('sha1').update(JSON.stringify([directory, settings, ownFiles()]))
  visitEntries(directory, (path, entry) => {
    if (entry.isDirectory()) hash.update(`${path}/\n`)
    else {
      const content = entry.isSymbolicLink() ? Buffer.from(readlinkSync(path)) : readFileSync(path)
      hash.update(`${path} ${entry.isSymbolicLink()} ${content.length}\n`).update(content)
    }
  })
  return hash.digest('hex')
}

/** The bundle that this module is part of: packages of npm carry no times, so that sizes must tell versions apart. */
function ownFiles(): readonly unknown[] {
  const folder = new URL('.', import.meta.url)
  return readdirSync(fileURLToPath(folder)).map((name) => {
    const { size, mtimeMs } = statSync(new URL(name, folder))
    return [name, size, mtimeMs]
  })
}
