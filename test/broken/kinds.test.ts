/** Lists that made a function throw, each the smallest of its kind: now each has a result that says where it is wrong. */
import { describe, expect, test } from 'vitest'
import { catalogue } from '../../functions/index.ts'
import { serve } from '../../pipeline/serve.ts'
import type { Catalogue } from '../../src/krm/function.ts'
import { writeDocument } from '../../src/text/document.ts'

type Values = Readonly<Record<string, unknown>>

const LABELS = { 'app.oam.dev/name': 'shop', 'app.oam.dev/component': 'web' }
const META = { name: 'web', namespace: 'shop', labels: LABELS }
const REF = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }
const SOURCE = {
  apiVersion: 'core.oam.dev/v1beta1',
  kind: 'Application',
  name: 'shop',
  fieldPath: 'spec.components[0]',
}

function trait(type: string, spec: Values = {}, labels: Values | null = LABELS) {
  const metadata = { name: 'web-trait', namespace: 'shop', labels }
  const sound = { type, properties: {}, workloadRef: REF, sourceRef: SOURCE }
  return { apiVersion: 'hydroam.dev/v1alpha1', kind: 'Trait', metadata, spec: { ...sound, ...spec } }
}

function deployment(spec: unknown, metadata: Values = META) {
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec }
}

async function run(name: string, items: readonly unknown[], more: Values = {}) {
  const list = { apiVersion: 'config.kubernetes.io/v1', kind: 'ResourceList', items, ...more }
  return serve(catalogue[name] as Catalogue[string], writeDocument(list))
}

describe('a functionConfig', () => {
  const config = (functionConfig: unknown) => run('set-labels', [deployment({})], { functionConfig })

  test.each([
    ['text', 'must be an object, not the string "text"'],
    [[], 'must be an object, not a list'],
    [{ kind: 'ConfigMap' }, 'has no `apiVersion`'],
    [{ apiVersion: 'v1' }, 'has no `kind`'],
    [
      { apiVersion: 'v1', kind: 10n ** 30n },
      `has a wrong \`kind\`: it must be a string, not the number "1${'0'.repeat(30)}"`,
    ],
    [{ apiVersion: 'v1', kind: {} }, 'has a wrong `kind`: it must be a string, not an object'],
    [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: [] }, 'is wrong: `metadata` must be an object, not a list'],
  ])('%#: is refused where it is wrong', async (functionConfig, message) => {
    const { stderr, stdout, failed } = await config(functionConfig)
    expect(stderr).toContain(`error config-invalid: the functionConfig ${message}`)
    expect([stdout, failed]).toEqual(['', true])
  })

  test('goes without metadata, and stays as it is written', async () => {
    const { failed, stdout } = await config({ apiVersion: 'v1', kind: 'ConfigMap', data: { tier: 'front' } })
    expect(failed).toBe(false)
    expect(stdout).toContain('functionConfig:\n  apiVersion: v1\n  kind: ConfigMap\n  data:\n    tier: front\n')
  })
})

describe('a Trait resource', () => {
  const owners = {
    'inject-scaler': 'hpa',
    'inject-routing': 'expose',
    'inject-policy': 'network-policy',
    'inject-workload': 'env',
  }

  describe.each(Object.entries(owners))('for %s', (name, type) => {
    test.each([
      ['without type', trait(type, { type: undefined }), 'spec'],
      ['with null for properties', trait(type, { properties: null }), 'spec.properties'],
      ['with a list for properties', trait(type, { properties: [] }), 'spec.properties'],
      ['without workload', trait(type, { workloadRef: undefined }), 'spec'],
      [
        'with a number in its workload',
        trait(type, { workloadRef: { ...REF, apiVersion: 2 } }),
        'spec.workloadRef.apiVersion',
      ],
      ['with a wrong path', trait(type, { sourceRef: { ...SOURCE, fieldPath: 'a.b]' } }), 'spec.sourceRef.fieldPath'],
      [
        'with an index beyond all',
        trait(type, { sourceRef: { ...SOURCE, fieldPath: `a[${'9'.repeat(20)}]` } }),
        'spec.sourceRef.fieldPath',
      ],
      ['without labels', trait(type, {}, null), 'metadata.labels[app.oam.dev/component]'],
      [
        'with a property that no type has',
        trait(type, { properties: { constructor: 1 } }),
        'spec.properties.constructor',
      ],
    ])('%s', async (_, broken, path) => {
      const { stderr, stdout, failed } = await run(name, [deployment({}), broken])
      expect(failed).toBe(true)
      expect(stderr).toMatch(/^Trait\/web-trait.*: error trait-resource-invalid: /m)
      expect(stdout).toContain(`path: ${path}\n`)
    })

    test('of a foreign type is left to others', async () => {
      const { failed } = await run(name, [deployment({}), trait('foreign', { properties: null })])
      expect(failed).toBe(false)
    })
  })

  test('whose type is a name that every object has is consumed by no function', async () => {
    const { stderr } = await run('validate-oam', [trait('constructor')])
    expect(stderr).toMatch(/error trait-unconsumed: .*\n.*add a function that consumes it/)
  })
})

