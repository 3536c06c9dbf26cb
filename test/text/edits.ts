/** Made-up values, and edits of them. */
import fc from 'fast-check'
import { equal } from '../../src/krm/equal.ts'
import { at, type Edit } from './untouched.ts'

type Path = readonly (string | number)[]

const key = fc.constantFrom('a', 'b', 'c', 'name', 'image', 'key', 'labels', 'items', 'app.io/x', 'yes', '1')
const leaf = fc.oneof(
  fc.constantFrom(
    'x',
    'some text',
    'some more text',
    'yes',
    '',
    '1',
    'a: b',
    'http://a:80',
    'q # r',
    "it's",
    'one two',
  ),
  fc.integer({ min: -9, max: 999 }),
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom('one\ntwo\n', 'one\n  two', 'a\n\nb\n\n', '# no\n\n# comment\n'),
)
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    leaf,
    mapOf(tie('tree')),
    fc.array(tie('tree'), { maxLength: 4 }),
  ),
}))

function mapOf(value: fc.Arbitrary<unknown>): fc.Arbitrary<Record<string, unknown>> {
  const entries = fc.uniqueArray(fc.tuple(key, value), { selector: ([name]) => name, maxLength: 6 })
  return entries.map((list) => Object.fromEntries(list))
}

/** Maps with at least one field. */
export const madeUp = mapOf(tree as fc.Arbitrary<unknown>).filter((value) => Object.keys(value).length > 0)

export const wish = fc.record({
  kind: fc.constantFrom<Edit['kind']>('set', 'set', 'delete', 'add', 'insert', 'reorder'),
  where: fc.nat(),
  place: fc.nat(),
  fresh: tree as fc.Arbitrary<unknown>,
})
type Wish = typeof wish extends fc.Arbitrary<infer T> ? T : never

function pathsOf(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path]
  const steps = Array.isArray(value) ? [...value.keys()] : Object.keys(value)
  return [path, ...steps.flatMap((step) => pathsOf(at(value, [step]), [...path, step]))]
}

/** An edit of that kind somewhere in the value; undefined where there is no place for one, or where values alone do not tell what happened. */
export function plan(value: Record<string, unknown>, { kind, where, place, fresh }: Wish): Edit | undefined {
  const fits = pathsOf(value).filter((path) => {
    const node = at(value, path)
    if (kind === 'set') return path.length > 0
    // A resource has fields.
    if (kind === 'delete') return path.length > 1 || (path.length === 1 && Object.keys(value).length > 1)
    if (kind === 'add') return typeof node === 'object' && node !== null && !Array.isArray(node)
    return Array.isArray(node) && node.length > (kind === 'reorder' ? 1 : 0)
  })
  const path = fits[where % fits.length]
  if (!path) return undefined
  const after = structuredClone(value)
  const step = path.at(-1) as string | number
  const parent = at(after, path.slice(0, -1)) as Record<string | number, unknown> | unknown[]
  const node = at(after, path)
  if (kind === 'set') Object.assign(parent, { [step]: structuredClone(fresh) })
  if (kind === 'delete' && Array.isArray(parent)) parent.splice(Number(step), 1)
  else if (kind === 'delete') delete (parent as Record<string, unknown>)[step]
  if (kind === 'add') Object.assign(node as object, { [`new-${place % 3}`]: fresh })
  if (kind === 'insert') (node as unknown[]).splice(place % ((node as unknown[]).length + 1), 0, { new: fresh })
  if (kind === 'reorder')
    (node as unknown[]).push((node as unknown[]).splice(place % ((node as unknown[]).length - 1), 1)[0])
  return isAmbiguous(value, after, path, kind) ? undefined : { kind, path, after }
}

/** Of equal items in one list nobody can say which one went or moved. */
function isAmbiguous(value: unknown, after: unknown, path: Path, kind: Edit['kind']): boolean {
  if (path.length === 0) return false
  const list = kind === 'delete' || kind === 'set' ? path.slice(0, -1) : path
  return [value, after].some((one) => {
    const items = at(one, list)
    return Array.isArray(items) && items.some((item, i) => items.slice(0, i).some((other) => equal(other, item)))
  })
}
