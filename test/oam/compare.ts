/** hydroam's answer and KubeVela's, by meaning: the same objects with the same fields, whatever the order of objects and keys. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parse } from 'yaml'
import { catalogue } from '../../functions/index.ts'
import { asResource } from '../../src/krm/check.ts'
import { equal } from '../../src/krm/equal.ts'
import { formatFieldPath } from '../../src/krm/field-path.ts'
import { apply, type KrmFunction } from '../../src/krm/function.ts'
import { GENERATED_BY, GENERATED_FROM, isTracking } from '../../src/krm/origin.ts'
import {
  INDEX,
  isLocalConfig,
  type KrmResource,
  PATH,
  type StringMap,
  withAnnotations,
} from '../../src/krm/resource.ts'
import { failed, type Result } from '../../src/krm/result.ts'
import { namespaces } from '../../src/krm/scope.ts'
import { readConfig } from '../../src/schema/config.ts'
import { readDocument, splitDocuments } from '../../src/text/document.ts'
import { type Answer, answers, applicationText, kubeDefinitions } from './golden.ts'

export interface Comparison {
  /**
   * `agrees`: both render the same, or both refuse. `differs`: other fields or objects. `refuses`: hydroam does, KubeVela does not.
   * `renders`: hydroam does, KubeVela does not. `lacks`: hydroam refuses, for want of something that KubeVela has.
   */
  readonly outcome: 'agrees' | 'differs' | 'refuses' | 'renders' | 'lacks'
  /** What differs: `Deployment web spec.replicas`; for a whole object `Service web`. */
  readonly fields: readonly string[]
  readonly results: readonly Result[]
}

export async function compare(application: string): Promise<Comparison> {
  return compareWith(applicationText(application), answers[application] as Answer)
}

/** `text`: an Application and what KubeVela answers to it. */
export async function compareWith(text: string, answer: Answer): Promise<Comparison> {
  const { items, results } = await hydrate(text)
  const refused = failed(results)
  if (refused && isLack(results, answer)) return { outcome: 'lacks', fields: [], results }
  if ('error' in answer) return { outcome: refused ? 'agrees' : 'renders', fields: [], results }
  if (refused) return { outcome: 'refuses', fields: [], results }
  const fields = differences(
    items,
    answer.resources.map(({ object }) => object),
  )
  return { outcome: fields.length > 0 ? 'differs' : 'agrees', fields, results }
}

const UNKNOWN = ['component-type-unknown', 'trait-type-unknown', 'field-unsupported']

function isLack(results: readonly Result[], answer: Answer): boolean {
  if ('error' in answer && /not found/.test(answer.error)) return false
  return results.some(({ code, severity }) => severity === 'error' && UNKNOWN.includes(code))
}

const KPTFILE = resolve(import.meta.dirname, '../../Kptfile')

/** The mutators of the default pipeline, and what has the last word on traits. */
const FUNCTIONS: readonly string[] = [
  ...parse(readFileSync(KPTFILE, 'utf8')).pipeline.mutators.map(({ image }: { image: string }) => {
    return image.replace(/^ghcr\.io\/hydroam\/|:.*$/g, '')
  }),
  'validate-oam',
]

/** Stops at the first function that reports an error. */
async function hydrate(text: string) {
  let list: Awaited<ReturnType<typeof apply>> = { items: readItems(`${text}\n---\n${kubeDefinitions}`), results: [] }
  for (const name of FUNCTIONS) {
    list = await apply((await catalogue[name]?.()) as KrmFunction, list, readConfig(name))
    if (failed(list.results)) break
  }
  return list
}

function readItems(text: string): readonly KrmResource[] {
  return splitDocuments(text).flatMap((document, index) => {
    const { value } = readDocument(document)
    if (value === undefined) return []
    const checked = asResource(value, {})
    if ('result' in checked) throw new Error(checked.result.message)
    return [withAnnotations(checked.resource, { [PATH]: 'application.yaml', [INDEX]: String(index) })]
  })
}

