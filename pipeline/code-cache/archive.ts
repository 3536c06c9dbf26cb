/**
 * The file of compiled code: an index of a fixed length, JSON filled up with spaces, and the code of one module after another, each filled up
 * with zeros to whole blocks. A run reads the code of the modules that it loads.
 */
import { readSync } from 'node:fs'
import { BLOCK, type Summed, withSums } from './checksum.ts'
import { identityOf, openTrusted, type Place } from './place.ts'

export const INDEX_LENGTH = 16 * 1024

/** Bytes of an archive; a whole one has three millions. */
const MAX_LENGTH = 64 * 2 ** 20

export interface Index {
  /** What it was compiled from, and by what. */
  readonly key: string
  readonly identity: string
  /** How often it has been written. */
  readonly writes: number
  readonly modules: readonly Entry[]
}

export type Entry = readonly [id: string, length: number, sum: string]

export interface Archive {
  readonly writes: number
  readonly ids: readonly string[]
  /** Undefined where it is not there, or is broken. */
  readonly codeOf: (id: string) => Buffer | undefined
}

const NONE: Archive = { writes: 0, ids: [], codeOf: () => undefined }

/** None where there is none, it is of other code, broken, or may be somebody else's. */
export function openArchive(place: Place | undefined, key: string): Archive {
  try {
    return place ? readArchive(place, key) : NONE
  } catch {
    return NONE
  }
}

function readArchive(place: Place, key: string): Archive {
  const { file, stats } = openTrusted(place)
  const head = Buffer.allocUnsafe(INDEX_LENGTH)
  readSync(file, head, 0, INDEX_LENGTH, 0)
  const index: Index = JSON.parse(head.toString('latin1'))
  const places = placesOf(index.modules)
  const length = [...places.values()].reduce((sum, { end, at }) => sum + end - at, 0)
  const isWhole = stats.size === INDEX_LENGTH + length && length < MAX_LENGTH
  if (index.key !== key || index.identity !== identityOf(stats, place) || !isWhole) return NONE
  const room = withSums(length)
  return {
    writes: index.writes,
    ids: [...places.keys()],
    codeOf(id) {
      const found = places.get(id)
      return found && readCode(file, room, found)
    },
  }
}

interface Found {
  readonly at: number
  /** Of the code, and of its last block. */
  readonly length: number
  readonly end: number
  readonly sum: string
}

function placesOf(modules: readonly Entry[]): ReadonlyMap<string, Found> {
  let at = 0
  const places = new Map<string, Found>()
  for (const [id, length, sum] of modules) {
    const end = at + padded(length)
    places.set(id, { at, length, end, sum })
    at = end
  }
  return places
}

export function padded(length: number): number {
  return Math.ceil(length / BLOCK) * BLOCK
}

function readCode(file: number, { bytes, sum }: Summed, { at, length, end, sum: expected }: Found): Buffer | undefined {
  readSync(file, bytes, at, end - at, INDEX_LENGTH + at)
  return sum(at, end) === expected ? bytes.subarray(at, at + length) : undefined
}
