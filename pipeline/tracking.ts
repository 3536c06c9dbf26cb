/**
 * How a resource is followed through a pipeline, as kpt does it: each item knows its file relative to its own (sub)package and, where that is
 * not the root, its package. Only what leaves the pipeline counts from the root.
 */
import { posix } from 'node:path'
import {
  annotation,
  describe,
  INDEX,
  type KrmResource,
  PACKAGE_PATH,
  PATH,
  withAnnotations,
  withoutAnnotations,
} from '../src/krm/resource.ts'
import { error, place } from '../src/krm/result.ts'
import { Refusal } from './refusal.ts'

/** Says that an item moved out of a subpackage into the root; those that were always there say nothing. */
export const ROOT_PACKAGE = '.'

/** The package of an item, relative to the root package; '' for the root. */
export function packageOf(item: KrmResource): string {
  const folder = annotation(item, PACKAGE_PATH) ?? ''
  return folder === ROOT_PACKAGE ? '' : folder
}

/** What a function answered without a package belongs to the package whose function it is. */
export function inPackage(item: KrmResource, folder: string): KrmResource {
  return folder === '' || annotation(item, PACKAGE_PATH) !== undefined
    ? item
    : withAnnotations(item, { [PACKAGE_PATH]: folder })
}

/** The item with its path from the root package, for saving. */
export function fromRoot(item: KrmResource): KrmResource {
  const folder = packageOf(item)
  if (annotation(item, PACKAGE_PATH) === undefined) return item
  const bare = withoutAnnotations(item, (key) => key === PACKAGE_PATH)
  return withAnnotations(bare, { [PATH]: posix.join(folder, annotation(item, PATH) ?? '') })
}

/** Two items at one place would be one item on the next run. Code `path-duplicate`. */
export function refuseSharedPlaces(items: readonly KrmResource[]): void {
  const places = new Set<string>()
  for (const item of items) {
    const path = annotation(item, PATH) ?? ''
    const index = annotation(item, INDEX) ?? ''
    if (places.size < places.add(`${packageOf(item)}\0${path}\0${index}`).size) continue
    const where = index === '' ? 'without an index' : `with the index ${index}`
    const message = `${describe(item)} wants the path "${path}" ${where}, which another resource has already`
    const hint = 'a function must give each resource a path, or an index, of its own'
    throw new Refusal([error('path-duplicate', place(item), message, hint)])
  }
}
