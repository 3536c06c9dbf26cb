/** Where hydroam answers otherwise than kpt on purpose; the README's table gives the reasons to users. */
import type { Answer } from './run.mjs'

export interface Difference {
  readonly because: string
  /** What ours must be, from kpt's. */
  readonly answer: (kpts: Answer) => Answer
}

export const DIFFERENT: Readonly<Record<string, Difference>> = {}
