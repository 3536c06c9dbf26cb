/** Which generation of a function of kpt's catalogue an image means: there each minor version is a branch of its own, with its own behaviour. */
import type { KrmFunction } from './function.ts'

/** The function as `tag` has it, like v0.1 or v0.1.5; the newest for any other tag, and for one that did the same. */
export async function ofGeneration(fn: KrmFunction, tag: string | undefined): Promise<KrmFunction> {
  const minor = /^v?(\d+\.\d+)(?:[.-]|$)/.exec(tag ?? '')?.[1] ?? ''
  const earlier = fn.generations && Object.hasOwn(fn.generations, minor) ? fn.generations[minor] : undefined
  return earlier ? earlier() : fn
}
