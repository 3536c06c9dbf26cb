/** Ways to break a value, wherever it is: what a stranger's program or a slip of the hand leaves in a ResourceList. */
import type { FieldPath } from '../../src/krm/field-path.ts'

/** Numbers that choose; all of them choose something, whatever the value is. */
export interface Mutation {
  readonly at: number
  readonly way: number
  readonly other: number
}

type Holder = Record<string | number, unknown>

function nested(depth: number): unknown {
  let value: unknown = 'deep'
  for (let i = 0; i < depth; i++) value = i % 2 === 0 ? { a: value } : [value]
  return value
}

/** What stands where something else should. */
export const VALUES: readonly unknown[] = [
  ...[null, '', ' ', 0, -1, 1.5, 1e300, 2 ** 53, 10n ** 30n, -(2n ** 63n), true, false],
  ...[[], {}, [[]], [null], [1], [{}], { a: null }, { a: 1 }, { '': '' }, [''], ['a', 'a'], nested(90), nested(200)],
  ...['web', 'a.b[0]', 'a[', ']', '*', '../..', '/', 'a/b/c', 'A B', 'é'.repeat(300), '\ud800', '\n', '# a', '{a}'],
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', '99999999999999999999', '.nan', '0x1F', 'yes', '~'],
  ...[{ toString: 1 }, { constructor: 'x' }, { hasOwnProperty: [] }, { ['__proto__']: { a: 1 } }, { length: 3 }],
]

/** Names that every object has, and names that lists have. */
const KEYS = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', 'length', '0', '', 'a.b', '[0]', '~']

function isHolder(value: unknown): value is Holder {
  return typeof value === 'object' && value !== null
}

/** Every place below the root. */
function placesIn(value: unknown, path: FieldPath = []): readonly FieldPath[] {
  if (!isHolder(value)) return []
  const keys: readonly (string | number)[] = Array.isArray(value) ? [...value.keys()] : Object.keys(value)
  return keys.flatMap((key) => [[...path, key], ...placesIn(value[key], [...path, key])])
}

function at(value: unknown, path: FieldPath): unknown {
  return path.reduce<unknown>((inside, key) => (isHolder(inside) ? inside[key] : undefined), value)
}

function put(holder: Holder, key: string | number, value: unknown): void {
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true })
}

function drop(holder: Holder, key: string | number): void {
  if (Array.isArray(holder)) holder.splice(Number(key), 1)
  else delete holder[key]
}

/** Keeps the order of the keys. */
function rename(holder: Holder, key: string | number, name: string): void {
  const pairs = Object.entries(holder)
  for (const [old] of pairs) delete holder[old]
  for (const [old, value] of pairs) put(holder, old === String(key) ? name : old, value)
}

function copyOf<T>(value: T): T {
  return structuredClone(value)
}

function choose<T>(all: readonly T[], number: number): T {
  return all[number % all.length] as T
}

/** A copy of `value` in which one thing is wrong. */
export function mutated(value: unknown, { at: place, way, other }: Mutation): unknown {
  const copy = copyOf(value)
  const places = placesIn(copy)
  if (places.length === 0) return copy
  const path = choose(places, place)
  const key = path.at(-1) as string | number
  const holder = at(copy, path.slice(0, -1)) as Holder
  const elsewhere = choose(places, other)
  const ways: readonly (() => void)[] = [
    () => put(holder, key, copyOf(choose(VALUES, other))),
    () => put(holder, key, copyOf(choose(VALUES, other))),
    () => put(holder, key, [copyOf(holder[key])]),
    () => put(holder, key, { a: copyOf(holder[key]) }),
    () => put(holder, key, copyOf(at(copy, elsewhere))),
    () => drop(holder, key),
    () => (Array.isArray(holder) ? holder.push(copyOf(holder[Number(key)])) : put(holder, `${key}x`, holder[key])),
    () => (Array.isArray(holder) ? holder.reverse() : rename(holder, key, choose(KEYS, other))),
    () => (Array.isArray(holder) ? holder.push(copyOf(choose(VALUES, other))) : put(holder, choose(KEYS, other), 1)),
  ]
  choose(ways, way)()
  return copy
}
