/** A seeded source of choices (mulberry32): the same seed gives the same packages on every machine. */
export function choices(seed) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const below = (n) => Math.floor(next() * n)
  const pick = (list) => list[below(list.length)]
  return {
    below,
    pick,
    chance: (share) => next() < share,
    times: (least, most, make) => Array.from({ length: least + below(most - least + 1) }, (_, i) => make(i)),
    some: (list, share) => list.filter(() => next() < share),
  }
}
