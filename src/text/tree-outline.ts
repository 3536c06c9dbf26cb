/** Entries and values by the library's tree: of every document that it reads. */
import { isAlias, isCollection, isSeq, type Node } from 'yaml'
import { editFlow } from './flow-editor.ts'
import { type Collection, commentsIn } from './flow-entries.ts'
import { lineEnd } from './lines.ts'
import type { Entry, Outline, Region, Value } from './outline.ts'
import { regionEnd, startWithComments } from './region.ts'
import { extentOf, isBlockScalar, isNothing, type Place, placesIn } from './tree-places.ts'
import { unsupported } from './unsupported.ts'

export class TreeOutline implements Outline {
  readonly #text: string
  readonly #isSettled: boolean
  readonly #places = new Map<number, Place>()
  readonly #collections = new Map<number, Collection>()
  readonly #known = new Map<Collection, readonly Place[]>()

  constructor(text: string, isSettled: boolean) {
    this.#text = text
    this.#isSettled = isSettled
  }

  /** A block collection on the lines from `from` to `limit`. */
  regionOf(node: Collection, from: number, limit: number): Region {
    const text = this.#text
    const [first] = this.#placesOf(node)
    if (!first) return unsupported('a block without entries')
    const line = lineStart(text, first.at)
    const isCompact = /\S/.test(text.slice(line, first.at))
    const indent = first.at - line
    const start = isCompact ? first.at : startWithComments(text, Math.min(from, line), line, indent)
    const last = this.#contentEnd(node)
    this.#collections.set(start, node)
    return {
      start,
      end: regionEnd(text, lineStart(text, Math.max(last - 1, first.at)), limit, indent),
      indent,
      isCompact,
    }
  }

  isList({ start }: Region): boolean {
    return isSeq(this.#collections.get(start))
  }

  entriesOf(
    region: Region,
    isLast: (at: number) => boolean = () => false,
  ): { readonly entries: readonly Entry[]; readonly rest: number } {
    const node = this.#collections.get(region.start) as Collection
    const entries: { from: number; at: number; to: number }[] = []
    let floor = region.start
    let isOver = false
    for (const place of this.#placesOf(node)) {
      const from = region.isCompact && entries.length === 0 ? region.start : this.#from(place.at, floor, region.indent)
      const previous = entries.at(-1)
      if (previous) previous.to = from
      if (isOver) return { entries, rest: from }
      isOver = isLast(place.at)
      entries.push({ from, at: place.at, to: region.end })
      floor = this.#placeEnd(place)
    }
    return { entries, rest: region.end }
  }

  keyAt(at: number): string | undefined {
    return this.#places.get(at)?.key
  }

  valueOf(entry: Entry): Value {
    const { head, properties, node } = this.#places.get(entry.at) as Place
    if (head === undefined) return unsupported('a key without a colon')
    const behind = properties.reduce((end, { offset, source }) => Math.max(end, offset + source.length), head)
    const tag = properties.find(({ type }) => type === 'tag')
    const common = { head: behind, ...(tag ? { tag: [tag.offset, tag.offset + tag.source.length] as const } : {}) }
    if (isNothing(node)) return { ...common, at: behind, end: behind }
    if (!isCollection(node) || node.flow) return { ...common, ...this.#inlineValue(node) }
    const block = node as Collection
    const region = this.regionOf(block, nextLineStart(this.#text, behind), entry.to)
    return { ...common, region, at: this.#placesOf(block)[0]?.at ?? behind, end: this.#contentEnd(block) }
  }

  #inlineValue(node: Node): Omit<Value, 'head'> {
    const text = this.#text
    const [at, end] = extentOf(text, node)
    if (isAlias(node)) return { at, end, isAlias: true }
    if (isCollection(node)) {
      const inner = text.slice(at, end).includes('#') ? commentsIn(node as Collection) : []
      return { at, end, inner, editFlow: (was, now) => editFlow(text, node as Collection, was, now, this.#isSettled) }
    }
    if (!isBlockScalar(node)) return { at, end }
    const [comment = ''] = /[ \t]+#[^\n]*/.exec(text.slice(at, lineEnd(text, at))) ?? []
    return { at, end, comment }
  }

  #from(at: number, floor: number, indent: number): number {
    const text = this.#text
    let from = lineStart(text, at)
    while (from > floor) {
      const above = lineStart(text, from - 1)
      const [line = '', blanks = ''] = /^( *)#/.exec(text.slice(above, from)) ?? []
      if (above < floor || line === '' || blanks.length > indent) break
      from = above
    }
    return from
  }

  /** Behind all that is no comment. */
  #contentEnd(node: Node | null): number {
    if (!isCollection(node) || node.flow) return node ? extentOf(this.#text, node)[1] : 0
    return Math.max(
      ...this.#placesOf(node as Collection)
        .slice(-1)
        .map((place) => this.#placeEnd(place)),
    )
  }

  #placeEnd({ at, head = at, properties, node }: Place): number {
    const ends = properties.map(({ offset, source }) => offset + source.length)
    return Math.max(head, ...ends, isNothing(node) ? 0 : this.#contentEnd(node))
  }

  #placesOf(node: Collection): readonly Place[] {
    const known = this.#known.get(node)
    if (known) return known
    const places = placesIn(node)
    this.#known.set(node, places)
    for (const place of places) this.#places.set(place.at, place)
    return places
  }
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1
}

function nextLineStart(text: string, offset: number): number {
  return Math.min(lineEnd(text, offset) + 1, text.length)
}
