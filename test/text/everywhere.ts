/** Documents that use all of YAML, with comments at every place where it allows one, and mixed line ends. */

type Path = readonly (string | number)[]

export interface Note {
  /** The comment, found once in the text. */
  readonly text: string
  /** The field or item that it goes with. */
  readonly owner: Path
}

export interface Span {
  /** The first line of the field or item, comments right above it included. */
  readonly from: number
  /** The line behind its last. */
  readonly to: number
}

export interface Everywhere {
  readonly text: string
  readonly notes: readonly Note[]
  /** By path, as JSON. None for what stands in a flow collection. */
  readonly spans: ReadonlyMap<string, Span>
  readonly hasAliases: boolean
}

interface Pen {
  readonly lines: string[]
  readonly notes: Note[]
  readonly spans: Map<string, Span>
  readonly anchors: Map<string, string>
  readonly step: number
  readonly listIndent: number
  readonly once: (n: number) => boolean
  readonly features: Features
  aliases: number
}

export interface Features {
  readonly anchors: boolean
  readonly tabs: boolean
  readonly tags: boolean
  readonly flow: boolean
  readonly mixedLineEnds: boolean
}

/** The text of `value`, a map with at least one field. The same seed makes the same text. */
export function everywhere(value: Readonly<Record<string, unknown>>, seed: number, features: Features): Everywhere {
  const random = numbers(seed)
  const once = (n: number) => random() * n < 1
  const step = once(4) ? 4 : 2
  const pen: Pen = {
    ...{ lines: [], notes: [], spans: new Map(), anchors: new Map(), step, listIndent: once(2) ? step : 0 },
    ...{ once, features, aliases: 0 },
  }
  map(pen, value, '', [])
  if (once(6)) pen.lines.push('', note(pen, []))
  const ends = features.mixedLineEnds ? pen.lines.map(() => (once(3) ? '\r\n' : '\n')) : pen.lines.map(() => '\n')
  const text = pen.lines.map((line, i) => line + ends[i]).join('')
  return { text, notes: pen.notes, spans: pen.spans, hasAliases: pen.aliases > 0 }
}

