/**
 * The files below one root, and nothing else: the gate of everything that writes. No path leaves the root, and no link below it is followed;
 * the root itself is its user's choice, links and all. node knows no openat: who may write below the root could still put a link there
 * between the look at a folder and the opening of a file in it.
 */
import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  ftruncateSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { removeDirectories } from './directories.ts'
import { isConfined } from './paths.ts'
import { refuse } from './refusal.ts'
import { writeTexts } from './text-writer.ts'
import { encode, encodingOf } from './utf8.ts'

const { O_RDONLY, O_RDWR, O_WRONLY, O_CREAT, O_EXCL } = constants
/** How a file is opened that somebody may have replaced by a link, or by a pipe that nobody writes to. Windows has neither flag. */
export const SAFELY = (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)

export class Folder {
  readonly root: string
  /** Paths of folders that were found to be ones. */
  readonly #entered = new Set<string>()

  constructor(root: string) {
    this.root = root
  }

  /** A file that is not there yet, or nothing. Gives back the folders that were made for it, the highest first. */
  create(path: string, content: string | Buffer, mode?: number): readonly string[] {
    const made: string[] = []
    let isOurs = false
    try {
      this.#enter(path, made)
      this.#open(path, O_WRONLY | O_CREAT | O_EXCL, (file) => {
        isOurs = true
        if (mode !== undefined) fchmodSync(file, mode)
        if (typeof content === 'string') writeTexts(file, [content])
        else writeFileSync(file, content)
      })
      return made
    } catch (cause) {
      if (isOurs) unlinkSync(this.#place(path))
      this.leave(made)
      throw cause
    }
  }

  /** A file that is there keeps its mode, its encoding and its other names. */
  overwrite(path: string, text: string): void {
    this.#enter(path)
    this.#open(path, O_RDWR, (file, { size }) => {
      // A file that is first cut and grows again costs twice as much, and cutting costs also where there is nothing to cut.
      const length = rewrite(file, text)
      if (size > length) ftruncateSync(file, length)
    })
  }

  /** Takes back folders that create() made, as far as they are empty. */
  leave(made: readonly string[]): void {
    for (const folder of made) this.#entered.delete(folder)
    removeDirectories(made.map((folder) => this.#place(folder)))
  }

  /** Its permissions. */
  remove(path: string): number {
    this.#enter(path)
    const stat = lstatSync(this.#place(path))
    if (!stat.isFile()) throw noFile(path, 'is no file')
    unlinkSync(this.#place(path))
    return stat.mode & 0o7777
  }

  /** Takes the place of whatever had the new name, unless that is a folder; or goes itself. */
  rename(from: string, to: string): void {
    try {
      renameSync(this.#place(from), this.#place(to))
    } catch (cause) {
      unlinkSync(this.#place(from))
      throw cause
    }
  }

  /** What a file holds; undefined where there is none. */
  read(path: string): Buffer | undefined {
    try {
      this.#enter(path)
      return this.#open(path, O_RDONLY, (file) => readFileSync(file))
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw cause
    }
  }

  #place(path: string): string {
    if (!isConfined(path)) throw refuse('path-outside-package', `the path ${JSON.stringify(path)} must not be written`)
    return `${this.root}/${path}`
  }

  #open<T>(path: string, flags: number, use: (file: number, stat: { readonly size: number }) => T): T {
    const file = openSync(this.#place(path), flags | SAFELY)
    try {
      const stat = fstatSync(file)
      if (!stat.isFile()) throw noFile(path, 'is no file')
      return use(file, stat)
    } finally {
      closeSync(file)
    }
  }

  /** Folders that are missing are made if there is a list to add them to. */
  #enter(path: string, made?: string[]): void {
    for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
      const folder = path.slice(0, end)
      if (this.#entered.has(folder)) continue
      const place = this.#place(folder)
      const stat = lstatSync(place, { throwIfNoEntry: !made })
      if (stat && !stat.isDirectory()) throw noFile(path, `lies behind "${folder}", which is no folder`)
      if (!stat) {
        mkdirSync(place)
        made?.push(folder)
      }
      this.#entered.add(folder)
    }
  }
}

/** Bytes written from the start of a file. */
function rewrite(file: number, text: string): number {
  const start = Buffer.alloc(2)
  readSync(file, start, 0, start.length, 0)
  const encoding = encodingOf(start)
  if (encoding === 'utf8') return writeTexts(file, [text])
  const bytes = encode(text, encoding)
  writeFileSync(file, bytes)
  return bytes.length
}

function noFile(path: string, why: string) {
  return refuse(
    'file-exists',
    `"${path}" ${why}`,
    'remove what stands in the way: hydroam follows no link of a package',
  )
}
