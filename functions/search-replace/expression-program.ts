/** An expression as steps for a machine that follows all its ways at once. */
import { type Border, ExpressionError, MAX_SIZE, type Tree } from './expression-tree.ts'

export type Step =
  | { readonly do: 'read'; readonly test: (character: string) => boolean }
  | { readonly do: 'split'; readonly first: number; readonly second: number }
  | { readonly do: 'save'; readonly slot: number }
  | { readonly do: 'border'; readonly test: Border }
  | { readonly do: 'accept' }

/** Throws ExpressionError. */
export function compile(tree: Tree): readonly Step[] {
  if (sizeOf(tree) > MAX_SIZE) throw new ExpressionError(`more than ${MAX_SIZE} steps; count fewer repetitions`, 0)
  const steps: Step[] = []
  emit(tree, steps)
  steps.push({ do: 'accept' })
  return steps
}

/** At least 1 for whatever is emitted, so that repetitions of nothing count as well. */
function sizeOf(tree: Tree): number {
  if (tree.is === 'character' || tree.is === 'border') return 1
  if (tree.is === 'group') return sizeOf(tree.part) + 2
  if (tree.is !== 'repeat') return tree.parts.reduce((sum, part) => sum + sizeOf(part) + 2, 1)
  const times = tree.most === Number.POSITIVE_INFINITY ? tree.least + 1 : tree.most
  return times * (sizeOf(tree.part) + 2) + 1
}

function emit(tree: Tree, steps: Step[]): void {
  switch (tree.is) {
    case 'character':
      steps.push({ do: 'read', test: tree.test })
      return
    case 'border':
      steps.push({ do: 'border', test: tree.test })
      return
    case 'sequence':
      for (const part of tree.parts) emit(part, steps)
      return
    case 'group':
      steps.push({ do: 'save', slot: tree.number * 2 })
      emit(tree.part, steps)
      steps.push({ do: 'save', slot: tree.number * 2 + 1 })
      return
    case 'alternatives':
      emitAlternatives(tree.parts, steps)
      return
    case 'repeat':
      emitRepeat(tree, steps)
      return
  }
}

function emitAlternatives([first, ...others]: readonly Tree[], steps: Step[]): void {
  const one = () => first && emit(first, steps)
  if (others.length === 0) one()
  else branch(steps, false, one, () => emitAlternatives(others, steps))
}

function emitRepeat({ part, least, most, lazy }: Extract<Tree, { is: 'repeat' }>, steps: Step[]): void {
  for (let count = 0; count < least; count++) emit(part, steps)
  if (most === Number.POSITIVE_INFINITY) emitLoop(part, lazy, steps)
  else for (let count = least; count < most; count++) branch(steps, lazy, () => emit(part, steps), NOTHING)
}

const NOTHING = () => {}

/** A split before the part, and behind the part the way back. */
function emitLoop(part: Tree, lazy: boolean, steps: Step[]): void {
  const split = steps.length
  steps.push({ do: 'accept' })
  emit(part, steps)
  const back = steps.length
  steps.push({ do: 'split', first: split, second: split })
  steps[split] = splitStep(split + 1, back + 1, lazy)
}

/** Either `one` or `other`, both going on behind them; `one` is preferred, unless it is lazy. */
function branch(steps: Step[], lazy: boolean, one: () => void, other: () => void): void {
  const split = steps.length
  steps.push({ do: 'accept' })
  one()
  const jump = steps.length
  steps.push({ do: 'accept' })
  other()
  const end = steps.length
  steps[split] = splitStep(split + 1, jump + 1, lazy)
  steps[jump] = { do: 'split', first: end, second: end }
}

function splitStep(one: number, other: number, lazy: boolean): Step {
  return lazy ? { do: 'split', first: other, second: one } : { do: 'split', first: one, second: other }
}