function differences(ours: readonly KrmResource[], theirs: readonly KrmResource[]): readonly string[] {
  const mine = byName(ours.filter((item) => !isLocalConfig(item)))
  const golden = byName(theirs)
  return [...new Set([...golden.keys(), ...mine.keys()])].flatMap((name) => {
    return fieldsThatDiffer(mine.get(name), golden.get(name), []).map((path) => [name, path].filter(Boolean).join(' '))
  })
}

/** Of several objects with one name KubeVela's applier would keep the last one. */
function byName(resources: readonly KrmResource[]): ReadonlyMap<string, unknown> {
  return new Map(resources.map((resource) => [`${resource.kind} ${resource.metadata.name}`, normal(resource)]))
}

function fieldsThatDiffer(ours: unknown, theirs: unknown, path: readonly (string | number)[]): readonly string[] {
  if (equal(ours, theirs)) return []
  const isBoth = [ours, theirs].every((value) => typeof value === 'object' && value !== null)
  if (!isBoth || Array.isArray(ours) !== Array.isArray(theirs)) return [formatted(path)]
  if (Array.isArray(ours) && ours.length !== (theirs as unknown[]).length) return [formatted(path)]
  const keys = new Set([...Object.keys(ours as object), ...Object.keys(theirs as object)])
  return [...keys].flatMap((key) => {
    const [mine, golden] = [ours, theirs].map((value) => (value as Record<string, unknown>)[key])
    return fieldsThatDiffer(mine, golden, [...path, Array.isArray(ours) ? Number(key) : key])
  })
}

function formatted(path: readonly (string | number)[]): string {
  return path.length === 0 ? '' : formatFieldPath(path)
}

/**
 * The differences that are everywhere, in one place:
 * - the label `app.oam.dev/appRevision`, empty offline, would change with every revision: hydroam has none
 * - KubeVela writes `annotations: {}` and `labels: {}`; hydroam writes no empty map
 * - hydroam says on each resource where it comes from
 * - KubeVela writes empty lists, and "" for the default medium of an emptyDir; hydroam writes neither
 * - hydroam writes the type and the protocols of a Service, where KubeVela at times leaves them to the API server
 * - KubeVela gives cluster-scoped objects the application's namespace, which no API server keeps
 */
const namespaceOf = namespaces([])

function normal(resource: KrmResource): unknown {
  const { labels, annotations, namespace, ...metadata } = resource.metadata
  const own = {
    ...metadata,
    ...(namespace && namespaceOf(resource) ? { namespace } : {}),
    ...filled('labels', labels ?? {}, (key) => key !== 'app.oam.dev/appRevision'),
    ...filled(
      'annotations',
      annotations ?? {},
      (key) => ![GENERATED_BY, GENERATED_FROM].includes(key) && !isTracking(key),
    ),
  }
  return JSON.parse(
    JSON.stringify({ ...withDefaults(resource), metadata: own }, (key, value) => {
      if ((Array.isArray(value) && value.length === 0) || (key === 'medium' && value === '')) return undefined
      return typeof value === 'bigint' ? Number(value) : value
    }),
  )
}

function withDefaults(resource: KrmResource): KrmResource {
  if (resource.kind !== 'Service') return resource
  const { ports, ...spec } = resource.spec as { readonly ports?: readonly object[] }
  const all = ports?.map((port) => ({ protocol: 'TCP', ...port }))
  return { ...resource, spec: { type: 'ClusterIP', ...spec, ...(all ? { ports: all } : {}) } }
}

function filled(field: string, map: StringMap | undefined, isMeant: (key: string) => boolean): object {
  const entries = Object.entries(map ?? {}).filter(([key]) => isMeant(key))
  return entries.length > 0 ? { [field]: Object.fromEntries(entries) } : {}
}
