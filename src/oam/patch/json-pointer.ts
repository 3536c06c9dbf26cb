/** JSON Pointer, RFC 6901: reading one, following one, and editing at its end. */
import { isObject } from '../../krm/check.ts'

export type Pointer = readonly string[]

/** What the author of a pointer can fix. */
export class PointerError extends Error {}

type Container = readonly unknown[] | Readonly<Record<string, unknown>>

/** Throws PointerError. */
export function parsePointer(text: string): Pointer {
  if (text === '') return []
  if (!text.startsWith('/')) throw new PointerError(`"${text}" must start with "/"`)
  if (/~(?![01])/.test(text)) throw new PointerError(`"${text}": "~" must be followed by 0 or 1`)
  const tokens = text.slice(1).split('/')
  return tokens.map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
}

export function formatPointer(pointer: Pointer): string {
  return pointer.map((token) => `/${token.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

/** The value that the pointer leads to. Throws PointerError. */
export function follow(value: unknown, pointer: Pointer): unknown {
  return pointer.reduce((at, _, depth) => child(at, pointer, depth), value)
}

/** A copy in which `edit` has changed the object or list that holds the pointer's end. Throws PointerError. */
export function editAt(value: unknown, pointer: Pointer, edit: (holder: Container) => Container, depth = 0): unknown {
  if (depth === pointer.length - 1) return edit(container(value, pointer, depth))
  const inner = editAt(child(value, pointer, depth), pointer, edit, depth + 1)
  return withChild(container(value, pointer, depth), pointer[depth] as string, inner)
}

export function withChild(holder: Container, token: string, value: unknown): Container {
  if (Array.isArray(holder)) return holder.with(Number(token), value)
  return Object.fromEntries([...new Map(Object.entries(holder)).set(token, value)])
}

function child(value: unknown, pointer: Pointer, depth: number): unknown {
  const holder = container(value, pointer, depth)
  const token = pointer[depth] as string
  const found = Array.isArray(holder) ? isIndex(token) && Number(token) < holder.length : Object.hasOwn(holder, token)
  if (found) return (holder as Readonly<Record<string, unknown>>)[token]
  throw new PointerError(`there is no "${formatPointer(pointer.slice(0, depth + 1))}"`)
}

function container(value: unknown, pointer: Pointer, depth: number): Container {
  if (Array.isArray(value) || isObject(value)) return value
  throw new PointerError(`"${formatPointer(pointer.slice(0, depth))}" is neither an object nor a list`)
}

/** RFC 6901: digits without a leading zero. */
export function isIndex(token: string): boolean {
  return /^(0|[1-9]\d*)$/.test(token)
}
