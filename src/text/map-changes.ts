/** The difference between two maps, as far as it is scalars that are set and fields that are added. */
import { equal } from '../krm/equal.ts'
import { unsupported } from './unsupported.ts'
import { isBlock } from './writer.ts'

export type Fields = Readonly<Record<string, unknown>>

/** What happens at a key of a map: to its value, behind it, or both. Mutable, because there is one for every key that changes. */
export interface Change {
  readonly key: string
  /** A map with changes of its own, or a new scalar. */
  edit: readonly Change[] | { readonly value: unknown } | undefined
  /** The fields that come in behind it. */
  added: Field[] | undefined
}

export interface Field {
  readonly key: string
  readonly value: unknown
}

const NONE: readonly Change[] = []

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const { hasOwn, keys } = Object

/** In the order of `after`. Throws Unsupported for any other difference. */
export function changesOf(before: Fields, after: Fields): readonly Change[] {
  if (before === after) return NONE
  let changes: Change[] | undefined
  let last: Change | undefined
  let anchor: string | undefined
  let kept = 0
  const names = keys(after)
  for (let i = 0; i < names.length; i++) {
    const key = names[i] as string
    const now = after[key]
    const was = before[key]
    // Most fields are as they were.
    const isSame = was === now && was !== undefined
    const isOld = isSame || hasOwn(before, key)
    if (isOld) {
      kept++
      anchor = key
    }
    if (isSame) continue
    const edit = isOld ? editOf(was, now) : undefined
    if (edit === undefined && (isOld || now === undefined)) continue
    if (anchor === undefined) return unsupported('a new first field')
    if (last?.key !== anchor) {
      last = { key: anchor, edit, added: undefined }
      changes = append(changes, last)
    }
    if (!isOld) last.added = append(last.added, { key, value: now })
  }
  if (kept !== keys(before).length) unsupported('a field that goes')
  return changes ?? NONE
}

/** Most lists have one element: a literal has room for just that. */
function append<T>(list: T[] | undefined, element: T): T[] {
  if (!list) return [element]
  list.push(element)
  return list
}

function editOf(before: unknown, now: unknown): Change['edit'] {
  if (isFields(before) && isFields(now)) {
    const changes = changesOf(before, now)
    return changes === NONE ? undefined : changes
  }
  if (equal(before, now)) return undefined
  return isBlock(before) || isBlock(now) || now === undefined ? unsupported('a value of another kind') : { value: now }
}
