/** Policies and workflows against what KubeVela 1.10.9 answers (tools/vela-oracle), by meaning; every difference is listed with its reason. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { catalogue } from '../../functions/index.ts'
import { defaultPipeline } from '../../pipeline/default-pipeline.ts'
import { NO_COMMENTS } from '../../src/krm/comment.ts'
import { generatedBy } from '../../src/krm/origin.ts'
import { isLocalConfig, type KrmResource } from '../../src/krm/resource.ts'
import { failed, type Result } from '../../src/krm/result.ts'
import { readDocument } from '../../src/text/document.ts'

const FOLDER = join(import.meta.dirname, 'vela')

interface Answer {
  readonly resources?: readonly { readonly application: string; readonly object: KrmResource }[]
  readonly error?: string
}

const { answers } = JSON.parse(readFileSync(join(FOLDER, 'golden.json'), 'utf8')) as {
  answers: Readonly<Record<string, Answer>>
}

const names = readdirSync(join(FOLDER, 'applications'))
  .map((file) => file.replace(/\.yaml$/, ''))
  .filter((name) =>
    /^(wrong-|accepted-)?(policy|override|deploy|topology|workflow|step|apply-once|component-depends|component-inputs)-/.test(
      name,
    ),
  )

function source(name: string): KrmResource {
  const text = readFileSync(join(FOLDER, 'applications', `${name}.yaml`), 'utf8')
  return readDocument({ text, line: 1 }).value as KrmResource
}

interface Rendering {
  readonly items: readonly KrmResource[]
  readonly results: readonly Result[]
}

/** Through the mutators of the default pipeline, up to the first that fails. */
async function render(name: string, target?: string): Promise<Rendering> {
  let rendering: Rendering = { items: [source(name)], results: [] }
  for (const { image = '', type } of defaultPipeline()) {
    if (type === 'validator' || failed(rendering.results)) continue
    const fn = await catalogue[image.replace(/^.*\/|:.*$/g, '')]?.()
    const isFirst = fn?.name === 'expand-components'
    const config = isFirst ? { allowUndeclaredParameters: true, ...(target ? { target } : {}) } : {}
    const answer = await fn?.run(rendering.items, config, NO_COMMENTS)
    rendering = { items: answer?.items ?? [], results: [...rendering.results, ...(answer?.results ?? [])] }
  }
  return rendering
}

/** What comes of Kubernetes' own defaults, of hydroam's bookkeeping and of KubeVela's revisions does not count. */
const BOOKKEEPING = /^(hydroam\.dev\/|app\.oam\.dev\/appRevision$)/

function meaning(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(meaning)
  if (typeof value !== 'object' || value === null) return typeof value === 'bigint' ? Number(value) : value
  const entries = Object.entries(value)
    .filter(([key]) => !BOOKKEEPING.test(key))
    .map(([key, one]): [string, unknown] => [key, meaning(one)])
    .filter(([, one]) => typeof one !== 'object' || one === null || Object.keys(one).length > 0)
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** The targets to ask for where KubeVela renders several, and what it calls them. */
const TARGETS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'policy-topology': { staging: 'shop with topology staging', 'deploy-production': 'shop with topology production' },
  'workflow-deploy': {
    'to-stage': 'shop with topology stage',
    live: 'shop with topology live',
    'live-too': 'shop with topology live-too',
  },
}

type Change = (object: KrmResource) => KrmResource | readonly KrmResource[]

function inNamespace(namespace: string): Change {
  return (object) => ({ ...object, metadata: { ...object.metadata, namespace } })
}

function replicas(count: number): Change {
  return (object) => ({ ...object, spec: { ...(object.spec as object), replicas: count } })
}

function renamed(object: KrmResource, name: string, labels: object): KrmResource {
  return JSON.parse(JSON.stringify(object).replaceAll('"web"', `"${name}"`), (key, value) => {
    return key === 'labels' && 'app.oam.dev/resourceType' in value ? { ...value, ...labels } : value
  })
}

