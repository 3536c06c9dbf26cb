/** What a trait of inject-workload makes beside the workload, and changes there: `outputs` and `patchOutputs`. */
import { expect, test } from 'vitest'
import { expandComponents } from '../../functions/expand-components/function.ts'
import { readBeside } from '../../functions/inject-workload/beside.ts'
import { playAll, type Repertoire } from '../../functions/inject-workload/component.ts'
import { NO_COMMENTS } from '../../src/krm/comment.ts'
import type { KrmResource } from '../../src/krm/resource.ts'
import type { Context } from '../../src/oam/definition.ts'
import { readTraits } from '../../src/oam/traits/trait.ts'
import { readUses } from '../../src/oam/traits/use.ts'

/** A component with a Service beside its workload, and two traits; what they do is the test's to say. */
const APPLICATION: KrmResource = {
  apiVersion: 'core.oam.dev/v1beta1',
  kind: 'Application',
  metadata: { name: 'shop', namespace: 'market', labels: { team: 'shop' } },
  spec: {
    components: [
      {
        name: 'web',
        type: 'webservice',
        properties: { image: 'i', ports: [{ port: 80, expose: true }] },
        traits: [{ type: 'labels' }, { type: 'annotations' }],
      },
    ],
  },
}

const CONFIG: KrmResource = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'conf' }, data: { a: 'a' } }
const unify = (value: Record<string, unknown>) => ({ type: 'unify', value }) as const

async function played(repertoire: Repertoire) {
  const { items } = await expandComponents.run([APPLICATION], {}, NO_COMMENTS)
  const { uses } = readUses(readTraits(items, ['labels', 'annotations']).traits, items)
  return playAll(uses, readBeside(items), repertoire)
}

test('outputs inherit labels, and have the name of their component and key where the definition gives none', async () => {
  const { rendered } = await played({
    labels: () => ({ outputs: { conf: CONFIG, more: { ...CONFIG, metadata: {} } } }),
    annotations: () => ({}),
  })
  expect(rendered.map(({ resource }) => resource.metadata.name)).toEqual(['conf', 'web-more'])
  expect(rendered[0]?.resource.metadata.labels).toMatchObject({
    team: 'shop',
    'trait.oam.dev/type': 'labels',
    'trait.oam.dev/resource': 'conf',
  })
})

test('patchOutputs reaches the outputs of the same trait, of earlier ones and of the component', async () => {
  const { rendered, changed, results } = await played({
    labels: () => ({ outputs: { conf: CONFIG }, patchOutputs: { conf: unify({ data: { b: 'b' } }) } }),
    annotations: () => ({
      patchOutputs: {
        conf: unify({ data: { c: 'c' } }),
        webserviceExpose: {
          type: 'json-merge-patch',
          value: { spec: { type: 'NodePort' }, metadata: { labels: null } },
        },
        toString: unify({ nobody: 'has this key' }),
      },
    }),
  })
  expect(results).toEqual([])
  expect(rendered.map(({ resource }) => resource.data)).toEqual([{ a: 'a', b: 'b', c: 'c' }])
  const service = changed.find(({ after }) => after.kind === 'Service')
  expect(service?.after.spec).toMatchObject({ type: 'NodePort' })
  expect(service?.after.metadata).toEqual(service?.before.metadata)
})

test('a conflict in an output names both traits', async () => {
  const { results, rendered } = await played({
    labels: () => ({ outputs: { conf: CONFIG }, patchOutputs: { conf: unify({ data: { b: 'b' } }) } }),
    annotations: () => ({ patchOutputs: { conf: unify({ data: { a: 'other', b: 'other' } }) } }),
  })
  expect(rendered).toEqual([])
  expect(results.map(({ message }) => message)).toEqual([
    'annotations of component "web" makes `data.a` "other", but labels of component "web" (`spec.components[0].traits[0]`) has made it "a"',
    'annotations of component "web" makes `data.b` "other", but labels of component "web" (`spec.components[0].traits[0]`) has made it "b"',
  ])
})

test('a trait sees what the earlier ones did', async () => {
  const seen: Context[] = []
  await played({
    labels: () => ({ outputs: { conf: CONFIG }, patch: unify({ spec: { paused: true } }) }),
    annotations: (_, context) => {
      seen.push(context)
      return {}
    },
  })
  const [context] = seen
  expect(context).toMatchObject({ name: 'web', appName: 'shop', namespace: 'market', componentType: 'webservice' })
  expect(context?.output?.spec).toMatchObject({ paused: true })
  expect(Object.keys(context?.outputs ?? {})).toEqual(['webserviceExpose', 'conf'])
})
