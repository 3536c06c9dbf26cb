/**
 * Plain scalars as Kubernetes reads them: YAML 1.1 through sigs.k8s.io/yaml, whose goyaml.v2 `resolve.go` is the source of each rule.
 * Different on purpose: an integer of any length stays exact (there, one beyond 64 bits becomes a float).
 */

export type Scalar = string | number | bigint | boolean | null

/** Infinity and not-a-number: Kubernetes cannot carry them, since JSON cannot. */
export const UNREPRESENTABLE = Symbol('unrepresentable')

/** Words that are no strings. */
export type Words = ReadonlyMap<string, Meaning>

type Meaning = Scalar | typeof UNREPRESENTABLE

/** Those of YAML 1.2, in which most programs write: to them `yes` and `on` are strings that need no quotes. */
export const CORE_WORDS: Words = new Map([
  ...all(true, 'true True TRUE'),
  ...all(false, 'false False FALSE'),
  ...all(null, '~ null Null NULL'),
  ...all(UNREPRESENTABLE, '.nan .NaN .NAN .inf .Inf .INF +.inf +.Inf +.INF -.inf -.Inf -.INF'),
])
export const KUBERNETES_WORDS: Words = new Map([
  ...CORE_WORDS,
  ...all(true, 'y Y yes Yes YES on On ON'),
  ...all(false, 'n N no No NO off Off OFF'),
])

/** Every plain scalar means its own characters, unless its value is written so anyway. */
export const AS_WRITTEN: Words = new Map()

/** Of the words that are no strings. */
export const LONGEST_WORD = 5

function all(value: Meaning, list: string): [string, Meaning][] {
  return list.split(' ').map((word) => [word, value])
}

const INTEGER = /^[-+]?(?:0|[1-9][0-9]*)$/
const PREFIXED = /^([-+]?)0(?:[xX]([0-9a-fA-F]+)|[bB]([01]+)|[oO]?([0-7]+))$/
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/

/** The value of a plain scalar. */
export function resolvePlain(text: string, words: Words = KUBERNETES_WORDS): Meaning {
  if (words === AS_WRITTEN) return losesSpelling(text, CORE_WORDS) ? text : resolvePlain(text, CORE_WORDS)
  if (text.length <= LONGEST_WORD) {
    const word = words.get(text)
    if (word !== undefined) return word
    if (text === '') return null
  }
  return startsLikeNumber(text) ? resolveNumber(text) : text
}

/** Whether a plain scalar is no string, and its value would be written otherwise: `1.10`, `1e3`, `0x1F`, `~`. */
export function losesSpelling(text: string, words: Words = KUBERNETES_WORDS): boolean {
  const value = resolvePlain(text, words)
  return typeof value !== 'string' && text !== '' && (value === UNREPRESENTABLE || String(value) !== text)
}

/** A digit, a sign or a dot. */
function startsLikeNumber(text: string): boolean {
  const first = text.charCodeAt(0)
  return (first >= 48 && first <= 57) || first === 43 || first === 45 || first === 46
}

function resolveNumber(text: string): Scalar {
  if (INTEGER.test(text)) return integer(text)
  // After a leading dot, underscores are letters.
  const plain = text.includes('_') && !text.startsWith('.') ? text.replaceAll('_', '') : text
  if (INTEGER.test(plain)) return integer(plain)
  const prefixed = PREFIXED.exec(plain)
  if (prefixed) return prefixedInteger(prefixed) ?? text
  const float = FLOAT.test(plain) ? Number(plain) : Number.NaN
  return Number.isFinite(float) ? float : text
}

/** Whether a plain scalar is an integer by its form: `08` and `1.0` are floats. */
export function isInteger(text: string): boolean {
  const plain = text.replaceAll('_', '')
  return typeof resolvePlain(text) !== 'string' && (INTEGER.test(plain) || PREFIXED.test(plain))
}

function integer(text: string): number | bigint {
  const number = Number(text)
  if (Number.isSafeInteger(number)) return number === 0 ? 0 : number
  return BigInt(text.startsWith('+') ? text.slice(1) : text)
}

/** Beyond 64 bits, only a decimal number is one. */
function prefixedInteger([, sign, hex, binary, octal]: RegExpExecArray): number | bigint | undefined {
  const magnitude = BigInt(hex ? `0x${hex}` : binary ? `0b${binary}` : `0o${octal}`)
  if (magnitude > (sign ? 2n ** 63n : 2n ** 64n - 1n)) return undefined
  return integer(String(sign === '-' ? -magnitude : magnitude))
}

/** The text of a map key: Kubernetes' keys are strings, whatever they look like. Undefined for a key that it refuses. */
export function keyText(key: Scalar | typeof UNREPRESENTABLE): string | undefined {
  return key === null || key === UNREPRESENTABLE ? undefined : String(key)
}

// None of these ignores case by a flag: for the first that does, V8 loads tables of the letters of all languages.

/** Anything that some reader of YAML 1.1 or 1.2 takes for a number, a date or a time: they all use these characters only. */
const NUMBER_LIKE =
  /^[-+.]?[0-9][0-9_.,:eE+\-TtZz ]*$|^[-+]?0[xXoObB]|^[-+]?\.(?:[iI][nN][fF]|[nN][aA][nN])$|^[-+]?(?:[0-9_]*\.)?[0-9_]*(?:[eE][-+]?[0-9]+)?$/
const WORD_LIKE = new Set(['', 'y', 'yes', 'n', 'no', 'on', 'off', 'true', 'false', 'null', '~', '=', '<<'])
/** May start a plain scalar, and may be in one; in between, `: ` and ` #` end it. */
const PLAIN =
  /^[A-Za-z0-9_./$(+\-\\^;~<=\u00a1-\u{2027}\u{202a}-\u{d7ff}\u{e000}-\u{fdff}\u{10000}-\u{10ffff}][^\u0000-\u001f\u007f-\u00a0\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]*$/u
const BREAKS_PLAIN = /: |:$| #|^[-?:](?: |$)|^---|^\.\.\.|\s$/

/** Most of what manifests hold; behind an `e` another letter, so that it begins no exponent. */
const NAME_LIKE = /^(?:[A-DF-Za-df-z]|[eE][A-Za-z])[A-Za-z0-9_./-]*$/

/** Whether every YAML reader takes the bare text for this very string. */
export function isPlainSafe(text: string): boolean {
  if (NAME_LIKE.test(text)) return text.length > LONGEST_WORD || !isWordLike(text)
  return PLAIN.test(text) && !BREAKS_PLAIN.test(text) && !NUMBER_LIKE.test(text) && !isWordLike(text)
}

function isWordLike(text: string): boolean {
  return WORD_LIKE.has(text.toLowerCase())
}
