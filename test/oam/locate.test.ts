/** From what policies brought in back to where that is written. */
import { describe, expect, test } from 'vitest'
import { generated } from '../../src/krm/origin.ts'
import type { KrmResource } from '../../src/krm/resource.ts'
import { hasSource, sourcePlace } from '../../src/oam/locate.ts'

const OAM = 'core.oam.dev/v1beta1'

const APPLICATION: KrmResource = {
  apiVersion: OAM,
  kind: 'Application',
  metadata: { name: 'shop', namespace: 'market' },
  spec: {
    components: [{ name: 'web', type: 'worker' }],
    policies: [{ type: 'quota' }, { name: 'limits', type: 'quota' }, { name: 'live', type: 'topology' }],
  },
}

function definition(scope: string | undefined): KrmResource {
  const components = [{ name: 'guard', type: 'worker', traits: [{ type: 'scaler' }] }]
  const schematic = { kube: { template: { components } } }
  return { apiVersion: OAM, kind: 'PolicyDefinition', metadata: { name: 'guarded' }, spec: { scope, schematic } }
}

const ITEMS = [APPLICATION, definition('Application')]

function made(from: string): KrmResource {
  const resource = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'any', namespace: 'market' } }
  return generated(resource, 'expand-components', `Application/shop/${from}`)
}

describe('what a policy made', () => {
  test.each([
    ['quota-auto-gen-0', 'Application', ['spec', 'policies', 0]],
    ['limits', 'Application', ['spec', 'policies', 1]],
    ['guard', 'PolicyDefinition', ['spec', 'schematic', 'kube', 'template', 'components', 0]],
    ['guard/scaler', 'PolicyDefinition', ['spec', 'schematic', 'kube', 'template', 'components', 0, 'traits', 0]],
  ])('%s stands in the %s', (from, kind, path) => {
    const place = sourcePlace(made(from), ITEMS)
    expect([place?.resourceRef?.kind, place?.field?.path]).toEqual([kind, path])
    expect(hasSource(made(from), ITEMS)).toBe(true)
  })

  test.each(['live', 'quota-auto-gen-1', 'guard/gateway', 'nobody'])('%s has no source', (from) => {
    expect(hasSource(made(from), ITEMS)).toBe(false)
  })

  test('a definition that renders objects brings no components in', () => {
    expect(hasSource(made('guard'), [APPLICATION, definition(undefined)])).toBe(false)
  })
})
