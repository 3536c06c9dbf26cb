/** Components of v1beta1 against what KubeVela 1.10.9 answers (tools/vela-oracle), by meaning; every difference is listed with its reason. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { expandComponent } from '../../functions/expand-components/component.ts'
import { type Config, expandComponents } from '../../functions/expand-components/function.ts'
import { surroundings } from '../../functions/expand-components/surroundings.ts'
import { nativeTypes } from '../../functions/expand-components/types.ts'
import { NO_COMMENTS } from '../../src/krm/comment.ts'
import type { FunctionOutput } from '../../src/krm/function.ts'
import { generatedBy } from '../../src/krm/origin.ts'
import type { KrmResource } from '../../src/krm/resource.ts'
import { failed } from '../../src/krm/result.ts'
import { componentTypes } from '../../src/oam/application.ts'
import { NEWEST_MINOR } from '../../src/oam/kubernetes-version.ts'
import { hasParameters } from '../../src/schema/parameters.ts'
import { readDocument } from '../../src/text/document.ts'

const FOLDER = join(import.meta.dirname, 'vela')

interface Answer {
  readonly resources?: readonly { readonly object: KrmResource }[]
  readonly error?: string
  readonly minors?: Readonly<Record<string, Answer>>
}

const { answers } = JSON.parse(readFileSync(join(FOLDER, 'golden.json'), 'utf8')) as {
  answers: Readonly<Record<string, Answer>>
}

const FAMILIES =
  /^(?:accepted-)?(webservice|worker|daemon|statefulset|task|cron-task|k8s-objects|raw|every|yaml|application|component)-/
const WRONG =
  /^wrong-(component|empty-objects|missing-parameter|no-properties|null|object|port|ref-objects|two|type-|unknown|value|volume|yaml)/

function source(name: string): KrmResource {
  const text = readFileSync(join(FOLDER, 'applications', `${name}.yaml`), 'utf8')
  return readDocument({ text, line: 1 }).value as KrmResource
}

function hasTraits(name: string): boolean {
  const spec = source(name).spec as { components: readonly { traits?: unknown }[] }
  return spec.components.some(({ traits }) => traits)
}

const names = readdirSync(join(FOLDER, 'applications'))
  .map((file) => file.replace(/\.yaml$/, ''))
  .filter((name) => !hasTraits(name))

function expand(name: string, config: Config = {}): FunctionOutput {
  const settings = { allowUndeclaredParameters: true, ...config }
  return expandComponents.run([source(name)], settings, NO_COMMENTS) as FunctionOutput
}

const OURS = ['hydroam.dev/generated-by', 'hydroam.dev/generated-from']
/** They change without the application changing; what `externalRevision` gives is compared in vela.test.ts. */
const REVISIONS = ['app.oam.dev/appRevision', 'app.oam.dev/revision']

/** What an API server makes of it: an empty list or map, and the medium "", are as good as absent. */
function meaning(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(meaning)
  if (typeof value !== 'object' || value === null) return typeof value === 'bigint' ? Number(value) : value
  const entries = Object.entries(value)
    .filter(([key]) => ![...OURS, ...REVISIONS].includes(key))
    .map(([key, one]): [string, unknown] => [key, meaning(one)])
    .filter(([key, one]) => !(key === 'medium' && one === '') && !isEmpty(one))
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
}

type Change = (object: KrmResource) => unknown

/** What KubeVela's answer would be, were it ours: the difference, and why. */
const DIFFERENCES: Readonly<Record<string, { readonly because: string; readonly change: Change }>> = {
  'daemon-all-parameters': {
    because:
      'UDP through a Service without a protocol never arrives; and readOnly and mountPropagation say what is wanted',
    change: (object) => {
      const { ports = [], template } = object.spec as never as { ports?: object[]; template?: { spec: never } }
      if (template) {
        const { containers } = template.spec as { containers: { volumeMounts: object[] }[] }
        Object.assign(containers[0]?.volumeMounts.at(-1) ?? {}, { readOnly: true, mountPropagation: 'HostToContainer' })
      }
      for (const [i, port] of ports.entries()) Object.assign(port, { protocol: ['TCP', 'UDP'][i] })
      return object
    },
  },
  'daemon-old-port-and-volumes': {
    because: 'every port says its protocol',
    change: (object) => {
      const { ports = [] } = object.spec as { ports?: object[] }
      for (const port of ports) Object.assign(port, { protocol: 'TCP' })
      return object
    },
  },
  'k8s-objects-many': {
    because: 'a ClusterRole has no namespace',
    change: ({ metadata: { namespace, ...metadata }, ...object }) => {
      return { ...object, metadata: object.kind === 'ClusterRole' ? metadata : { ...metadata, namespace } }
    },
  },
  'application-custom-resource-types': {
    because: 'a name with a hash of Go structures cannot be told in another language',
    change: (object) => {
      const key = object.metadata.labels?.['trait.oam.dev/resource']
      return key ? { ...object, metadata: { ...object.metadata, name: `pair-${key}` } } : object
    },
  },
  'application-without-namespace': {
    because: 'a package may leave the namespace to who applies it',
    change: ({ metadata: { namespace: _, labels = {}, ...metadata }, ...object }) => {
      const { 'app.oam.dev/namespace': __, ...kept } = labels ?? {}
      return { ...object, metadata: { ...metadata, labels: kept } }
    },
  },
}

