/** `hydroam fn doc`: a function's reference. That of hydroam's functions is their README; containers are asked. */
import { readFileSync } from 'node:fs'
import type { Catalogue } from '../../src/krm/function.ts'
import { NOWHERE } from '../kptfile.ts'
import { Misuse } from '../refusal.ts'
import { functionName } from '../runner/image.ts'
import type { RunnerOptions } from '../runner/options.ts'
import { imageOf, refuseTypo } from '../runner-of.ts'
import { known, refuseOtherCode } from './fn.ts'
import { print } from './say.ts'

export interface DocOptions {
  readonly image?: string
  readonly runner: RunnerOptions
  readonly catalogue: Catalogue
  /** The directory that holds `functions/`. */
  readonly root: URL
}

/** Misuse: `function-missing`. Codes of imageOf(), refuseTypo(), refuseOtherCode() and containerHelp(). */
export async function docCommand(name: string | undefined, options: DocOptions): Promise<void> {
  const { image, catalogue, root } = options
  if (name !== undefined) {
    known(name, catalogue)
    print(readme(name, root))
  } else if (image !== undefined) print(await docOfImage(image, options))
  else throw new Misuse('function-missing', 'name a function', 'hydroam fn doc set-labels')
}

async function docOfImage(text: string, { runner, catalogue, root }: DocOptions): Promise<string> {
  const fn = { image: text, at: NOWHERE }
  const image = imageOf(fn, { runner })
  const name = functionName(image) ?? ''
  if (Object.hasOwn(catalogue, name)) {
    await refuseOtherCode(image, name)
    return readme(name, root)
  }
  refuseTypo(fn, image, name, Object.keys(catalogue))
  return (await import('../runner/container-help.ts')).containerHelp(image, runner)
}

function readme(name: string, root: URL): string {
  return readFileSync(new URL(`functions/${name}/README.md`, root), 'utf8')
}
