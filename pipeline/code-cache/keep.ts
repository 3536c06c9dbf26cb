/** Keeps the code of a run for the next one. What cannot be kept is not: no run fails for it. */
import {
  closeSync,
  fstatSync,
  futimesSync,
  lstatSync,
  openSync,
  readdirSync,
  renameSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Script } from 'node:vm'
import { makePrivate } from '../user-folder.ts'
import { type Entry, INDEX_LENGTH, type Index, openArchive, padded } from './archive.ts'
import { withSums } from './checksum.ts'
import { checkFolder, identityOf, type Place } from './place.ts'

/** A run calls functions that the one before did not: the first two runs write what they have. */
const LEARNING = 2
/** Later ones write where they loaded a module that was not there; this often, so that nothing can make them write for ever. */
const MAX_WRITES = 64

export function isWorthKeeping(writes: number, isLacking: boolean): boolean {
  return writes < LEARNING || (isLacking && writes < MAX_WRITES)
}

export function keepCode(place: Place, key: string, scripts: ReadonlyMap<string, Script>): void {
  try {
    if (!place.isShared) makePrivate(place.folder)
    checkFolder(place)
    replace(place, (file) => writeArchive(file, place, key, scripts))
    removeOld(place.folder)
  } catch {}
}

/** Whole, or not at all. */
function replace({ file, isShared }: Place, write: (draft: number) => void): void {
  const draft = `${file}.${process.pid}.${process.hrtime.bigint()}`
  const opened = openSync(draft, 'wx', isShared ? 0o644 : 0o600)
  try {
    write(opened)
    closeSync(opened)
    renameSync(draft, file)
  } catch (cause) {
    unlinkSync(draft)
    throw cause
  }
}

function writeArchive(file: number, place: Place, key: string, scripts: ReadonlyMap<string, Script>): void {
  const { writes, codes } = gathered(place, key, scripts)
  const { bytes, modules } = joined(codes)
  const time = settled(file)
  const identity = identityOf(fstatSync(file), place)
  const index = JSON.stringify({ key, identity, writes: writes + 1, modules } satisfies Index)
  if (index.length > INDEX_LENGTH) throw new Error(`the index has ${index.length} bytes, more than ${INDEX_LENGTH}`)
  writeAll(file, Buffer.from(index.padEnd(INDEX_LENGTH), 'latin1'))
  writeAll(file, bytes)
  futimesSync(file, time, time)
}

/** A time in whole seconds, which every file system keeps. */
function settled(file: number): number {
  const now = Math.floor(Date.now() / 1000)
  futimesSync(file, now, now)
  return now
}

/** The code of this run's modules, and of those that other runs have left there. */
function gathered(place: Place, key: string, scripts: ReadonlyMap<string, Script>) {
  const codes = new Map<string, Buffer>([...scripts].map(([id, script]) => [id, script.createCachedData()]))
  const { ids, writes, codeOf } = openArchive(place, key)
  for (const id of ids) {
    const code = codes.has(id) ? undefined : codeOf(id)
    if (code) codes.set(id, code)
  }
  return { writes, codes }
}

function joined(codes: ReadonlyMap<string, Buffer>): {
  readonly bytes: Uint8Array
  readonly modules: readonly Entry[]
} {
  const length = [...codes.values()].reduce((total, code) => total + padded(code.length), 0)
  const { bytes, sum } = withSums(length)
  let at = 0
  const modules = [...codes].map(([id, code]): Entry => {
    const end = at + padded(code.length)
    code.copy(bytes, at)
    const entry = [id, code.length, sum(at, end)] as const
    at = end
    return entry
  })
  return { bytes: bytes.subarray(0, length), modules }
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written)
}

/** Files in the directory: for versions of hydroam and node that are in use, and settings of V8. */
const MAX_FILES = 8

function removeOld(folder: string): void {
  const files = readdirSync(folder).map((name) => join(folder, name))
  const byAge = files.toSorted((a, b) => lstatSync(b).mtimeMs - lstatSync(a).mtimeMs)
  for (const old of byAge.slice(MAX_FILES)) unlinkSync(old)
}
