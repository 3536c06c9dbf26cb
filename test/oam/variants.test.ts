/** Variants of an application, as a property, and what a package keeps of them when they change. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { expandComponents } from '../../functions/expand-components/function.ts'
import { catalogue } from '../../functions/index.ts'
import { defaultPipeline } from '../../pipeline/default-pipeline.ts'
import { NO_COMMENTS } from '../../src/krm/comment.ts'
import type { FunctionOutput } from '../../src/krm/function.ts'
import { generatedBy } from '../../src/krm/origin.ts'
import { identity, isLocalConfig, type KrmResource } from '../../src/krm/resource.ts'
import { failed, type Result } from '../../src/krm/result.ts'
import { isOam } from '../../src/oam/application.ts'
import { readTraits } from '../../src/oam/traits/trait.ts'

interface Trait {
  readonly type: string
  readonly properties?: object
  readonly disable?: boolean
}

interface Component {
  readonly name: string
  readonly type?: string
  readonly properties?: object
  readonly traits?: readonly Trait[]
}

interface Variant {
  readonly overrides: readonly Component[]
  readonly namespace?: string
}

const WEB: Component = { name: 'web', type: 'webservice', properties: { image: 'web' } }
const BACK: Component = { name: 'back', type: 'worker', properties: { image: 'back' } }

/** Each variant is a deploy step of its name. */
function application(components: readonly Component[], variants: Readonly<Record<string, Variant>> = {}): KrmResource {
  const entries = Object.entries(variants)
  const policies = entries.flatMap(([name, { overrides, namespace }]) => [
    { name: `${name}-override`, type: 'override', properties: { components: overrides } },
    { name: `${name}-topology`, type: 'topology', properties: namespace ? { namespace } : {} },
  ])
  const steps = entries.map(([name]) => {
    return { name, type: 'deploy', properties: { policies: [`${name}-override`, `${name}-topology`] } }
  })
  return {
    apiVersion: 'core.oam.dev/v1beta1',
    kind: 'Application',
    metadata: { name: 'shop', namespace: 'market' },
    spec: { components, ...(entries.length > 0 ? { policies, workflow: { steps } } : {}) },
  }
}

async function render(items: readonly KrmResource[], target?: string): Promise<readonly KrmResource[]> {
  let current = items
  const results: Result[] = []
  for (const { image = '', type } of defaultPipeline()) {
    const fn = type === 'mutator' ? await catalogue[image.replace(/^.*\/|:.*$/g, '')]?.() : undefined
    const answer = await fn?.run(current, fn.name === 'expand-components' && target ? { target } : {}, NO_COMMENTS)
    results.push(...(answer?.results ?? []))
    if (failed(results)) throw new Error(JSON.stringify(results))
    current = answer?.items ?? current
  }
  return current
}

function names(items: readonly KrmResource[]): readonly string[] {
  const hydrated = items.filter((item) => !isOam(item) && !isLocalConfig(item))
  return hydrated.map((item) => `${item.metadata.namespace}/${item.kind}/${item.metadata.name}`).sort()
}

function replace(items: readonly KrmResource[], source: KrmResource): readonly KrmResource[] {
  return items.map((item) => (identity(item) === identity(source) ? source : item))
}

describe('two variants of an application', () => {
  const value = fc.record({
    cpu: fc.constantFrom('1', '2'),
    labels: fc.dictionary(fc.constantFrom('a', 'b'), fc.constantFrom('1', '2')),
    cmd: fc.array(fc.constantFrom('run', 'fast'), { maxLength: 2 }),
  })
  const properties = fc.record({ image: fc.constantFrom('one', 'two'), cpu: fc.constantFrom('1', '2') })
  const component = fc.record({ name: fc.constantFrom('web', 'shop', 'cart', 'mail'), properties, replicas: fc.nat(3) })
  const components = fc.uniqueArray(component, { minLength: 1, selector: ({ name }) => name }).map((list) =>
    list.map(({ name, properties: given, replicas }) => ({
      name,
      type: 'webservice',
      properties: given,
      traits: [{ type: 'scaler', properties: { replicas } }],
    })),
  )

  test('differ in the components that an override names, and in nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(components, value, fc.nat(3), async (all, change, pick) => {
        const changed = all[pick % all.length] as Component
        const variants = {
          same: { overrides: [] },
          other: { overrides: [{ name: `^${changed.name}$`, properties: change }] },
        }
        const source = application(all, variants)
        const [plain, same, other] = [
          await render([application(all)]),
          await render([source], 'same'),
          await render([source], 'other'),
        ]
        const others = (items: readonly KrmResource[]) => {
          return items.filter(
            (item) => !isOam(item) && item.metadata.labels?.['app.oam.dev/component'] !== changed.name,
          )
        }
        expect(same.filter((item) => !isOam(item))).toEqual(plain.filter((item) => !isOam(item)))
        expect(others(other)).toEqual(others(same))
        expect(names(other)).toEqual(names(same))
      }),
      { numRuns: 40 },
    )
  })

  test('are the application that says the override itself', async () => {
    const override = { name: 'web', properties: { image: 'new' }, traits: [{ type: 'hpa' }] }
    const by = await render([application([WEB, BACK], { live: { overrides: [override] } })], 'live')
    const said = await render([application([{ ...WEB, ...override }, BACK])])
    const rendered = (items: readonly KrmResource[]) => items.filter((item) => !isOam(item))
    expect(rendered(by)).toEqual(rendered(said))
  })
})

