/** Which generation of a function of kpt's catalogue an image means: there each minor version is a branch of its own, with its own behaviour. */
import type { KrmFunction } from './function.ts'

/** The generations that hydroam's functions do, oldest first: the last is the function itself, and what a name without a tag means. */
export const GENERATIONS: Readonly<Record<string, readonly string[]>> = {
  'apply-replacements': ['0.1'],
  'apply-setters': ['0.1', '0.2'],
  'create-setters': ['0.1'],
  'delete-annotations': ['0.1'],
  'ensure-name-substring': ['0.1', '0.2'],
  'list-setters': ['0.1'],
  'remove-local-config-resources': ['0.1'],
  'search-replace': ['0.1', '0.2'],
  'set-annotations': ['0.1'],
  'set-image': ['0.1', '0.2'],
  'set-labels': ['0.1', '0.2'],
  'set-namespace': ['0.1', '0.2', '0.3', '0.4'],
  'upsert-resource': ['0.1', '0.2'],
}

/** As "0.1", of a tag like v0.1 or v0.1.5; a patch changes no behaviour. */
export function generationOf(tag: string): string | undefined {
  return /^v?(\d+\.\d+)(?:\.\d+)?(?:-[\w.-]+)?$/.exec(tag)?.[1]
}

/** The function as `tag` has it; the newest without a tag, and for a generation that did the same. */
export async function ofGeneration(fn: KrmFunction, tag: string | undefined): Promise<KrmFunction> {
  const minor = generationOf(tag ?? '') ?? ''
  const earlier = fn.generations && Object.hasOwn(fn.generations, minor) ? fn.generations[minor] : undefined
  return earlier ? earlier() : fn
}
