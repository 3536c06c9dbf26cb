/** Where resources stand: a default path for a new one, and one file a resource for a hydrated package. Pure. */
import { isKustomization } from '../src/krm/check.ts'
import {
  annotation,
  describe,
  group,
  isLocalConfig,
  type KrmResource,
  PATH,
  withAnnotations,
} from '../src/krm/resource.ts'
import { error, place, type Result } from '../src/krm/result.ts'
import { isSource } from '../src/oam/application.ts'
import { KPTFILE } from './package.ts'
import { Refusal } from './refusal.ts'

/** kpt's default, `[namespace/]kind_name.yaml`. */
function defaultPath({ kind, metadata: { name = '', namespace } }: KrmResource): string {
  return `${namespace ? `${namespace}/` : ''}${kind.toLowerCase()}_${name}.yaml`
}

/** Gives every resource without a path its default one, and cleans the paths that functions gave. */
export function placeNew(items: readonly KrmResource[]): readonly KrmResource[] {
  return items.map((item) => {
    const path = annotation(item, PATH)
    if (path === undefined) return withAnnotations(item, { [PATH]: defaultPath(item) })
    const clean = cleaned(path)
    return clean === path ? item : withAnnotations(item, { [PATH]: clean })
  })
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
 * Paths differ in more than capitals, since not every file system sees those. Code `path-conflict`.
 */
export function hydratedPaths(items: readonly KrmResource[]): ReadonlyMap<string, KrmResource> {
  const shared = repeated(items.map(defaultPath))
  const paths = items.map((item) => (shared.has(fold(defaultPath(item))) ? pathWithGroup(item) : defaultPath(item)))
  const clashes = repeated(paths)
  const problems = items.filter((_, i) => clashes.has(fold(paths[i] as string))).map(clash)
  if (problems.length > 0) throw new Refusal(problems)
  return new Map(items.map((item, i) => [paths[i] as string, item]))
}

function pathWithGroup(item: KrmResource): string {
  return defaultPath(item).replace('_', `.${group(item.apiVersion) || 'core'}_`)
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
