/** Semantic versions and constraints on them, in the dialect of a Kptfile's `tag`: Masterminds semver v3. */

interface Version {
  /** Major, minor, patch. */
  readonly numbers: readonly [number, number, number]
  readonly prerelease: string
  /** How many of the numbers were written. */
  readonly written: number
}

const VERSION = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/

/** One to three numbers, as in `v1` or `1.2.3-rc.1`. */
export function isVersion(text: string): boolean {
  return VERSION.test(text)
}

function readVersion(text: string): Version | undefined {
  const match = VERSION.exec(text)
  if (!match) return undefined
  const parts = match.slice(1, 4)
  return {
    numbers: parts.map((part) => Number(part ?? 0)) as unknown as Version['numbers'],
    prerelease: match[4] ?? '',
    written: parts.filter((part) => part !== undefined).length,
  }
}

type Test = (version: Version) => boolean

/** Which versions a constraint lets pass; undefined for what is none. `,` and blanks mean and, `||` means or. */
export function readConstraint(text: string): ((version: string) => boolean) | undefined {
  const groups = text.split('||').map(readGroup)
  if (groups.some((group) => group === undefined)) return undefined
  return (version) => {
    const read = readVersion(version)
    return read !== undefined && groups.some((tests) => tests?.every((test) => test(read)))
  }
}

const TERM =
  /^(=|!=|==|>|<|>=|=>|<=|=<|~|~>|\^)?\s*v?(\d+|[xX*])(?:\.(\d+|[xX*]))?(?:\.(\d+|[xX*]))?(?:-([0-9A-Za-z.-]+))?$/

function readGroup(text: string): readonly Test[] | undefined {
  const range = text.replace(/(?<!\S)(\S+)\s+-\s+(\S+)/g, '>=$1 <=$2')
  const terms = range
    .replace(/([=!<>~^])\s+/g, '$1')
    .split(/[\s,]+/)
    .filter((term) => term !== '')
  const tests = terms.map(readTerm)
  return tests.length === 0 || tests.some((test) => test === undefined) ? undefined : (tests as readonly Test[])
}

function readTerm(text: string): Test | undefined {
  const match = TERM.exec(text)
  if (!match) return undefined
  const [, operator = '=', ...parts] = match
  const known = parts.slice(0, 3).findIndex((part) => part === undefined || /^[xX*]$/.test(part))
  const written = known < 0 ? 3 : known
  const numbers = [0, 1, 2].map((i) => (i < written ? Number(parts[i]) : 0)) as unknown as Version['numbers']
  const bound: Version = { numbers, prerelease: parts[3] ?? '', written }
  const test = OPERATORS[operator]?.(bound)
  // A prerelease passes only where the constraint speaks of one.
  return test && ((version) => (version.prerelease === '' || bound.prerelease !== '') && test(version))
}

const fits = (bound: Version, length: number): Test => {
  return (version) => bound.numbers.slice(0, length).every((number, i) => number === version.numbers[i])
}
const atLeast =
  (bound: Version): Test =>
  (version) =>
    compare(version, bound) >= 0
/** The versions that begin with what was written: for `1.2`, every 1.2.x. */
const within = (bound: Version): Test => {
  return bound.written === 3 ? (version) => compare(version, bound) === 0 : fits(bound, bound.written)
}
const above =
  (bound: Version): Test =>
  (version) =>
    compare(version, bound) > 0 && !within(bound)(version)
const not =
  (test: Test): Test =>
  (version) =>
    !test(version)
const tilde = (bound: Version): Test => {
  return (version) => atLeast(bound)(version) && fits(bound, Math.min(bound.written, 2))(version)
}
/** Up to the next change of the first number that is not zero. */
const caret = (bound: Version): Test => {
  const first = bound.numbers.findIndex((number) => number > 0)
  return (version) => {
    return (
      atLeast(bound)(version) && fits(bound, Math.min(first < 0 ? bound.written : first + 1, bound.written))(version)
    )
  }
}
const below =
  (bound: Version): Test =>
  (version) =>
    compare(version, bound) < 0

const OPERATORS: Readonly<Record<string, (bound: Version) => Test>> = {
  '=': within,
  '==': within,
  '!=': (bound) => not(within(bound)),
  '>': above,
  '<': below,
  '>=': atLeast,
  '=>': atLeast,
  '<=': (bound) => not(above(bound)),
  '=<': (bound) => not(above(bound)),
  '~': tilde,
  '~>': tilde,
  '^': caret,
}

function compare(a: Version, b: Version): number {
  for (const i of [0, 1, 2] as const) if (a.numbers[i] !== b.numbers[i]) return a.numbers[i] - b.numbers[i]
  if (a.prerelease === b.prerelease) return 0
  if (a.prerelease === '' || b.prerelease === '') return a.prerelease === '' ? 1 : -1
  return comparePrereleases(a.prerelease.split('.'), b.prerelease.split('.'))
}

function comparePrereleases(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const [x, y] = [a[i] as string, b[i] as string]
    if (x === y) continue
    const numeric = [x, y].map((part) => /^\d+$/.test(part))
    if (numeric[0] && numeric[1]) return Number(x) - Number(y)
    if (numeric[0] !== numeric[1]) return numeric[0] ? -1 : 1
    return x < y ? -1 : 1
  }
  return a.length - b.length
}
