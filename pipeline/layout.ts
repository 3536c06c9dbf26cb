/** Where resources stand: a default path for a new one, and one file a resource for a hydrated package. Pure. */
import { isKustomization } from '../src/krm/check.ts'
import { annotation, describe, isLocalConfig, type KrmResource, PATH, withAnnotations } from '../src/krm/resource.ts'
import { error, place, type Result } from '../src/krm/result.ts'
import { isSource } from '../src/oam/application.ts'
import { defaultPath, nameFaults, portablePath } from './file-name.ts'
import { KPTFILE } from './package.ts'
import { refuseUnsafePaths } from './paths.ts'
import { Refusal } from './refusal.ts'

/** Gives every resource without a path its default one, and cleans the paths that functions gave. Code `name-invalid`. */
export function placeNew(items: readonly KrmResource[]): readonly KrmResource[] {
  refuseUnnameable(items.filter((item) => annotation(item, PATH) === undefined))
  return items.map((item) => {
    const path = annotation(item, PATH)
    if (path === undefined) return withAnnotations(item, { [PATH]: defaultPath(item) })
    const clean = cleaned(path)
    return clean === path ? item : withAnnotations(item, { [PATH]: clean })
  })
}

function refuseUnnameable(items: readonly KrmResource[]): void {
  const faults = items.flatMap(nameFaults)
  if (faults.length > 0) throw new Refusal(faults)
}

/** Without `.` segments, and without those that a `..` takes back; what leaves the package still shows it. */
function cleaned(path: string): string {
  if (!/(^|\/)\.\.?(\/|$)/.test(path)) return path
  return path
    .split('/')
    .reduce<string[]>((kept, segment) => {
      if (segment === '..' && kept.length > 0 && kept.at(-1) !== '..') return kept.slice(0, -1)
      return segment === '.' ? kept : kept.concat(segment)
    }, [])
    .join('/')
}

/** What a cluster is meant to see: no local configuration, no OAM source, no file of a tool. */
export function isHydrated(item: KrmResource): boolean {
  return !isLocalConfig(item) && !isSource(item) && item.kind !== KPTFILE && !isKustomization(item)
}

/**
 * One file a resource, in the order of the items. Where two resources want one file, each gets its API group into the name.
 * Paths differ in more than capitals, since not every file system sees those. Codes: `name-invalid`, `path-conflict`, `path-invalid`.
 */
export function hydratedPaths(items: readonly KrmResource[]): ReadonlyMap<string, KrmResource> {
  refuseUnnameable(items)
  const wanted = items.map((item) => portablePath(item))
  const shared = repeated(wanted)
  const paths = wanted.map((path, i) => (shared.has(fold(path)) ? portablePath(items[i] as KrmResource, true) : path))
  const clashes = repeated(paths)
  const problems = items.filter((_, i) => clashes.has(fold(paths[i] as string))).map(clash)
  if (problems.length > 0) throw new Refusal(problems)
  const files = new Map(items.map((item, i) => [paths[i] as string, item]))
  refuseUnsafePaths(paths, [], (path) => files.get(path))
  return files
}

function fold(path: string): string {
  return path.normalize('NFC').toLowerCase()
}

function repeated(paths: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>()
  return new Set(paths.map(fold).filter((path) => seen.size === seen.add(path).size))
}

function clash(item: KrmResource): Result {
  const message = `${describe(item)} is in the package twice, or has a name that differs in capitals only`
  return error('path-conflict', place(item), message, 'rename one of the two, or remove it')
}
