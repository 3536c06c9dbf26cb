/** Unification and its strategies: the cases of KubeVela's TestPatch and TestStrategyPatch, and what KubeVela loses. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { settle } from '../../../src/oam/patch/settle.ts'
import { every, keyed, keyedRetained, preferred, replaced, retained } from '../../../src/oam/patch/strategy.ts'
import { unify } from '../../../src/oam/patch/unify.ts'

/** The patches one after the other; the conflicts of the first that has some. */
function patched(base: unknown, ...patches: readonly unknown[]): unknown {
  let value = base
  for (const patch of patches) {
    const unified = unify(value, patch)
    if (unified.conflicts.length > 0) return unified
    value = unified.value
  }
  return settle(value)
}

const [x1, x2, x3, x4] = ['x1', 'x2', 'x3', 'x4'].map((name) => ({ name }))
const RDS = { secretRef: { name: 'nginx-rds' } }
const REDIS = { secretRef: { name: 'nginx-redis' } }

describe('the cases of TestPatch (kubevela/workflow, operation_test.go)', () => {
  test.each<[string, unknown, unknown, unknown]>([
    ['by index', [x1, x2], [x1, { name: 'x2', image: 'pause' }], [x1, { name: 'x2', image: 'pause' }]],
    ['by key, in the order of the base', [x1, x2], keyed('name', [x2, x1]), [x1, x2]],
    ['what meets nothing comes after, in its order', [x1, x2], keyed('name', [x4, x3, x1]), [x1, x2, x4, x3]],
    ['no item has the key: by index', [x1, x2], keyed('name', [{ noname: 'x3' }]), [{ name: 'x1', noname: 'x3' }, x2]],
    [
      'the key goes for the lists further in',
      [x1, { name: 'x2', envs: [{ name: 'OPS' }] }],
      keyed('name', [{ name: 'x2', envs: [{ name: 'OPS', value: 'OAM' }] }]),
      [x1, { name: 'x2', envs: [{ name: 'OPS', value: 'OAM' }] }],
    ],
    [
      'further in there may be new items',
      [x1, { name: 'x2', envs: [{ name: 'OPS', value: 'OAM' }] }],
      keyed('name', [{ name: 'x2', envs: [{ name: 'USER', value: 'DEV' }, { name: 'OPS' }] }]),
      [
        x1,
        {
          name: 'x2',
          envs: [
            { name: 'OPS', value: 'OAM' },
            { name: 'USER', value: 'DEV' },
          ],
        },
      ],
    ],
    [
      'a key of its own further in',
      [x1, { name: 'x2', envs: [{ key: 'OPS' }] }],
      keyed('name', [{ name: 'x2', envs: keyed('key', [{ key: 'USER' }, { key: 'OPS', value: 'OAM' }]) }]),
      [x1, { name: 'x2', envs: [{ key: 'OPS', value: 'OAM' }, { key: 'USER' }] }],
    ],
    ['a dotted key', [RDS], keyed('secretRef.name', [REDIS]), [RDS, REDIS]],
    [
      'a dotted key further in',
      [{ name: 'c1' }, { name: 'c2', envFrom: [RDS] }],
      keyed('name', [{ name: 'c2', envFrom: keyed('secretRef.name', [REDIS]) }]),
      [{ name: 'c1' }, { name: 'c2', envFrom: [RDS, REDIS] }],
    ],
    [
      'one of several keys',
      [RDS, { configMapRef: { name: 'nginx-rds' } }],
      keyed('secretRef.name,configMapRef.name', [REDIS, { configMapRef: { name: 'nginx-redis' } }]),
      [RDS, { configMapRef: { name: 'nginx-rds' } }, REDIS, { configMapRef: { name: 'nginx-redis' } }],
    ],
    [
      'twins by index',
      [
        {
          mounts: [
            { name: 'k1', path: 'p1' },
            { name: 'k1', path: 'p2' },
          ],
        },
      ],
      [
        {
          mounts: [
            { name: 'k1', path: 'p1' },
            { name: 'k1', path: 'p2' },
            { name: 'k2', path: 'p3' },
          ],
        },
      ],
      [
        {
          mounts: [
            { name: 'k1', path: 'p1' },
            { name: 'k1', path: 'p2' },
            { name: 'k2', path: 'p3' },
          ],
        },
      ],
    ],
    [
      'items that are equal on both sides meet',
      [{ name: 'x1', value: 'v1' }, { name: 'x2' }],
      keyed('name', [{ name: 'x1', value: 'v1' }, { name: 'x3' }]),
      [{ name: 'x1', value: 'v1' }, { name: 'x2' }, { name: 'x3' }],
    ],
    [
      'a keyed list within items by index',
      [x1],
      [{ env: keyed('name', [{ name: 'k' }]) }],
      [{ name: 'x1', env: [{ name: 'k' }] }],
    ],
  ])('%s', (_, base, patch, expected) => {
    expect(patched({ containers: base }, { containers: patch })).toEqual({ containers: expected })
  })

  test('without a key, other items are conflicts with their fields and values', () => {
    expect(unify({ containers: [x1, x2] }, { containers: [x2, x1] }).conflicts).toEqual([
      { path: ['containers', 0, 'name'], base: 'x1', patch: 'x2' },
      { path: ['containers', 1, 'name'], base: 'x2', patch: 'x1' },
    ])
  })
})

