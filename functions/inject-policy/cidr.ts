/** CIDR blocks of IPv4 and IPv6, as bits: enough to say whether one is written well and lies inside another. */

export interface Cidr {
  readonly bits: string
  readonly length: number
}

/** `undefined` for everything that is not an address, a slash and a prefix length. */
export function parseCidr(text: string): Cidr | undefined {
  const [, address = '', prefix = ''] = /^([^/]+)\/(0|[1-9]\d{0,2})$/.exec(text) ?? []
  const bits = address.includes(':') ? bitsOfV6(address) : bitsOfV4(address)
  const length = Number(prefix)
  return bits && length <= bits.length ? { bits, length } : undefined
}

/** Kubernetes wants an exception to be smaller than the block it is taken from. */
export function liesWithin(inner: Cidr, outer: Cidr): boolean {
  const sameFamily = inner.bits.length === outer.bits.length
  return sameFamily && inner.length > outer.length && inner.bits.startsWith(outer.bits.slice(0, outer.length))
}

/** A leading zero is refused: some readers take such a number as octal. */
function bitsOfV4(address: string): string | undefined {
  const parts = address.split('.')
  const sound = parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)
  return sound ? parts.map((part) => Number(part).toString(2).padStart(8, '0')).join('') : undefined
}

function bitsOfV6(address: string): string | undefined {
  const halves = address.split('::')
  // Only the end may be an IPv4 address: nothing follows a dot but digits and dots.
  if (halves.length > 2 || (address.lastIndexOf(':') > address.indexOf('.') && address.includes('.'))) return undefined
  const [head = [], tail] = halves.map((half) => (half === '' ? [] : half.split(':').map(bitsOfGroup)))
  const groups = [...head, ...(tail ?? [])]
  if (groups.includes(undefined)) return undefined
  const missing = 128 - groups.join('').length
  if (tail ? missing < 16 : missing !== 0) return undefined
  return [...head, '0'.repeat(missing), ...(tail ?? [])].join('')
}

function bitsOfGroup(group: string): string | undefined {
  if (group.includes('.')) return bitsOfV4(group)
  return /^[0-9a-fA-F]{1,4}$/.test(group) ? Number.parseInt(group, 16).toString(2).padStart(16, '0') : undefined
}
