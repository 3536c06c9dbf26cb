/** What a failed render in place leaves behind: nothing, unless the package or the chosen version of kpt says otherwise. */
import type { KrmResource } from '../../src/krm/resource.ts'
import type { KptBehaviour } from '../kpt-version.ts'
import type { Package } from '../package.ts'
import { Refusal } from '../refusal.ts'
import { savesOnFailure } from '../render.ts'
import { type StepRecord, withStatus } from '../render-status.ts'
import { writeStderr } from '../stderr.ts'
import { fromRoot } from '../tracking.ts'
import { RenderFailure } from '../traversal.ts'
import { saveInPlace } from './destination.ts'
import { count } from './say.ts'

/** No file is deleted: what is missing from a part may only be missing so far. */
export async function leaveBehind(
  pkg: Package,
  cause: unknown,
  steps: readonly StepRecord[],
  { writesStatus }: KptBehaviour,
): Promise<void> {
  if (!(cause instanceof Refusal)) return
  const isPartial = savesOnFailure(pkg) && cause instanceof RenderFailure
  if (!isPartial && !writesStatus) return
  const items = isPartial ? cause.items.map(fromRoot) : asRead(pkg)
  const done = await save(pkg, writesStatus ? withStatus(items, steps, cause.results) : items, cause)
  if (isPartial) writeStderr(`${partially(steps)}: ${done}.\n`)
}

/** What cannot be saved is said together with why the render failed. */
async function save(pkg: Package, items: readonly KrmResource[], cause: Refusal): Promise<string> {
  try {
    return await saveInPlace(pkg, items, { keepFiles: true })
  } catch (problem) {
    throw problem instanceof Refusal ? new Refusal([...cause.results, ...problem.results], cause.sources) : problem
  }
}

function partially(steps: readonly StepRecord[]): string {
  const executed = steps.filter(({ answer }) => answer && answer.exitCode === 0).length
  return executed === 0 ? 'Failed to execute any functions' : `Partially executed ${count(executed, 'function')}`
}

function asRead({ items, subpackages }: Package): readonly KrmResource[] {
  return [...items.map(fromRoot), ...subpackages.flatMap(asRead)]
}