describe('the cases of TestStrategyPatch', () => {
  const spec = {
    spec: {
      containers: [
        { name: 'c1', image: 'i' },
        { name: 'c2', envs: [{ name: 'e1', value: 'v1' }] },
      ],
    },
  }
  const e1 = { name: 'e1', value: 'v2' }
  const cinder = { name: 'test-volume', cinder: { volumeID: 'id' } }
  const configMap = { name: 'test-volume', configMap: { name: 'conf' } }
  const empty = { name: 'empty-volume', emptyDir: {} }

  test.each<[string, unknown, unknown, unknown]>([
    [
      'a field in place of what is there; its neighbours stay',
      { strategy: { type: 'rollingUpdate', rollingUpdate: { maxSurge: '30%' } } },
      { strategy: { type: retained('recreate') } },
      { strategy: { type: 'recreate', rollingUpdate: { maxSurge: '30%' } } },
    ],
    ['an item in place of the one that it meets', [cinder], keyedRetained('name', [configMap]), [configMap]],
    ['the others stay', [empty, cinder], keyedRetained('name', [configMap]), [empty, configMap]],
    [
      'items further in',
      spec,
      { spec: { containers: keyed('name', [{ name: 'c2', envs: keyedRetained('name', [e1]) }]) } },
      {
        spec: {
          containers: [
            { name: 'c1', image: 'i' },
            { name: 'c2', envs: [e1] },
          ],
        },
      },
    ],
    [
      'an object around a list',
      spec,
      { spec: retained({ containers: keyed('name', [{ name: 'c2', envs: [e1] }]) }) },
      { spec: { containers: [{ name: 'c2', envs: [e1] }] } },
    ],
    [
      'fields at the top',
      { kind: 'Old', metadata: { name: 'Old', labels: { keep: 'true' } } },
      { kind: retained('New'), metadata: { name: retained('New') } },
      { kind: 'New', metadata: { name: 'New', labels: { keep: 'true' } } },
    ],
    [
      'a list in place of what is there',
      spec,
      { spec: { containers: keyed('name', [{ name: 'c2', envs: replaced([e1]) }]) } },
      {
        spec: {
          containers: [
            { name: 'c1', image: 'i' },
            { name: 'c2', envs: [e1] },
          ],
        },
      },
    ],
  ])('%s', (_, base, patch, expected) => {
    expect(patched({ base }, { base: patch })).toEqual({ base: expected })
  })
})

describe('nothing is lost where KubeVela loses it', () => {
  const [a, b] = [
    { name: 'v', mountPath: '/a' },
    { name: 'v', mountPath: '/b' },
  ]

  test.each<[string, unknown[], unknown[], unknown[]]>([
    ['a patch with twins', [x1], [a, b], [x1, a, b]],
    ['a twin that is there', [a], [a, b], [a, b]],
    ['twins that are there both', [a, b], [b], [a, b]],
    ['a new twin beside two', [a, b], [{ name: 'v', mountPath: '/c' }], [a, b, { name: 'v', mountPath: '/c' }]],
    ['an item without the key, in the patch', [x1, x2], [{ noname: 'x3' }, x1], [x1, x2, { noname: 'x3' }]],
    ['the same, when it is there', [x1, { noname: 'x3' }], [{ noname: 'x3' }, x1], [x1, { noname: 'x3' }]],
    [
      'an item without the key, in the base',
      [{ namex: 'x1' }, x2],
      [{ name: 'x2', image: 'i' }],
      [{ namex: 'x1' }, { name: 'x2', image: 'i' }],
    ],
    ['the case of TestPatch', [{ namex: 'x1' }], [x2, x1], [{ namex: 'x1' }, x2, x1]],
    ['a key that is no scalar', [{ name: { a: 1 } }, x1], [x1], [{ name: { a: 1 } }, x1]],
  ])('%s', (_, base, patch, expected) => {
    expect(patched(base, keyed('name', patch))).toEqual(expected)
    expect(patched(base, keyed('name', patch), keyed('name', patch)), 'twice').toEqual(expected)
  })
})

