/** The setters that comments ask for, each with its value, its type, and the number of fields that it is in. */
import { isObject } from '../../src/krm/check.ts'
import type { Comments, FieldComment } from '../../src/krm/comment.ts'
import { getIn } from '../../src/krm/field-path.ts'
import type { KrmResource } from '../../src/krm/resource.ts'
import { isSecret, patternOf, settersIn, valuesIn } from '../../src/krm/setter.ts'
import { readDocument } from '../../src/text/document.ts'

export interface Found {
  readonly name: string
  /** What the pipeline gives it, else what the first field has. A list stands in brackets. */
  readonly value: string
  readonly type: 'array' | 'str' | 'int' | 'float' | 'bool'
  readonly count: number
  readonly isSecret: boolean
}

/** A list and a text may be of one name, and are two setters then. */
export function usedSetters(
  items: readonly KrmResource[],
  comments: Comments,
  declared: ReadonlyMap<string, string>,
): readonly Found[] {
  const found = new Map([...declared].map(([name, value]) => keyed(asDeclared(name, value))))
  for (const item of items) {
    for (const use of comments.of(item).flatMap((comment) => usesOf(item, comment))) {
      const [key] = keyed(use)
      found.set(key, merged(found.get(key), use))
    }
  }
  return [...found.values()]
}

function keyed(setter: Found): [string, Found] {
  return [`${setter.type === 'array' ? 'list' : 'text'} ${setter.name}`, setter]
}

/** A type is better known from a field that holds nothing else. */
function merged(known: Found | undefined, use: Found): Found {
  if (!known) return use
  const type = known.type === 'str' ? use.type : known.type
  return { ...known, type, count: known.count + 1, isSecret: known.isSecret || use.isSecret }
}

function asDeclared(name: string, text: string): Found {
  const { value } = readDocument({ text, line: 1 })
  const hidden = isSecret('', [], [name])
  if (Array.isArray(value))
    return { name, value: listText(value.map(itemText)), type: 'array', count: 0, isSecret: hidden }
  return { name, value: text, type: 'str', count: 0, isSecret: hidden }
}

function usesOf(item: KrmResource, { path, text }: FieldComment): readonly Found[] {
  const pattern = patternOf(text)
  const value = getIn(item, path)
  if (pattern === undefined || value === undefined || isObject(value)) return []
  const names = settersIn(pattern)
  const hidden = isSecret(item.kind, path, names)
  if (Array.isArray(value)) {
    const [name] = names
    if (typeof path.at(-1) === 'number' || name === undefined) return []
    return [{ name, value: listText(value.map(itemText).toSorted()), type: 'array', count: 1, isSecret: hidden }]
  }
  const type = typeOf(value)
  return [...valuesIn(pattern, String(value ?? ''))].map(([name, part]) => {
    return { name, value: part, type, count: 1, isSecret: hidden }
  })
}

function typeOf(value: unknown): Found['type'] {
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'bigint' || Number.isInteger(value)) return 'int'
  return typeof value === 'number' ? 'float' : 'str'
}

function listText(items: readonly string[]): string {
  return `[${items.join(', ')}]`
}

function itemText(item: unknown): string {
  return typeof item === 'object' ? '…' : String(item)
}
