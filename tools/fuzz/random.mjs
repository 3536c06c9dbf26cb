/** Choices that a seed makes, the same on every machine (mulberry32). */
export function randomOf(seed) {
  let state = seed | 0
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    const mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    const again = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return (again ^ (again >>> 14)) >>> 0
  }
  const upTo = (end) => next() % end
  const pick = (all) => all[upTo(all.length)]
  return { next, upTo, pick, times: (most, make) => Array.from({ length: upTo(most + 1) }, make) }
}