describe('defaults', () => {
  test.each<[string, unknown[], unknown]>([
    ['stand where nothing else does', [{ a: preferred(1) }], { a: 1 }],
    ['give way to what is there', [{ a: 2 }, { a: preferred(1) }], { a: 2 }],
    ['give way to what comes', [{ a: preferred(1) }, { a: 2 }], { a: 2 }],
    ['agree with themselves', [{ a: preferred(1) }, { a: preferred(1) }], { a: 1 }],
    [
      'in a list',
      [{ l: keyed('name', [{ name: 'n', p: preferred(1) }]) }, { l: keyed('name', [{ name: 'n', p: 9 }]) }],
      { l: [{ name: 'n', p: 9 }] },
    ],
  ])('%s', (_, patches, expected) => {
    expect(patched({}, ...patches)).toEqual(expected)
  })

  test('two different ones leave no answer', () => {
    expect(unify({ a: preferred(1) }, { a: preferred(2) }).conflicts).toEqual([{ path: ['a'], base: 1, patch: 2 }])
  })
})

describe('what goes for every item', () => {
  const hook = { hook: 'h' }
  test('goes for those that are there and for those that come', () => {
    const more = keyed('name', [{ name: 'b' }])
    expect(patched([{ name: 'a' }], every(hook), more)).toEqual([
      { name: 'a', ...hook },
      { name: 'b', ...hook },
    ])
    expect(patched([{ name: 'a' }], every(hook), replaced([{ name: 'c' }]))).toEqual([{ name: 'c', ...hook }])
  })

  test('conflicts with an item that says otherwise, now or later', () => {
    const conflict = { path: [0, 'hook'], base: 'other', patch: 'h' }
    expect(unify([{ hook: 'other' }], every(hook)).conflicts).toEqual([conflict])
    const { value } = unify([], every(hook))
    expect(unify(value, keyed('name', [{ name: 'b', hook: 'other' }])).conflicts).toEqual([conflict])
  })

  test('adds up', () => {
    expect(patched([{ name: 'a' }], every(hook), every({ more: 1 }), keyed('name', [{ name: 'b' }]))).toEqual([
      { name: 'a', ...hook, more: 1 },
      { name: 'b', ...hook, more: 1 },
    ])
  })
})

describe('conflicts', () => {
  test.each<[string, unknown, unknown]>([
    ['a scalar and another', 1, 2],
    ['a number and its text', 1, '1'],
    ['a scalar and an object', 1, {}],
    ['an object and a list', {}, []],
    ['null and a scalar', null, 1],
    ['a list and a shorter one', [1, 2], [1]],
  ])('%s', (_, base, patch) => {
    expect(unify({ a: base }, { a: patch }).conflicts).toEqual([{ path: ['a'], base, patch }])
  })

  test('all of them are found', () => {
    expect(unify({ a: 1, b: { c: 2 } }, { a: 2, b: { c: 3 } }).conflicts).toHaveLength(2)
  })
})

describe('laws', () => {
  const json = fc.jsonValue({ maxDepth: 4 })
  /** Few keys and few values, so that two of them often meet. */
  const { map } = fc.letrec<{ map: Record<string, unknown>; value: unknown }>((tie) => ({
    map: fc.dictionary(fc.constantFrom('a', 'b', '__proto__'), tie('value'), { maxKeys: 3 }),
    value: fc.oneof({ maxDepth: 4 }, fc.constantFrom(1, 'x', null), tie('map')),
  }))

  test('a patch with nothing changes nothing', () => {
    fc.assert(
      fc.property(json, (base) => {
        expect(patched({ base }, {})).toEqual({ base })
        expect(patched({ base }, { base: undefined })).toEqual({ base })
      }),
    )
  })

  test('a value agrees with itself', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(patched(value, value)).toEqual(value)
      }),
    )
  })

  test('what unifies does so either way round, and once is enough', () => {
    const seen = { agreed: 0, conflicted: 0 }
    fc.assert(
      fc.property(map, map, (a, b) => {
        const [one, other] = [unify(a, b), unify(b, a)]
        expect(other.conflicts).toHaveLength(one.conflicts.length)
        seen[one.conflicts.length > 0 ? 'conflicted' : 'agreed']++
        if (one.conflicts.length > 0) return
        expect(other.value).toEqual(one.value)
        expect(patched(a, b, b)).toEqual(one.value)
      }),
    )
    expect(Math.min(seen.agreed, seen.conflicted)).toBeGreaterThan(5)
  })

  test('no input is changed', () => {
    fc.assert(
      fc.property(map, map, (a, b) => {
        const before = JSON.stringify([a, b])
        unify(a, b)
        expect(JSON.stringify([a, b])).toBe(before)
      }),
    )
  })
})
