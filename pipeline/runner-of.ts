/** Which runner a function gets: a program, a function of hydroam in this process, or a container. */
import { type Place, place } from '../src/krm/result.ts'
import { nearest, suggest } from '../src/schema/nearest.ts'
import type { FunctionSpec } from './kptfile.ts'
import { otherCode } from './other-code.ts'
import { asProgram } from './program-view.ts'
import { Refusal, refuse } from './refusal.ts'
import type { Runner } from './runner/answer.ts'
import { chosenEngine } from './runner/engine-name.ts'
import { DEFAULT_IMAGE_PREFIX, functionName, generationTag, type Image, isOwn, readImage } from './runner/image.ts'
import { inProcess } from './runner/in-process.ts'
import { DEFAULT_RUNNER_OPTIONS } from './runner/options.ts'
import type { StepOptions } from './steps.ts'

/** Codes: `exec-not-allowed`, `image-invalid`, `function-unknown`, `version-unknown`, `engine-unknown`. */
export function runnerOf(fn: FunctionSpec, options: StepOptions): Runner {
  const { allowExec, root, runner = DEFAULT_RUNNER_OPTIONS } = options
  if (fn.exec === undefined) return imageRunner(fn, imageOf(fn, options), options)
  const { exec: command } = fn
  if (allowExec) {
    return asProgram(
      lazily(async () => (await import('./runner/exec.ts')).exec(command, runner)),
      root,
    )
  }
  throw at(fn, 'exec', 'exec-not-allowed', `"${fn.exec}" may not run`, 'add --allow-exec if you trust this package')
}

/** Node's modules for processes load when the first program runs. */
function lazily(load: () => Promise<Runner>): Runner {
  return async (list) => (await load())(list)
}

/** What kpt has in its own program. */
const BUILTINS: Readonly<Record<string, string>> = { 'builtins/gen-pkg-context': 'gen-pkg-context' }

/** Natively if hydroam has the function, else in a container. */
function imageRunner(fn: FunctionSpec, image: Image, options: StepOptions): Runner {
  const { catalogue, root, runner = DEFAULT_RUNNER_OPTIONS } = options
  const { image: written = '' } = fn
  const builtIn = Object.hasOwn(BUILTINS, written) ? BUILTINS[written] : undefined
  const name = builtIn ?? functionName(image) ?? ''
  const load = Object.hasOwn(catalogue, name) ? catalogue[name] : undefined
  if (load && runner.builtin) {
    refuseOtherCode(fn, image, name)
    return withSettings(inProcess(load, generationTag(image)), name, options)
  }
  if (!load) refuseTypo(fn, image, name, Object.keys(catalogue))
  const engine = chosenEngine()
  if (typeof engine === 'string') {
    return asProgram(
      lazily(async () => (await import('./runner/container.ts')).container(engine, image, runner)),
      root,
    )
  }
  throw new Refusal([{ ...engine, ...placeOf(fn, 'image') }])
}

/** What the command line says counts for every function of hydroam that knows the setting, whatever its config says. */
function withSettings(run: Runner, name: string, { kubernetesVersion, target }: StepOptions): Runner {
  if (kubernetesVersion === undefined && target === undefined) return run
  return async ({ functionConfig, ...list }) => {
    const { withSetting } = await import('./setting.ts')
    const versioned = withSetting(functionConfig, name, 'kubernetesVersion', kubernetesVersion)
    const config = withSetting(versioned, name, 'target', target)
    return run({ ...list, ...(config ? { functionConfig: config } : {}) })
  }
}

/** A name that only hydroam could have, or that nearly is one of its names, is a mistake rather than somebody's image. */
export function refuseTypo(
  fn: Pick<FunctionSpec, 'image' | 'at'>,
  image: Image,
  name: string,
  known: readonly string[],
): void {
  const isBare = !fn.image?.includes('/')
  if (!isOwn(image) && !(isBare && nearest(name, known))) return
  const hint = `${suggest(name, known)}${isBare ? `; for another publisher's, write "${image.reference}"` : ''}`
  throw at(fn, 'image', 'function-unknown', `hydroam has no function "${name}"`, hint)
}

/** Code `version-unknown`: never today's code under another's name. */
function refuseOtherCode(fn: Pick<FunctionSpec, 'at'>, image: Image, name: string): void {
  const other = otherCode(image, name)
  if (!other) return
  const hint = `${other.hint}; \`--no-builtin\` runs the container of the image`
  throw at(fn, 'image', 'version-unknown', other.message, hint)
}

/** Code `image-invalid`. */
export function imageOf(fn: Pick<FunctionSpec, 'image' | 'at'>, { runner }: Pick<StepOptions, 'runner'>): Image {
  const image = readImage(String(fn.image), runner?.imagePrefix ?? DEFAULT_IMAGE_PREFIX)
  if (image) return image
  const hint = 'write REGISTRY/NAME:TAG or REGISTRY/NAME@sha256:DIGEST, or the bare name of a function'
  throw at(fn, 'image', 'image-invalid', `"${fn.image}" is no name of an image`, hint)
}

/** As results.yaml names it, in kpt too: with the registry that a bare name means. */
export function withFullImage(fn: FunctionSpec, options: StepOptions): FunctionSpec {
  return fn.image === undefined ? fn : { ...fn, image: imageOf(fn, options).reference }
}

function at(fn: Pick<FunctionSpec, 'at'>, field: string, code: string, message: string, hint: string): Refusal {
  return refuse(code, message, hint, placeOf(fn, field))
}

/** A function of the command line has no place in a Kptfile. */
function placeOf({ at: { kptfile, path } }: Pick<FunctionSpec, 'at'>, field: string): Place {
  return path.length === 0 ? {} : place(kptfile, [...path, field])
}