/** Mulberry32. */
function numbers(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

function note(pen: Pen, owner: Path): string {
  const text = `# note ${pen.notes.length};`
  pen.notes.push({ text, owner })
  return text
}

function behind(pen: Pen, owner: Path, n = 4): string {
  return pen.once(n) ? `${' '.repeat(pen.once(3) ? 3 : 1)}${note(pen, owner)}` : ''
}

/** Kubernetes reads a line of blanks with a tab only where a plain scalar could go on: behind one, and deeper. */
const TAB_LINE = `${' '.repeat(30)}\t`

function isBehindPlain({ lines }: Pen): boolean {
  return /: +[a-z0-9][^"'#]*[a-z0-9]$/.test(lines.at(-1) ?? '')
}

function above(pen: Pen, pad: string, owner: Path): void {
  if (pen.once(8)) pen.lines.push(pen.features.tabs && pen.once(2) && isBehindPlain(pen) ? TAB_LINE : '')
  if (pen.once(4)) pen.lines.push(pad + note(pen, owner))
}

/** Comments on lines of their own, between a key and its value, or behind what it holds. */
function apart(pen: Pen, pad: string, owner: Path, n: number): void {
  if (pen.once(n)) pen.lines.push(pad + note(pen, owner))
}

function map(pen: Pen, value: Readonly<Record<string, unknown>>, pad: string, path: Path, first?: string): void {
  for (const [i, [name, child]] of Object.entries(value).entries()) {
    const owner = [...path, name]
    const isOnDash = first !== undefined && i === 0
    const from = pen.lines.length
    if (!isOnDash) above(pen, pad, owner)
    entry(pen, `${isOnDash ? first : pad}${key(pen, name)}:`, child, pad, owner, pen.listIndent)
    pen.spans.set(JSON.stringify(owner), { from, to: pen.lines.length })
  }
  if (path.length > 0) apart(pen, pad, path, 12)
}

function list(pen: Pen, value: readonly unknown[], pad: string, path: Path, first?: string): void {
  for (const [i, child] of value.entries()) {
    const owner = [...path, i]
    const isOnDash = first !== undefined && i === 0
    const from = pen.lines.length
    if (!isOnDash) above(pen, pad, owner)
    const head = `${isOnDash ? first : pad}-`
    const isBare = isFilled(child) && !pen.once(4)
    if (isBare && Array.isArray(child)) list(pen, child, `${pad}  `, owner, `${head} `)
    else if (isBare) map(pen, child as Record<string, unknown>, `${pad}  `, owner, `${head} `)
    else entry(pen, head, child, pad, owner, pen.step)
    pen.spans.set(JSON.stringify(owner), { from, to: pen.lines.length })
  }
  apart(pen, pad, path, 12)
}

function isFilled(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0
}

/** Behind a dash Kubernetes reads no tab. */
function gap(pen: Pen, head: string): string {
  if (pen.features.tabs && !head.endsWith('-') && pen.once(3)) return pen.once(2) ? '\t' : ' \t'
  return pen.once(8) ? '   ' : ' '
}

/** What stands behind a key or dash: an anchor, a tag, an alias, a value in some style. */
function entry(pen: Pen, start: string, child: unknown, pad: string, owner: Path, listIndent: number): void {
  const known = pen.anchors.get(JSON.stringify(child))
  if (pen.features.anchors && known && pen.once(2)) {
    pen.aliases++
    pen.lines.push(`${start} *${known}${behind(pen, owner)}`)
    return
  }
  let head = start
  if (pen.features.tags && pen.once(8)) head += ` ${tag(child)}`
  if (pen.features.anchors && pen.once(5)) {
    const name = `a${pen.anchors.size}`
    head += ` &${name}`
    described(pen, head, child, pad, owner, listIndent)
    pen.anchors.set(JSON.stringify(child), name)
  } else described(pen, head, child, pad, owner, listIndent)
}

function tag(value: unknown): string {
  if (Array.isArray(value)) return '!!seq'
  if (value === null) return '!!null'
  const names: Readonly<Record<string, string>> = {
    object: '!!map',
    string: '!!str',
    number: '!!int',
    boolean: '!!bool',
  }
  return names[typeof value] as string
}

function described(pen: Pen, head: string, child: unknown, pad: string, owner: Path, listIndent: number): void {
  const inner = pad + ' '.repeat(pen.step)
  if (isFilled(child) && !(pen.features.flow && pen.once(4))) {
    pen.lines.push(head + behind(pen, owner))
    if (Array.isArray(child)) {
      apart(pen, pad + ' '.repeat(listIndent), [...owner, 0], 6)
      list(pen, child, pad + ' '.repeat(listIndent), owner)
    } else map(pen, child as Record<string, unknown>, inner, owner)
  } else if (typeof child === 'object' && child !== null) flow(pen, head + gap(pen, head), child, inner, owner)
  else if (typeof child === 'string') text(pen, head, child, pad, owner)
  else if (child === null && pen.once(3)) {
    pen.lines.push(head + behind(pen, owner))
    apart(pen, inner, owner, 3)
  } else if (pen.once(6)) below(pen, head, String(child), inner, owner)
  else pen.lines.push(head + gap(pen, head) + String(child) + behind(pen, owner))
}

/** A value on a line of its own, with comments in between. */
function below(pen: Pen, head: string, scalar: string, inner: string, owner: Path): void {
  pen.lines.push(head + behind(pen, owner))
  apart(pen, inner, owner, 2)
  pen.lines.push(inner + scalar + behind(pen, owner))
}

const PLAIN = /^[a-z][a-z ./-]*[a-z]$/
const WORDS = new Set(['yes', 'no', 'on', 'off', 'true', 'false', 'null', 'y', 'n'])

function isPlain(value: string): boolean {
  return PLAIN.test(value) && !WORDS.has(value)
}

function text(pen: Pen, head: string, value: string, pad: string, owner: Path): void {
  const inner = pad + ' '.repeat(pen.step)
  if (value.includes('\n') && /^\S/.test(value) && !pen.once(4)) literal(pen, head, value, inner, owner)
  else if (isPlain(value) && value.includes(' ') && pen.once(3)) folded(pen, head, value, inner, owner)
  else if (isPlain(value) && pen.once(8)) {
    pen.lines.push(`${head} |-${behind(pen, owner, 2)}`, inner + value)
    if (pen.once(3)) pen.lines.push(`${pad} ${note(pen, owner)}`)
  } else if (pen.once(6)) below(pen, head, scalar(pen, value), inner, owner)
  else pen.lines.push(head + gap(pen, head) + scalar(pen, value) + behind(pen, owner))
}

function literal(pen: Pen, head: string, value: string, inner: string, owner: Path): void {
  const isKept = value.endsWith('\n\n')
  const chomp = isKept ? '+' : value.endsWith('\n') ? '' : '-'
  const indicator = pen.once(4) ? String(pen.step) : ''
  pen.lines.push(`${head} |${indicator}${chomp}${behind(pen, owner, 2)}`)
  const lines = (value.endsWith('\n') ? value.slice(0, -1) : value).split('\n')
  pen.lines.push(...lines.map((line) => (line === '' ? '' : inner + line)))
}

/** Words on lines of their own: as `>-`, plain, or in quotes. */
function folded(pen: Pen, head: string, value: string, inner: string, owner: Path): void {
  const words = value.split(' ').map((word) => inner + word)
  if (words.some((word) => word.trim() === ''))
    pen.lines.push(head + gap(pen, head) + scalar(pen, value) + behind(pen, owner))
  else if (pen.once(3)) pen.lines.push(`${head} >-${behind(pen, owner, 2)}`, ...words)
  else {
    const quote = pen.once(2) ? '"' : ''
    const [first = '', ...rest] = words
    const last = rest.pop() ?? ''
    pen.lines.push(`${head} ${quote}${first.trim()}`, ...rest, last + quote + behind(pen, owner))
  }
}

function scalar(pen: Pen, value: string): string {
  if (isPlain(value) && !pen.once(3)) return value
  return pen.once(2) && !value.includes('\n') ? `'${value.replaceAll("'", "''")}'` : JSON.stringify(value)
}

function key(pen: Pen, name: string): string {
  return isPlain(name) || (/^[a-z]$/.test(name) && !WORDS.has(name)) || name.includes('/') ? name : scalar(pen, name)
}

/** On one line, or a line for each item with comments. */
function flow(pen: Pen, head: string, child: object, inner: string, owner: Path): void {
  const [open, close] = Array.isArray(child) ? '[]' : '{}'
  if (!pen.features.flow || pen.once(2)) {
    pen.lines.push(head + oneLine(pen, child) + behind(pen, owner))
    return
  }
  pen.lines.push(head + open + behind(pen, owner, 3))
  const entries = Object.entries(child)
  for (const [i, [name, item]] of entries.entries()) {
    const path = [...owner, Array.isArray(child) ? i : name]
    apart(pen, inner, path, 5)
    const start = Array.isArray(child) ? '' : `${key(pen, name)}: `
    const comma = i < entries.length - 1 || pen.once(4) ? ',' : ''
    pen.lines.push(inner + start + oneLine(pen, item) + comma + behind(pen, path))
  }
  apart(pen, inner, owner, 6)
  pen.lines.push(inner.slice(pen.step > 2 ? 1 : 0) + close + behind(pen, owner))
}

function oneLine(pen: Pen, value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => oneLine(pen, item)).join(', ')}]`
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).map(([name, child]) => `${key(pen, name)}: ${oneLine(pen, child)}`)
    return fields.length > 0 && pen.once(2) ? `{ ${fields.join(', ')} }` : `{${fields.join(', ')}}`
  }
  return typeof value === 'string' ? scalar(pen, value) : String(value)
}
