/** JSON Patch, RFC 6902: all six operations, in order; the first that fails ends it. */
import { equal } from '../../krm/equal.ts'
import { shown } from '../../schema/words.ts'
import {
  editAt,
  follow,
  formatPointer,
  isIndex,
  type Pointer,
  PointerError,
  parsePointer,
  withChild,
} from './json-pointer.ts'

type Operation = Readonly<Record<string, unknown>>

export type JsonPatched =
  | { readonly value: unknown }
  /** `operation` is the index of the one that failed. */
  | { readonly operation: number; readonly message: string }

export function jsonPatch(document: unknown, operations: readonly Operation[]): JsonPatched {
  let value = document
  for (const [operation, one] of operations.entries()) {
    try {
      value = perform(value, one)
    } catch (cause) {
      if (!(cause instanceof PointerError)) throw cause
      return { operation, message: cause.message }
    }
  }
  return { value }
}

function perform(document: unknown, operation: Operation): unknown {
  const path = pointer(operation, 'path')
  switch (operation.op) {
    case 'add':
      return add(document, path, given(operation))
    case 'remove':
      return remove(document, path)
    case 'replace':
      return replace(document, path, given(operation))
    case 'move':
      return move(document, pointer(operation, 'from'), path)
    case 'copy':
      return add(document, path, follow(document, pointer(operation, 'from')))
    case 'test':
      return test(document, path, given(operation))
    default:
      throw new PointerError(`"${operation.op}" is no operation; there are add, remove, replace, move, copy and test`)
  }
}

function pointer(operation: Operation, field: 'path' | 'from'): Pointer {
  const text = operation[field]
  if (typeof text !== 'string') throw new PointerError(`"${operation.op}" needs a \`${field}\``)
  return parsePointer(text)
}

function given(operation: Operation): unknown {
  if (operation.value === undefined) throw new PointerError(`"${operation.op}" needs a \`value\``)
  return operation.value
}

function add(document: unknown, path: Pointer, value: unknown): unknown {
  if (path.length === 0) return value
  const token = path.at(-1) as string
  return editAt(document, path, (holder) => {
    if (!Array.isArray(holder)) return withChild(holder, token, value)
    const index = token === '-' ? holder.length : Number(token)
    if (token !== '-' && !(isIndex(token) && index <= holder.length)) {
      throw new PointerError(`"${formatPointer(path)}" is beyond the list, which has ${holder.length} items`)
    }
    return holder.toSpliced(index, 0, value)
  })
}

function remove(document: unknown, path: Pointer): unknown {
  if (path.length === 0) throw new PointerError('the whole object cannot be removed')
  follow(document, path)
  const token = path.at(-1) as string
  return editAt(document, path, (holder) => {
    if (Array.isArray(holder)) return holder.toSpliced(Number(token), 1)
    return Object.fromEntries(Object.entries(holder).filter(([field]) => field !== token))
  })
}

function replace(document: unknown, path: Pointer, value: unknown): unknown {
  follow(document, path)
  return path.length === 0 ? value : editAt(document, path, (holder) => withChild(holder, path.at(-1) as string, value))
}

function move(document: unknown, from: Pointer, path: Pointer): unknown {
  const value = follow(document, from)
  if (path.length > from.length && equal(path.slice(0, from.length), from)) {
    throw new PointerError(`"${formatPointer(from)}" cannot move into itself`)
  }
  return equal(from, path) ? document : add(remove(document, from), path, value)
}

function test(document: unknown, path: Pointer, expected: unknown): unknown {
  const value = follow(document, path)
  if (equal(value, expected)) return document
  throw new PointerError(`"${formatPointer(path)}" is ${shown(value)}, not ${shown(expected)}`)
}
