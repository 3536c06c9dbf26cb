/**
 * What a program sees of the items, and what its answer means. kpt shows the annotations of the specification and their legacy names, and an
 * absolute package path; a program may change either name of a pair. kyaml `kio/kio.go`, kpt `internal/fnruntime/runner.go`.
 */
import { isAbsolute, join, relative, sep } from 'node:path'
import { textsThrough } from '../src/krm/comment.ts'
import {
  annotation,
  describe,
  ID,
  INDEX,
  type KrmResource,
  LEGACY_ID,
  PACKAGE_PATH,
  PATH,
  withAnnotations,
  withoutAnnotations,
} from '../src/krm/resource.ts'
import { error, place, type Result } from '../src/krm/result.ts'
import type { Answer, Runner } from './runner/answer.ts'
import { packageOf, ROOT_PACKAGE } from './tracking.ts'

const LEGACY_PATH = 'config.kubernetes.io/path'
const LEGACY_INDEX = 'config.kubernetes.io/index'
const MIGRATION_ID = 'internal.config.kubernetes.io/annotations-migration-resource-id'
const PAIRS = [
  [PATH, LEGACY_PATH],
  [INDEX, LEGACY_INDEX],
] as const
const DROPPED = [LEGACY_PATH, LEGACY_INDEX, LEGACY_ID, MIGRATION_ID, ID, PACKAGE_PATH]

/** `root` is the absolute directory of the root package; without one (`fn eval`) items belong to no package. Code `path-mismatch`. */
export function asProgram(run: Runner, root: string | undefined): Runner {
  return async (list) => {
    const sent = list.items.map((item, i) => withIds(shown(item, root), String(i + 1)))
    const config = list.functionConfig
    const originals = new Map(sent.map((item, i) => [item, list.items[i] as KrmResource]))
    const answer = await run({
      ...list,
      items: sent,
      ...(config ? { functionConfig: shownConfig(config, root) } : {}),
      ...(list.texts ? { texts: textsThrough(list.texts, originals) } : {}),
    })
    if (answer.items === sent) return { ...answer, items: list.items }
    const read = answer.items.map((item) => understood(item, list.items, root))
    const problems = read.flatMap((one) => ('problem' in one ? [one.problem] : []))
    const items = read.flatMap((one) => ('item' in one ? [one.item] : []))
    return problems.length > 0
      ? { ...answer, items: list.items, results: [...answer.results, ...problems], exitCode: answer.exitCode || 1 }
      : { ...answer, items, ...commentsThrough(answer, items) }
  }
}

/** The comments of an answer, by the items that it was understood as. */
function commentsThrough({ items, comments }: Answer, understood: readonly KrmResource[]): Pick<Answer, 'comments'> {
  if (!comments) return {}
  const byItem = new Map(items.map((item, i) => [item, understood[i] as KrmResource]))
  return { comments: new Map([...comments].map(([item, list]) => [byItem.get(item) ?? item, list])) }
}

/** What is no item, but written in the Kptfile, has no place. */
function shownConfig(config: KrmResource, root: string | undefined): KrmResource {
  return annotation(config, PATH) === undefined ? config : withoutAnnotations(shown(config, root), (key) => key === ID)
}

function withIds(item: KrmResource, id: string): KrmResource {
  return withAnnotations(item, { [ID]: id, [LEGACY_ID]: id })
}

function shown(item: KrmResource, root: string | undefined): KrmResource {
  const path = annotation(item, PATH)
  const index = annotation(item, INDEX)
  return withAnnotations(item, {
    ...(path === undefined ? {} : { [LEGACY_PATH]: path }),
    ...(index === undefined ? {} : { [LEGACY_INDEX]: index }),
    ...(root === undefined ? {} : { [PACKAGE_PATH]: join(root, packageOf(item)) }),
  })
}

type Understood = { readonly item: KrmResource } | { readonly problem: Result }

function understood(item: KrmResource, sent: readonly KrmResource[], root: string | undefined): Understood {
  const before = sent[Number(annotation(item, ID) ?? annotation(item, LEGACY_ID) ?? 0) - 1]
  const places: Record<string, string> = {}
  for (const [key, legacy] of PAIRS) {
    const value = agreed(annotation(item, key), annotation(item, legacy), before && annotation(before, key))
    if (value === MISMATCH) return { problem: mismatch(item, key) }
    if (value !== undefined) places[key] = value
  }
  const folder = packageFolder(item, root)
  if (folder === undefined) return { problem: outside(item) }
  if (folder !== '') places[PACKAGE_PATH] = folder
  else if (annotation(item, PACKAGE_PATH) && !(before && packageOf(before) === '')) places[PACKAGE_PATH] = ROOT_PACKAGE
  const origin = before && annotation(before, ID)
  if (origin !== undefined) places[ID] = origin
  const bare = withoutAnnotations(item, (key) => DROPPED.includes(key) || key === PATH || key === INDEX)
  return { item: Object.keys(places).length > 0 ? withAnnotations(bare, places) : bare }
}

const MISMATCH = Symbol('mismatch')

/** One of a pair that alone was changed, or is alone there, speaks for both. */
function agreed(
  value: string | undefined,
  legacy: string | undefined,
  before: string | undefined,
): string | undefined | typeof MISMATCH {
  if (value === legacy || legacy === undefined) return value
  if (value === undefined) return legacy
  if (before === undefined || (value !== before && legacy !== before)) return MISMATCH
  return value === before ? legacy : value
}

/** Relative to the root; '' for the root itself and where nothing is said; undefined for a place that is not below the root. */
function packageFolder(item: KrmResource, root: string | undefined): string | undefined {
  const folder = annotation(item, PACKAGE_PATH) ?? ''
  if (root === undefined || folder === '') return ''
  if (!isAbsolute(folder)) return undefined
  const below = relative(root, folder)
  return below === '..' || below.startsWith(`..${sep}`) ? undefined : below.replaceAll(sep, '/')
}

function mismatch(item: KrmResource, key: string): Result {
  const legacy = key.replace('internal.', '')
  const message = `${describe(item)} has mismatched legacy and internal annotations: \`${key}\` is "${annotation(item, key)}", \`${legacy}\` is "${annotation(item, legacy)}"`
  return error('path-mismatch', place(item), message, 'a function must change one of the two, or both alike')
}

function outside(item: KrmResource): Result {
  const folder = annotation(item, PACKAGE_PATH)
  const message = `${describe(item)} wants the package "${folder}", which is not inside the root package`
  return error('path-outside-package', place(item), message)
}
