/**
 * A text that a program gives back as it was sent has not changed, though the program writes it without quotes: to PyYAML `1e3` and `0o17`
 * are strings, to YAML 1.2 `0b11` is one. Only a spelling that no number would get tells so: `1.10`, but not `8080`.
 */
import { readAsWritten, type SourceDocument } from '../text/document.ts'
import { CORE_WORDS, keyText, losesSpelling, resolvePlain } from '../text/scalar.ts'
import { isObject } from './check.ts'
import { getIn } from './field-path.ts'
import { ID, type KrmResource, LEGACY_ID } from './resource.ts'

/** What an answer's document says, with the texts of `sent` in place of the numbers that they look like. */
export function withSentTexts(document: SourceDocument, value: unknown, sent: readonly KrmResource[]): unknown {
  const texts = textsIn(sent)
  if (texts.size === 0 || !hasLost(texts, textsIn(value))) return value
  const written = readAsWritten(document)
  const items = itemsIn(value)
  const writtenItems = itemsIn(written)
  if (!items || !writtenItems) return restored(value, written, known(value, sent))
  return { ...(value as object), items: items.map((item, i) => restored(item, writtenItems[i], known(item, sent))) }
}

function itemsIn(value: unknown): readonly unknown[] | undefined {
  return isObject(value) && Array.isArray(value.items) ? value.items : undefined
}

/** How often each text that a program might write like a number stands there, as key or value. */
function textsIn(value: unknown): ReadonlyMap<unknown, number> {
  return countIn(value, (scalar) => typeof scalar === 'string' && losesSpelling(scalar, CORE_WORDS))
}

function countIn(value: unknown, counts: (scalar: unknown) => boolean): ReadonlyMap<unknown, number> {
  const found = new Map<unknown, number>()
  const left: unknown[] = [value]
  while (left.length > 0) {
    const next = left.pop()
    if (Array.isArray(next)) for (const child of next) left.push(child)
    else if (isObject(next)) for (const [key, child] of Object.entries(next)) left.push(key, child)
    else if (counts(next)) found.set(next, (found.get(next) ?? 0) + 1)
  }
  return found
}

function hasLost(before: ReadonlyMap<unknown, number>, after: ReadonlyMap<unknown, number>): boolean {
  for (const [text, count] of before) if ((after.get(text) ?? 0) < count) return true
  return false
}

/** What is known of an item: what it was, and the scalars that it held. */
interface Known {
  /** At the same place; undefined in a new item, whose texts may come from any other. */
  readonly before: unknown
  readonly texts: ReadonlyMap<unknown, number>
  readonly others: ReadonlyMap<unknown, number>
}

function known(item: unknown, sent: readonly KrmResource[]): Known {
  const id = idOf(item)
  const before = id === undefined ? undefined : sent.find((one) => idOf(one) === id)
  const all = before ?? sent
  return { before, texts: textsIn(all), others: countIn(all, (scalar) => typeof scalar !== 'string') }
}

function idOf(item: unknown): string | undefined {
  const annotations = getIn(item, ['metadata', 'annotations'])
  const id = getIn(annotations, [ID]) ?? getIn(annotations, [LEGACY_ID])
  return id === undefined ? undefined : String(id)
}

/** `written` is the value with its odd scalars as text. */
function restored(value: unknown, written: unknown, { before, ...known }: Known): unknown {
  const below = (child: unknown, raw: unknown, key: string | number) =>
    restored(child, raw, { ...known, before: getIn(before, [key]) })
  if (Array.isArray(value)) return value.map((child, i) => below(child, getIn(written, [i]), i))
  if (isObject(value)) {
    const names = namesIn(written)
    return Object.fromEntries(
      Object.entries(value).map(([key, child]) => {
        const raw = names.get(key) ?? key
        const name = known.texts.has(raw) && !Object.hasOwn(value, raw) ? raw : key
        return [name, below(child, getIn(written, [raw]), name)]
      }),
    )
  }
  const isSame = before === written || (known.texts.has(written) && !known.others.has(value))
  return typeof value !== 'string' && typeof written === 'string' && isSame ? written : value
}

/** The keys of a map as they are written, by what they are read as. */
function namesIn(written: unknown): ReadonlyMap<string, string> {
  if (!isObject(written)) return new Map()
  return new Map(Object.keys(written).map((raw) => [keyText(resolvePlain(raw, CORE_WORDS)) ?? raw, raw]))
}
