/**
 * The keys of the maps around the cursor, in a hash table with chains: a key that stands in a map twice is not for this reader. Maps end
 * in the opposite order of their beginning, and so do their keys leave the table.
 */
import { UNDERSCORE } from './bytes'
import { out } from './json'
import { byteAt } from './text'
import { unsupported } from './unsupported'

const BITS: u32 = 12
/** Addresses of the newest key of each chain; 0 without one. */
const CHAINS: usize = 1 << BITS
/** A hash, the next key of its chain, and the address and length of the key in the JSON text. */
const ENTRY: usize = 16
const FIRST: usize = CHAINS * 4 + ENTRY
/** No chain of a full table gets so long, unless somebody has looked for keys that share one. */
const LONGEST_CHAIN: i32 = 128
/** Behind the table. */
export const TABLE_END: usize = FIRST + (1 << 16) * ENTRY

let next: usize = FIRST

/** Empties the table: a document that was given up has left its keys in it. */
export function openKeys(): void {
  closeMap(FIRST)
}

/** Where the keys of a new map begin. */
export function openMap(): usize {
  return next
}

export function closeMap(first: usize): void {
  while (next > first) {
    next -= ENTRY
    store<u32>(chainOf(load<u32>(next)), load<u32>(next, 4))
  }
}

/** Enters the key that was written last, from `from` on, into the map whose keys begin at `first`. */
export function addKey(first: usize, from: usize): void {
  const length = out - from
  const hash = hashOf(from)
  const chain = chainOf(hash)
  const newest = load<u32>(chain)
  let steps = 0
  for (let entry: usize = newest; entry >= first; entry = load<u32>(entry, 4)) {
    if (++steps > LONGEST_CHAIN) unsupported()
    const isSame = load<u32>(entry) === hash && load<u32>(entry, 12) === u32(length)
    if (isSame && memory.compare(load<u32>(entry, 8), from, length) === 0) unsupported()
  }
  if (next === TABLE_END || isProto(from, length)) unsupported()
  store<u32>(next, hash)
  store<u32>(next, newest, 4)
  store<u32>(next, u32(from), 8)
  store<u32>(next, u32(length), 12)
  store<u32>(chain, u32(next))
  next += ENTRY
}

/** By the highest bits, which every byte of the key has a part in. */
function chainOf(hash: u32): usize {
  return usize(hash >> (32 - BITS)) * 4
}

/** FNV-1a, of four bytes at once; the last four again, which are three, of a letter in quotes. */
function hashOf(from: usize): u32 {
  let hash: u32 = 0x811c9dc5
  for (let at = from; at + 4 <= out; at += 4) hash = (hash ^ load<u32>(at)) * PRIME
  const last = load<u32>(out - 4)
  return (hash ^ (out - from < 4 ? last >> 8 : last)) * PRIME
}

const PRIME: u32 = 0x01000193

/** `"__proto__"`, which is no key like others to the host; but every other key with such ends is left to the library, too. */
function isProto(from: usize, length: usize): bool {
  return length === 11 && byteAt(from + 1) === UNDERSCORE && byteAt(out - 2) === UNDERSCORE
}
