import { expect, test } from 'vitest'
import { editFields } from '../src/krm/field-spec.ts'

const resource = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data: { toString: 'x' } }

/** What becomes of the resource when the field at the end of a path is set. */
function set(path: string, create: boolean): object {
  return editFields(resource, [{ path, create }], () => 'set').resource
}

test('what every object inherits is no field of it', () => {
  expect(set('metadata/toString', false)).toBe(resource)
  expect(set('constructor/name', false)).toBe(resource)
  expect(set('metadata/toString', true)).toHaveProperty('metadata', { name: 'a', toString: 'set' })
  expect(set('data/toString', false)).toHaveProperty('data', { toString: 'set' })
})