/** What KubeVela's answer would be, were it ours: the difference, and why. */
const DIFFERENCES: Readonly<Record<string, { readonly because: string; readonly change: Change }>> = {
  'policy-replication': {
    because:
      "the dry run does not replicate; the controller gives all copies one name, unless the component's template does better",
    change: (object) => {
      if (object.metadata.name !== 'web') return object
      return ['eu', 'us'].map((key) => renamed(object, `web-${key}`, { 'app.oam.dev/replicaKey': key }))
    },
  },
  'policy-rules-without-effect': {
    because:
      'what a read-only policy selects is only looked at, and resource-update says how Argo CD and Flux are to update',
    change: () => [],
  },
  'policy-topology': {
    because: 'the dry run names the namespace of a topology and does not set it',
    change: (object) => object,
  },
  'policy-topology-all-parameters': {
    because: 'the dry run names the namespace of a topology and does not set it',
    change: inNamespace('g'),
  },
  'workflow-apply-component': {
    because: 'the dry run prints all components; the controller applies those that a step names',
    change: (object) => (object.metadata.name === 'back' ? object : []),
  },
  'workflow-apply-object': {
    because: 'the dry run leaves out the object that the step applies',
    change: (object) => [
      object,
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'stepped', namespace: 'market', labels: { 'app.oam.dev/name': 'shop' } },
        data: { a: 'b' },
      },
    ],
  },
  'workflow-deploy': {
    because: 'the dry run names the namespace of a topology and does not set it',
    change: (object) => object,
  },
  'workflow-deploy-in-a-group': {
    because: 'the dry run passes over a deploy step in a group; the controller runs it',
    change: replicas(5),
  },
}

/** KubeVela takes them although they are wrong. */
const REFUSED: Readonly<Record<string, string>> = {
  // The input sets the value of a variable that has no name, which the dry run does not show.
  'component-inputs-and-outputs': 'parameter-missing',
  'policy-override-default-workflow': 'scaling-conflict',
  // A period of 0 seconds.
  'policy-override-merge': 'parameter-invalid',
  'accepted-policy-names': 'policy-duplicate',
  'accepted-step-names': 'workflow-step-duplicate',
}

/** KubeVela tells the last of several traits of one type to be all of them; hydroam changes each. */
const OWN_WAY = ['policy-override-same-trait-twice']

const NAMESPACES: Readonly<Record<string, string>> = {
  staging: 'stage',
  'to-stage': 'stage',
  live: 'live',
  'live-too': 'live-too',
}

async function expectAnswer(name: string, target?: string): Promise<void> {
  const { items, results } = await render(name, target)
  expect(results.filter(({ severity }) => severity === 'error')).toEqual([])
  const application = target && TARGETS[name]?.[target]
  const theirs = (answers[name]?.resources ?? []).filter((one) => !application || one.application === application)
  const { change = (object: KrmResource) => object } = DIFFERENCES[name] ?? {}
  const moved = NAMESPACES[target ?? '']
  const expected = theirs
    .flatMap(({ object }) => change(object))
    .map((object) => (moved ? inNamespace(moved)(object) : object))
  const ours = items.filter((item) => generatedBy(item) && !isLocalConfig(item))
  expect(byKind(ours)).toEqual(byKind(expected as readonly KrmResource[]))
}

function byKind(resources: readonly KrmResource[]): Readonly<Record<string, unknown>> {
  const keyed = resources.map((one): [string, unknown] => [`${one.kind}/${one.metadata.name}`, meaning(one)])
  return Object.fromEntries(keyed.sort(([a], [b]) => (a < b ? -1 : 1)))
}

describe('deploys what KubeVela deploys', () => {
  const taken = names.filter((name) => !name.startsWith('wrong-') && !(name in REFUSED) && !OWN_WAY.includes(name))

  test.each(taken.filter((name) => !(name in TARGETS)))('%s', async (name) => await expectAnswer(name))

  const targets = Object.entries(TARGETS).flatMap(([name, known]) =>
    Object.keys(known).map((target) => ({ name, target })),
  )

  test.each(targets)('$name to $target', async ({ name, target }) => {
    await expectAnswer(name, target)
  })

  test.each(Object.keys(TARGETS))('%s, and asks for a target where there are several', async (name) => {
    const { results } = await render(name)
    expect(results.map(({ code }) => code)).toContain('target-missing')
  })
})

describe('refuses what KubeVela refuses', () => {
  test.each(names.filter((name) => name.startsWith('wrong-')))('%s', async (name) => {
    expect(answers[name]?.error).toBeTypeOf('string')
    expect(failed((await render(name)).results)).toBe(true)
  })

  test.each(Object.entries(REFUSED))('%s, which KubeVela does not, as %s', async (name, code) => {
    expect(answers[name]?.error).toBeUndefined()
    expect((await render(name)).results.map((result) => result.code)).toContain(code)
  })
})
