/** `--target`, which is the setting `target`: somebody must hear of it. */
import { hasSetting } from '../src/schema/config.ts'
import { defaultPipeline } from './default-pipeline.ts'
import { type FunctionSpec, readPipeline } from './kptfile.ts'
import type { Package } from './package.ts'
import { refuse } from './refusal.ts'
import { DEFAULT_IMAGE_PREFIX, functionName, readImage } from './runner/image.ts'

const SETTING = 'target'

/** A target that no function hears of must not pass for one that was rendered. Code `target-ignored`. */
export function refuseIgnoredTarget(pkg: Package, target: string): void {
  if (functionsOf(pkg, true).some(takesTarget)) return
  const message = `no function of package "${pkg.name}" takes a target, so "${target}" would change nothing`
  const hint =
    'add expand-components to the mutators as an `image`, or set `target` in the config of the function that expands'
  throw refuse('target-ignored', message, hint)
}

function takesTarget({ image = '' }: FunctionSpec): boolean {
  const read = readImage(image, DEFAULT_IMAGE_PREFIX)
  return hasSetting((read && functionName(read)) ?? '', SETTING)
}

function functionsOf(pkg: Package, isRoot: boolean): readonly FunctionSpec[] {
  const own = (pkg.kptfile && readPipeline(pkg.kptfile, pkg.path)) ?? (isRoot ? defaultPipeline() : [])
  return [...own, ...pkg.subpackages.flatMap((subpackage) => functionsOf(subpackage, false))]
}
