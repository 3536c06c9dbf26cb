/**
 * New objects are made in a repository of their own, and join the real one only when all of them are there: a full disk, a killed git
 * or its crash report leave nothing behind. `git receive-pack` does the same. What a killed hydroam leaves is called as `git gc` removes it.
 */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { refuse } from '../refusal.ts'
import { onInterrupt } from '../runner/interrupt.ts'
import type { Location } from './location.ts'

type Place = Pick<Location, 'objects' | 'objectFormat'>

/** `work` gets the git directory of the quarantine, which sees all objects of the repository. Code `git-failed`. */
export async function inQuarantine<T>(place: Place, work: (gitDirectory: string) => Promise<T>): Promise<T> {
  const directory = sayingWhy(() => mkdtempSync(join(place.objects, 'tmp_objdir-hydroam-')))
  const remove = () => rmSync(directory, { recursive: true, force: true })
  const release = onInterrupt(async () => remove())
  try {
    sayingWhy(() => initialise(directory, place))
    const result = await work(directory)
    sayingWhy(() => migrate(join(directory, 'objects'), place.objects))
    return result
  } finally {
    remove()
    release()
  }
}

/** All that git needs to see a repository. */
function initialise(directory: string, { objects, objectFormat }: Place): void {
  const config = `[core]\n\trepositoryformatversion = 1\n\tbare = true\n[extensions]\n\tobjectformat = ${objectFormat}\n`
  mkdirSync(join(directory, 'refs'))
  mkdirSync(join(directory, 'objects/info'), { recursive: true })
  writeFileSync(join(directory, 'HEAD'), 'ref: refs/heads/none\n')
  writeFileSync(join(directory, 'config'), config)
  writeFileSync(join(directory, 'objects/info/alternates'), `${objects}\n`)
}

/** Objects never change: one that is there already may stay. A pack counts from the moment its index stands. */
function migrate(from: string, to: string): void {
  for (const folder of readdirSync(from).filter((name) => name !== 'info')) {
    const names = readdirSync(join(from, folder)).sort(
      (a, b) => Number(a.endsWith('.idx')) - Number(b.endsWith('.idx')),
    )
    if (names.length > 0) ensureFolder(join(to, folder), statSync(to).mode)
    for (const name of names) {
      const target = join(to, folder, name)
      if (!existsSync(target)) renameSync(join(from, folder, name), target)
    }
  }
}

/** Open to whom the whole database is open, in a repository that is shared. */
function ensureFolder(folder: string, mode: number): void {
  if (mkdirSync(folder, { recursive: true }) !== undefined) chmodSync(folder, mode)
}

function sayingWhy<T>(work: () => T): T {
  try {
    return work()
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException
    if (code === undefined) throw cause
    const hint = 'make room, or let hydroam write to the repository, then try again'
    throw refuse('git-failed', `the repository cannot be written: ${message}`, hint)
  }
}
