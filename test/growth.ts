/** How the work of something grows with what it is given, in time of the processor: others that keep the machine busy do not count. */
import { expect } from 'vitest'

/** Of two sizes, the larger one. */
const FACTOR = 8
/** Between what is linear and what is quadratic, for something eight times as large. */
const MOST = 28
/** What takes less is lost in what else node does. */
const LEAST_MS = 10

/** `work` of eight times as much takes about eight times as long, and not 64 times. */
export function expectLinear(work: (times: number) => void): void {
  work(1)
  const small = Math.max(LEAST_MS, Math.min(cost(work, 1), cost(work, 1)))
  expect(Math.min(cost(work, FACTOR), cost(work, FACTOR)) / small).toBeLessThan(MOST)
}

function cost(work: (times: number) => void, times: number): number {
  const before = process.cpuUsage()
  work(times)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
