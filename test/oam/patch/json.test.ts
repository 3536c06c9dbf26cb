/** JSON Patch and JSON Merge Patch: the examples of their RFCs, the errors, and the laws. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mergePatch } from '../../../src/oam/patch/json-merge-patch.ts'
import { jsonPatch } from '../../../src/oam/patch/json-patch.ts'

type Operation = Record<string, unknown>

describe('RFC 6902, appendix A', () => {
  test.each<[string, unknown, Operation[], unknown]>([
    ['A.1', { foo: 'bar' }, [{ op: 'add', path: '/baz', value: 'qux' }], { baz: 'qux', foo: 'bar' }],
    ['A.2', { foo: ['bar', 'baz'] }, [{ op: 'add', path: '/foo/1', value: 'qux' }], { foo: ['bar', 'qux', 'baz'] }],
    ['A.3', { baz: 'qux', foo: 'bar' }, [{ op: 'remove', path: '/baz' }], { foo: 'bar' }],
    ['A.4', { foo: ['bar', 'qux', 'baz'] }, [{ op: 'remove', path: '/foo/1' }], { foo: ['bar', 'baz'] }],
    ['A.5', { baz: 'qux', foo: 'bar' }, [{ op: 'replace', path: '/baz', value: 'boo' }], { baz: 'boo', foo: 'bar' }],
    [
      'A.6',
      { foo: { bar: 'baz', waldo: 'fred' }, qux: { corge: 'grault' } },
      [{ op: 'move', from: '/foo/waldo', path: '/qux/thud' }],
      { foo: { bar: 'baz' }, qux: { corge: 'grault', thud: 'fred' } },
    ],
    [
      'A.7',
      { foo: ['all', 'grass', 'cows', 'eat'] },
      [{ op: 'move', from: '/foo/1', path: '/foo/3' }],
      { foo: ['all', 'cows', 'eat', 'grass'] },
    ],
    [
      'A.8',
      { baz: 'qux', foo: ['a', 2, 'c'] },
      [
        { op: 'test', path: '/baz', value: 'qux' },
        { op: 'test', path: '/foo/1', value: 2 },
      ],
      { baz: 'qux', foo: ['a', 2, 'c'] },
    ],
    [
      'A.10',
      { foo: 'bar' },
      [{ op: 'add', path: '/child', value: { grandchild: {} } }],
      { foo: 'bar', child: { grandchild: {} } },
    ],
    ['A.11', { foo: 'bar' }, [{ op: 'add', path: '/baz', value: 'qux', xyz: 123 }], { foo: 'bar', baz: 'qux' }],
    ['A.14', { '/': 9, '~1': 10 }, [{ op: 'test', path: '/~01', value: 10 }], { '/': 9, '~1': 10 }],
    [
      'A.16',
      { foo: ['bar'] },
      [{ op: 'add', path: '/foo/-', value: ['abc', 'def'] }],
      { foo: ['bar', ['abc', 'def']] },
    ],
    ['copy', { a: [1] }, [{ op: 'copy', from: '/a', path: '/b' }], { a: [1], b: [1] }],
    ['a move onto itself', { a: 1 }, [{ op: 'move', from: '/a', path: '/a' }], { a: 1 }],
    ['add over what is there', { a: 1 }, [{ op: 'add', path: '/a', value: 2 }], { a: 2 }],
    ['the whole document', { a: 1 }, [{ op: 'replace', path: '', value: { b: 2 } }], { b: 2 }],
    ['the empty key', { '': 1 }, [{ op: 'remove', path: '/' }], {}],
    ['null as a value', {}, [{ op: 'add', path: '/a', value: null }], { a: null }],
  ])('%s', (_, document, operations, value) => {
    expect(jsonPatch(document, operations)).toEqual({ value })
  })
})

describe('what fails says which operation, and why', () => {
  const ok = { op: 'test', path: '/foo', value: 'bar' }
  test.each<[string, Operation, string]>([
    ['A.9: another value', { op: 'test', path: '/baz', value: 'bar' }, '"/baz" is "qux", not "bar"'],
    ['A.12: no such parent', { op: 'add', path: '/no/bat', value: 1 }, 'there is no "/no"'],
    ['A.15: a number is not its text', { op: 'test', path: '/n', value: '10' }, '"/n" is 10, not "10"'],
    ['replace of nothing', { op: 'replace', path: '/no', value: 1 }, 'there is no "/no"'],
    ['remove of nothing', { op: 'remove', path: '/list/1' }, 'there is no "/list/1"'],
    ['copy from nothing', { op: 'copy', from: '/no', path: '/a' }, 'there is no "/no"'],
    ['move into itself', { op: 'move', from: '/o', path: '/o/p/q' }, '"/o" cannot move into itself'],
    ['beyond the list', { op: 'add', path: '/list/2', value: 1 }, '"/list/2" is beyond the list, which has 1 items'],
    [
      'an index with a zero before it',
      { op: 'add', path: '/list/00', value: 1 },
      '"/list/00" is beyond the list, which has 1 items',
    ],
    ['a negative index', { op: 'replace', path: '/list/-1', value: 1 }, 'there is no "/list/-1"'],
    ['the end of a list, where something must be', { op: 'remove', path: '/list/-' }, 'there is no "/list/-"'],
    ['through a scalar', { op: 'add', path: '/foo/a', value: 1 }, '"/foo" is neither an object nor a list'],
    ['no pointer', { op: 'remove', path: 'foo' }, '"foo" must start with "/"'],
    ['a wrong escape', { op: 'remove', path: '/a~2' }, '"/a~2": "~" must be followed by 0 or 1'],
    ['no path', { op: 'remove' }, '"remove" needs a `path`'],
    ['no from', { op: 'move', path: '/a' }, '"move" needs a `from`'],
    ['no value', { op: 'add', path: '/a' }, '"add" needs a `value`'],
    [
      'no such operation',
      { op: 'spam', path: '/a' },
      '"spam" is no operation; there are add, remove, replace, move, copy and test',
    ],
    ['everything', { op: 'remove', path: '' }, 'the whole object cannot be removed'],
    ['a field of every object', { op: 'remove', path: '/toString' }, 'there is no "/toString"'],
  ])('%s', (_, operation, message) => {
    const document = { foo: 'bar', baz: 'qux', n: 10, list: [1], o: { p: {} } }
    expect(jsonPatch(document, [ok, operation])).toEqual({ operation: 1, message })
  })
})

describe('RFC 7396, appendix A', () => {
  test.each<[unknown, unknown, unknown]>([
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [
      ['a', 'b'],
      ['c', 'd'],
      ['c', 'd'],
    ],
    [{ a: 'b' }, ['c'], ['c']],
    [{ a: 'foo' }, null, null],
    [{ a: 'foo' }, 'bar', 'bar'],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [[1, 2], { a: 'b', c: null }, { a: 'b' }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ])('%j with %j', (target, patch, expected) => {
    expect(mergePatch(target, patch)).toEqual(expected)
  })
})

describe('laws', () => {
  const json = fc.jsonValue({ maxDepth: 4 })
  const map = fc.dictionary(fc.string(), json)

  test('no operation, and an empty merge patch, change nothing', () => {
    fc.assert(
      fc.property(map, (document) => {
        expect(jsonPatch(document, [])).toEqual({ value: document })
        expect(mergePatch(document, {})).toEqual(document)
      }),
    )
  })

  test('a merge patch a second time changes nothing', () => {
    fc.assert(
      fc.property(json, json, (target, patch) => {
        const once = mergePatch(target, patch)
        expect(mergePatch(once, patch)).toEqual(once)
      }),
    )
  })

  test('what is added is there, and taking it away brings back what was', () => {
    fc.assert(
      fc.property(map, fc.string(), json, (document, key, value) => {
        fc.pre(!Object.hasOwn(document, key))
        const path = `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`
        const operations = [
          { op: 'add', path, value },
          { op: 'test', path, value },
          { op: 'remove', path },
        ]
        expect(jsonPatch(document, operations)).toEqual({ value: document })
      }),
    )
  })
})