/** A cluster would refuse them, or wait for ever; and what is not hydrated here. */
const REFUSED: Readonly<Record<string, string>> = {
  'accepted-component-name': 'field-invalid',
  'accepted-component-names': 'component-duplicate',
  'accepted-depends-on': 'dependency-unknown',
  'component-inputs-and-outputs': 'parameter-missing',
}

/** KubeVela refuses them, hydroam does not. */
const ACCEPTED: Readonly<Record<string, string>> = {
  'wrong-ref-objects-inline': 'an object that is given whole needs no cluster',
}

function expectAnswer(name: string, answer: Answer, config?: Config): void {
  const { items, results = [] } = expand(name, config)
  expect(results.filter(({ severity }) => severity === 'error')).toEqual([])
  const { change = (object: KrmResource) => object } = DIFFERENCES[name] ?? {}
  const theirs = structuredClone(answer.resources ?? []).map(({ object }) => meaning(change(object)))
  expect(items.filter((item) => generatedBy(item)).map(meaning)).toEqual(theirs)
}

describe('renders the components as KubeVela does', () => {
  const family = names.filter((name) => FAMILIES.test(name) && !(name in REFUSED))

  test.each(family)('%s', (name) => {
    expectAnswer(name, answers[name] as Answer)
  })

  test('of every family there is something to compare', () => {
    expect(new Set(family.map((name) => FAMILIES.exec(name)?.[1])).size).toBe(12)
  })

  const older = family.flatMap((name) => {
    const minors = Object.entries(answers[name]?.minors ?? {}).filter(([minor]) => Number(minor) >= 23)
    return minors.map(([minor, answer]) => ({ name, minor, answer }))
  })

  test.each(older)('$name for Kubernetes 1.$minor', ({ name, minor, answer }) => {
    expectAnswer(name, answer, { kubernetesVersion: `1.${minor}` })
  })

  test('a difference that is none any more is no longer listed', () => {
    for (const name of Object.keys(DIFFERENCES)) {
      const ours = expand(name).items.filter((item) => generatedBy(item))
      const theirs = (answers[name]?.resources ?? []).map(({ object }) => object)
      expect(ours.map(meaning), name).not.toEqual(theirs.map(meaning))
    }
  })
})

describe('refuses what KubeVela refuses', () => {
  test.each(names.filter((name) => WRONG.test(name) && !(name in ACCEPTED)))('%s', (name) => {
    expect(answers[name]?.error).toBeTypeOf('string')
    expect(failed(expand(name, { allowUndeclaredParameters: false }).results ?? [])).toBe(true)
  })

  test.each(Object.entries(REFUSED))('%s, which KubeVela does not, as %s', (name, code) => {
    expect(expand(name).results?.map((result) => result.code)).toContain(code)
  })

  test.each(Object.keys(ACCEPTED))('but not %s', (name) => {
    expect(answers[name]?.error).toBeTypeOf('string')
    expect(failed(expand(name).results ?? [])).toBe(false)
  })
})

test('every component type has a rendering and parameters, and nothing else has', () => {
  const types = Object.keys(nativeTypes(surroundings([], NEWEST_MINOR)))
  expect(types).toEqual(componentTypes)
  for (const type of types) expect(hasParameters(type), type).toBe(true)
})

test('a copy that a replication policy makes says so', () => {
  const around = surroundings([], NEWEST_MINOR)
  const component = { name: 'web', type: 'worker', properties: { image: 'i' }, path: [], traits: [], replicaKey: 'eu' }
  const application = { source: source('worker-minimal'), name: 'shop', namespace: 'market', components: [component] }
  const { resources } = expandComponent(application, component, nativeTypes(around), around)
  expect(resources[0]?.metadata.labels).toMatchObject({ 'app.oam.dev/replicaKey': 'eu' })
})
