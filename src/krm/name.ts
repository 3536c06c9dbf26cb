/** Names that are made from other names. */

/** A label's value, a Service's name and a volume's name all end here (RFC 1123 label). */
export const MAX_LABEL = 63

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/

/** Lower-case letters, digits and `-`, 63 characters at most (apimachinery `IsDNS1123Label`). */
export function isDnsLabel(name: string): boolean {
  return name.length <= MAX_LABEL && LABEL.test(name)
}

/** Labels joined by dots, together short enough for the value of a label. */
export function isDnsSubdomain(name: string): boolean {
  return name.length <= MAX_LABEL && SUBDOMAIN.test(name)
}

/** The name itself where it is short enough, else its beginning and a hash of the whole: never two names in one. */
export function boundedName(name: string, limit = MAX_LABEL): string {
  if (name.length <= limit) return name
  const digest = hash(name)
  return `${name.slice(0, limit - digest.length - 1).replace(/[^a-z0-9]+$/i, '')}-${digest}`
}

/** FNV-1a over UTF-16 code units, 32 bits, as eight hexadecimal digits: the same on every machine. */
export function hash(text: string): string {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  return (value >>> 0).toString(16).padStart(8, '0')
}

/** `name`, or `name-2`, `name-3` … : the first that is not taken. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  let candidate = name
  for (let i = 2; taken.has(candidate); i++) candidate = `${name}-${i}`
  return candidate
}
