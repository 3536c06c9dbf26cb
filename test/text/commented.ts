/** Documents as people write them: a value in mixed styles, with comments wherever YAML allows them. */

type Path = readonly (string | number)[]

export interface Remark {
  /** The comment, found once in the text. */
  readonly text: string
  /** The node it belongs to. */
  readonly owner: Path
  /** On the lines above the node, behind it on its line, or after the last child of a block. */
  readonly place: 'above' | 'behind' | 'tail'
}

interface Pen {
  readonly lines: string[]
  readonly remarks: Remark[]
  /** Spaces by which a list stands deeper than its key. */
  readonly listIndent: number
  readonly step: number
  /** True once in n times. */
  readonly once: (n: number) => boolean
}

/** The text of `value`, which has at least one field. The same seed makes the same text. */
export function commented(
  value: Readonly<Record<string, unknown>>,
  seed: number,
): { readonly text: string; readonly remarks: readonly Remark[] } {
  const random = numbers(seed)
  const once = (n: number) => random() * n < 1
  const step = once(4) ? 4 : 2
  const pen: Pen = { lines: [], remarks: [], listIndent: once(2) ? step : 0, step, once }
  if (once(4)) pen.lines.push('---')
  map(pen, value, '', [])
  if (once(4)) pen.lines.push('', remark(pen, [], 'tail'))
  const end = once(8) ? '' : once(8) ? '\n\n' : '\n'
  return { text: pen.lines.join('\n') + end, remarks: pen.remarks }
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

function remark(pen: Pen, owner: Path, place: Remark['place']): string {
  const text = `# comment ${pen.remarks.length};`
  pen.remarks.push({ text, owner, place })
  return text
}

function above(pen: Pen, pad: string, owner: Path): void {
  if (pen.once(8)) pen.lines.push('')
  if (pen.once(4)) pen.lines.push(pad + remark(pen, owner, 'above'))
  if (pen.once(16)) pen.lines.push(pad + remark(pen, owner, 'above'), '')
}

function behind(pen: Pen, owner: Path): string {
  return pen.once(4) ? `${' '.repeat(pen.once(3) ? 3 : 1)}${remark(pen, owner, 'behind')}` : ''
}

/** `first` is what already stands on the line of the first field: the dash of a list. */
function map(pen: Pen, value: Readonly<Record<string, unknown>>, pad: string, path: Path, first?: string): void {
  for (const [i, [name, child]] of Object.entries(value).entries()) {
    const owner = [...path, name]
    const isOnDash = first !== undefined && i === 0
    if (!isOnDash) above(pen, pad, owner)
    entry(pen, `${isOnDash ? first : pad}${key(pen, name)}:`, child, pad, owner, pen.listIndent)
  }
  // Below a list that stands as deep as its key, the comment would be the list's.
  const last = Object.values(value).at(-1)
  const isOpen = pen.listIndent > 0 || !Array.isArray(last)
  if (isOpen && pen.once(10)) pen.lines.push(pad + remark(pen, path, 'tail'))
}

function list(pen: Pen, value: readonly unknown[], pad: string, path: Path, first?: string): void {
  for (const [i, child] of value.entries()) {
    const owner = [...path, i]
    const isOnDash = first !== undefined && i === 0
    if (!isOnDash) above(pen, pad, owner)
    const head = `${isOnDash ? first : pad}-`
    const inner = `${pad}  `
    if (isBlock(pen, child) && !pen.once(6)) {
      if (Array.isArray(child)) list(pen, child, inner, owner, `${head} `)
      else map(pen, child as Record<string, unknown>, inner, owner, `${head} `)
    } else entry(pen, head, child, pad, owner, pen.step)
  }
  if (pen.once(10)) pen.lines.push(pad + remark(pen, path, 'tail'))
}

/** What stands behind a key or a dash, on its line or below. */
function entry(pen: Pen, head: string, child: unknown, pad: string, owner: Path, listIndent: number): void {
  const inner = pad + ' '.repeat(pen.step)
  if (typeof child === 'string' && child.includes('\n') && isLiteral(child) && !pen.once(4)) {
    const chomp = child.endsWith('\n\n') ? '+' : child.endsWith('\n') ? '' : '-'
    pen.lines.push(`${head} |${chomp}${behind(pen, owner)}`)
    const body = child.endsWith('\n') ? child.slice(0, -1) : child
    pen.lines.push(...body.split('\n').map((line) => (line === '' ? '' : inner + line)))
  } else if (isBlock(pen, child)) {
    pen.lines.push(head + behind(pen, owner))
    if (Array.isArray(child)) list(pen, child, pad + ' '.repeat(listIndent), owner)
    else map(pen, child as Record<string, unknown>, inner, owner)
  } else {
    const scalar = inline(pen, child)
    pen.lines.push((scalar === '' ? head : `${head} ${scalar}`) + behind(pen, owner))
  }
}

/** Text that a literal holds as it is, at any end of a document. */
function isLiteral(text: string): boolean {
  return /^\S/.test(text) && !text.endsWith('\n\n')
}

/** Decided once for each value: the same value is asked about twice. */
const BLOCKS = new WeakMap<object, boolean>()

function isBlock(pen: Pen, value: unknown): value is object {
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) return false
  const hasLines = JSON.stringify(value).includes('\\n')
  const known = BLOCKS.get(value) ?? (hasLines || !pen.once(6))
  BLOCKS.set(value, known)
  return known
}

const PLAIN = /^[a-z][a-z ./-]*[a-z]$/
const WORDS = new Set(['yes', 'no', 'on', 'off', 'true', 'false', 'null'])

function inline(pen: Pen, value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => flow(pen, item)).join(', ')}]`
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).map(([name, child]) => `${key(pen, name)}: ${flow(pen, child)}`)
    return fields.length > 0 && pen.once(2) ? `{ ${fields.join(', ')} }` : `{${fields.join(', ')}}`
  }
  if (value === null) return pen.once(3) ? '' : pen.once(2) ? '~' : 'null'
  return typeof value === 'string' ? text(pen, value) : String(value)
}

function flow(pen: Pen, value: unknown): string {
  return value === null ? 'null' : inline(pen, value)
}

function key(pen: Pen, name: string): string {
  return name.includes('/') ? name : text(pen, name)
}

function text(pen: Pen, value: string): string {
  if (PLAIN.test(value) && !WORDS.has(value) && !pen.once(4)) return value
  return pen.once(2) && !value.includes('\n') ? `'${value.replaceAll("'", "''")}'` : JSON.stringify(value)
}