test('traits that overrides add take their turns in the order of the step, whatever the order of the items', () => {
  const add = (name: string, type: string) => {
    return {
      name,
      type: 'override',
      properties: {
        components: [
          { name: 'web', traits: [{ type, ...(type === 'hpa' ? {} : { properties: { maxUnavailable: 1 } }) }] },
        ],
      },
    }
  }
  const source = application([{ ...WEB, traits: [{ type: 'scaler' }] }])
  const policies = [add('first', 'hpa'), add('second', 'pod-disruption-budget')]
  const workflow = { steps: [{ name: 'all', type: 'deploy', properties: { policies: ['second', 'first'] } }] }
  const spec = { ...(source.spec as object), policies, workflow }
  const config = { allowUndeclaredParameters: true }
  const { items } = expandComponents.run([{ ...source, spec }], config, NO_COMMENTS) as FunctionOutput
  const types = (all: readonly KrmResource[]) => readTraits(all).traits.map(({ type }) => type)
  expect(types(items)).toEqual(['scaler', 'pod-disruption-budget', 'hpa'])
  expect(types(items.toReversed())).toEqual(['scaler', 'pod-disruption-budget', 'hpa'])
})

describe('in place', () => {
  const expose = { type: 'expose', properties: { ports: [{ port: 80 }] } }
  const bystander: KrmResource = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'bystander', namespace: 'market' },
    spec: { selector: { 'app.oam.dev/component': 'web' }, ports: [{ port: 80 }] },
  }
  const before = application([{ ...WEB, traits: [{ type: 'hpa' }, expose] }, BACK])

  const rendered = async () => await render([before, bystander])

  test('a trait that goes takes what was generated for it, and nothing else', async () => {
    const first = await rendered()
    const after = await render(replace(first, application([{ ...WEB, traits: [expose] }, BACK])))
    expect(names(first).filter((name) => !names(after).includes(name))).toEqual(['market/HorizontalPodAutoscaler/web'])
  })

  test('a component that is renamed leaves nothing under its old name', async () => {
    const web = { ...WEB, name: 'front', traits: [{ type: 'hpa' }, expose] }
    const after = await render(replace(await rendered(), application([web, BACK])))
    expect(names(after)).toEqual([
      'market/Deployment/back',
      'market/Deployment/front',
      'market/HorizontalPodAutoscaler/front',
      'market/Service/bystander',
      'market/Service/front',
    ])
  })

  test('an application that is deleted takes everything of it', async () => {
    const after = await render((await rendered()).filter((item) => !isOam(item)))
    expect(after).toEqual([bystander])
  })

  test('another application of the package keeps what is its own', async () => {
    const other: KrmResource = {
      ...application([{ ...WEB, name: 'other' }]),
      metadata: { name: 'other', namespace: 'market' },
    }
    const first = await render([before, other])
    const after = await render(first.filter((item) => identity(item) !== identity(before)))
    expect(names(after)).toEqual(['market/Deployment/other'])
  })

  test('another target replaces all of the last one, also in another namespace', async () => {
    const components = [{ ...WEB, traits: [{ type: 'hpa' }, expose] }, BACK]
    const disable = { name: 'web', traits: [{ type: 'hpa', disable: true }, { type: 'scaler' }] }
    const source = application(components, {
      stage: {
        overrides: [disable, { name: 'extra', type: 'worker', properties: { image: 'x' } }],
        namespace: 'stage',
      },
      live: { overrides: [], namespace: 'live' },
    })
    const live = await render([source, bystander], 'live')
    const stage = await render(live, 'stage')
    expect(names(stage)).toEqual([
      'market/Service/bystander',
      'stage/Deployment/back',
      'stage/Deployment/extra',
      'stage/Deployment/web',
      'stage/Service/web',
    ])
    expect(await render(stage, 'live')).toEqual(live)
  })

  test('what was generated and then edited by hand is generated again', async () => {
    const first = await rendered()
    const edited = first.map((item) => {
      return generatedBy(item) && item.kind === 'Deployment' ? { ...item, spec: { replicas: 99 } } : item
    })
    expect(await render(edited)).toEqual(first)
  })
})
