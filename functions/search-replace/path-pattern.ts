/**
 * Patterns of field paths: `*` is one field, `**` any number of them, `a[1]` and `a[*]` elements of a list.
 * Catalogue `search-replace/searchreplace/pathparser.go`. A key with dots is several fields there, and here.
 */
import type { FieldPath } from '../../src/krm/field-path.ts'

export type PathTest = (path: FieldPath) => boolean

export function pathTest(pattern: string): PathTest {
  const wanted = pattern.split('.')
  return (path) => matches(fields(path), wanted)
}

/** `['spec', 'args', 0]` is `spec` and `args[0]`. */
function fields(path: FieldPath): readonly string[] {
  return path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`))
    .join('')
    .slice(1)
    .split('.')
}

/** `reached[p]` says whether the fields so far match the first `p` parts of the pattern. */
function matches(fields: readonly string[], wanted: readonly string[]): boolean {
  let reached = follow([true], wanted, () => false)
  for (const field of fields) {
    const before = reached
    reached = follow(
      [false],
      wanted,
      (part) => before[part] === true && matchesOne(field, wanted[part] as string),
      before,
    )
  }
  return reached[wanted.length] === true
}

function follow(
  start: readonly boolean[],
  wanted: readonly string[],
  reaches: (part: number) => boolean,
  before: readonly boolean[] = [],
): readonly boolean[] {
  const reached = [...start]
  for (const [part, one] of wanted.entries())
    reached.push(one === '**' ? reached[part] === true || before[part + 1] === true : reaches(part))
  return reached
}

/** Of lists within lists, only the first index counts, as in the catalogue. */
function matchesOne(field: string, wanted: string): boolean {
  if (wanted === '*' || wanted === field) return true
  const [name, index] = field.split('[')
  const [wantedName, wantedIndex] = wanted.split('[')
  if (index === undefined || wantedIndex === undefined) return false
  return (wantedName === '*' || wantedName === name) && (wantedIndex === '*]' || wantedIndex === index)
}

/** The keys of a path that means one field of an object, whether it is there or not. */
export function plainPath(pattern: string): FieldPath | undefined {
  const keys = pattern.split('.')
  if (keys.some((key) => key === '' || /[*[]/.test(key))) return undefined
  const [first, second, ...rest] = keys
  const isMap = first === 'metadata' && (second === 'labels' || second === 'annotations') && rest.length > 0
  return isMap ? [first, second, rest.join('.')] : keys
}