describe('what a trait works on', () => {
  const selector = { matchLabels: { app: 'web' } }

  test.each([
    ['inject-scaler', 'hpa', { template: { spec: { containers: 'none' } } }],
    ['inject-scaler', 'hpa', { template: { spec: { containers: [null, { name: {} }] } } }],
    ['inject-policy', 'pod-disruption-budget', { selector, replicas: 'two' }],
    [
      'inject-routing',
      'expose',
      { selector, template: { spec: { containers: [{ ports: [{ containerPort: 1, protocol: {} }] }] } } },
    ],
  ])('%s plays %s on an odd workload, and validate-schema says the rest', async (name, type, spec) => {
    const properties = { hpa: {}, expose: { port: [80] }, 'pod-disruption-budget': { minAvailable: 1 } }[type]
    const { failed, stderr } = await run(name, [deployment(spec), trait(type, { properties })])
    expect(failed).toBe(false)
    expect(stderr).not.toMatch(/undefined|NaN|\[object/)
  })

  test('a workload whose spec is text does not scale', async () => {
    const { stderr } = await run('inject-scaler', [deployment('text'), trait('scaler')])
    expect(stderr).toMatch(/error workload-not-scalable: /)
  })

  test('a Service to which nothing can be added', async () => {
    const service = { apiVersion: 'v1', kind: 'Service', metadata: META, spec: { ports: [80] } }
    const given = trait('expose', { properties: { port: [81] } })
    const { stderr } = await run('inject-routing', [deployment({ selector }), service, given])
    expect(stderr).toMatch(/^Service\/web.*: error service-invalid: .*`spec.ports\[0\]`/m)
  })

  test('empty labels and namespaces are none', async () => {
    const bare = { name: 'web', namespace: null, labels: null, annotations: null }
    const given = {
      ...trait('network-policy', { properties: { ingress: [] } }),
      metadata: { name: 't', labels: LABELS },
    }
    const { failed, stdout } = await run('inject-policy', [deployment({ selector }, bare), given])
    expect(failed).toBe(false)
    expect(stdout).toContain('kind: NetworkPolicy')
  })
})

describe('an application', () => {
  const component = (metadata: Values, spec: Values) => {
    return {
      apiVersion: 'core.oam.dev/v1alpha2',
      kind: 'Component',
      metadata: { name: 'web' },
      spec: { workload: { apiVersion: 'v1', kind: 'ConfigMap', metadata, ...spec } },
    }
  }
  const configuration = (one: Values) => {
    return {
      apiVersion: 'core.oam.dev/v1alpha2',
      kind: 'ApplicationConfiguration',
      metadata: { name: 'shop' },
      spec: { components: [one] },
    }
  }

  test('whose workload has labels that are no text', async () => {
    const { stderr } = await run('expand-components', [
      component({ labels: { team: ['a'] } }, {}),
      configuration({ componentName: 'web' }),
    ])
    expect(stderr).toMatch(/error resource-unsound: .*`metadata.labels` "team" must be a string, not a list/)
  })

  test('whose scope has a text for its spec', async () => {
    const scopeRef = { apiVersion: 'core.oam.dev/v1alpha2', kind: 'HealthScope', name: 'health' }
    const scope = { apiVersion: scopeRef.apiVersion, kind: scopeRef.kind, metadata: { name: 'health' }, spec: 'text' }
    const items = [component({}, {}), scope, configuration({ componentName: 'web', scopes: [{ scopeRef }] })]
    expect((await run('expand-components', items)).stderr).toMatch(
      /^HealthScope\/health.*: error field-invalid: `spec` .* must be an object/m,
    )
  })

  test('whose kind is a name that every object has', async () => {
    const odd = { apiVersion: 'core.oam.dev/v1beta1', kind: 'constructor', metadata: { name: 'a' } }
    expect((await run('validate-oam', [odd])).stderr).toMatch(/error oam-kind-unknown: /)
  })
})
