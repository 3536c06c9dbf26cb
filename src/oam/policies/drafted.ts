/** The components as a policy leaves them, and what is wrong with what it says of them. */
import type { Result } from '../../krm/result.ts'
import type { Draft } from './draft.ts'

export interface Drafted {
  readonly drafts: readonly Draft[]
  readonly results: readonly Result[]
}

/** Each step takes what the one before it left. */
export function inTurn(drafts: readonly Draft[], steps: readonly ((drafts: readonly Draft[]) => Drafted)[]): Drafted {
  return steps.reduce<Drafted>(
    (sofar, step) => {
      const next = step(sofar.drafts)
      return { drafts: next.drafts, results: [...sofar.results, ...next.results] }
    },
    { drafts, results: [] },
  )
}
