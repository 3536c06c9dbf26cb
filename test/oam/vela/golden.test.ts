/** The oracle is whole: each input has an answer, and together they use each built-in of KubeVela. */
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'

interface Typed {
  readonly type?: string
  readonly traits?: readonly Typed[]
}

interface Application {
  readonly spec: { readonly components: readonly Typed[]; readonly policies?: readonly Typed[] }
}

const golden: { readonly answers: Readonly<Record<string, { readonly error?: string }>> } = JSON.parse(
  readFileSync(join(import.meta.dirname, 'golden.json'), 'utf8'),
)
const folder = join(import.meta.dirname, 'applications')
const names = readdirSync(folder).map((file) => basename(file, '.yaml'))
const accepted = names.filter((name) => !name.startsWith('wrong-'))
const applications = accepted.map((name): Application => {
  return parse(readFileSync(join(folder, `${name}.yaml`), 'utf8'), { version: '1.1' })
})

const COMPONENTS = ['cron-task', 'daemon', 'k8s-objects', 'raw', 'statefulset', 'task', 'webservice', 'worker']
const TRAITS = [
  ...['affinity', 'annotations', 'command', 'configmap', 'container-image', 'container-ports', 'cpuscaler', 'env'],
  ...['expose', 'gateway', 'hostalias', 'hpa', 'ingress', 'ingress-1-20', 'init-container', 'json-merge-patch'],
  ...['json-patch', 'k8s-update-strategy', 'labels', 'lifecycle', 'nocalhost', 'node-affinity', 'podsecuritycontext'],
  ...['pure-ingress', 'pvc', 'resource', 'scaler', 'securitycontext', 'service-account', 'service-binding', 'sidecar'],
  ...['startup-probe', 'storage', 'topologyspreadconstraints', 'volumes'],
]
const POLICIES = [
  ...['apply-once', 'garbage-collect', 'override', 'read-only', 'replication', 'resource-update', 'shared-resource'],
  ...['take-over', 'topology'],
]

describe("KubeVela's golden answers", () => {
  test('are one for each application', () => {
    expect(Object.keys(golden.answers).sort()).toEqual([...names].sort())
  })

  test('are errors where the name says so, and nowhere else', () => {
    const refused = Object.entries(golden.answers).filter(([, { error }]) => error !== undefined)
    expect(refused.map(([name]) => name).sort()).toEqual(names.filter((name) => !accepted.includes(name)).sort())
  })

  test('show each built-in type at work', () => {
    const components = applications.flatMap(({ spec }) => spec.components)
    const traits = components.flatMap((component) => component.traits ?? [])
    const policies = applications.flatMap(({ spec }) => spec.policies ?? [])
    expect(components.map(({ type }) => type)).toEqual(expect.arrayContaining(COMPONENTS))
    expect(traits.map(({ type }) => type)).toEqual(expect.arrayContaining(TRAITS))
    expect(policies.map(({ type }) => type)).toEqual(expect.arrayContaining(POLICIES))
  })
})
