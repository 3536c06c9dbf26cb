/** Where items stand after a function: each at a place of its own, and none outside of the package. */
import { annotation, describe, type KrmResource, PATH } from '../src/krm/resource.ts'
import { error, place } from '../src/krm/result.ts'
import { placeNew } from './layout.ts'
import type { Package } from './package.ts'
import { isConfined } from './paths.ts'
import { Refusal } from './refusal.ts'
import type { StepOptions } from './steps.ts'
import { inPackage, refuseSharedPlaces } from './tracking.ts'

/** Every item where it was: its places are in its annotations, which most functions pass on as they are. */
export function keepsPlaces(before: readonly KrmResource[], after: readonly KrmResource[]): boolean {
  return (
    before.length === after.length &&
    after.every(({ metadata: { annotations } }, i) => annotations && annotations === before[i]?.metadata.annotations)
  )
}

/** What a function answered, each item with a path of its own within the package. */
export function placedIn(
  pkg: Package,
  items: readonly KrmResource[],
  { isStrict = false }: StepOptions,
): readonly KrmResource[] {
  const placed = placeNew(items.map((item) => inPackage(item, pkg.path)))
  for (const item of placed) confine(item)
  if (isStrict) refuseSharedPlaces(placed)
  return placed
}

/** Paths come from functions and from names: none may leave the package. */
export function confine(item: KrmResource): void {
  const path = annotation(item, PATH) ?? ''
  if (isConfined(path)) return
  const message = `${describe(item)} wants the path ${JSON.stringify(path)}, which is not inside the package`
  throw new Refusal([
    error('path-outside-package', place(item), message, 'a path must be relative and without `.`, `..` and `.git`'),
  ])
}
