/** `fn eval --save`: what will be written into the Kptfile, checked before anything runs. */
import { existsSync, realpathSync } from 'node:fs'
import { relative, resolve, sep } from 'node:path'
import type { FunctionSpec } from '../kptfile.ts'
import { Misuse } from '../refusal.ts'
import { type SavedFunction, saveFunction } from '../save-function.ts'
import { configOfWords } from './function-config.ts'
import { say } from './say.ts'

export interface SavingOptions {
  readonly save?: boolean | undefined
  readonly type?: string | undefined
  readonly fn: FunctionSpec
  readonly fnConfig?: string | undefined
  readonly selection: Pick<FunctionSpec, 'selectors' | 'exclude'>
}

/** What `--save` will do when all else is done; undefined without it. */
export function plannedSaving(
  target: string,
  words: readonly string[],
  options: SavingOptions,
): (() => Promise<void>) | undefined {
  const { save, type, fn, fnConfig, selection } = options
  if (fnConfig !== undefined && words.length > 0) {
    throw new Misuse('config-invalid', 'give the configuration with --fn-config or behind --, not both')
  }
  if (!save) return undefined
  if (type !== 'mutator' && type !== 'validator') {
    const message = `--save needs --type mutator or --type validator${type === undefined ? '' : `, not "${type}"`}`
    throw new Misuse('type-invalid', message)
  }
  const name = fn.image ?? fn.exec ?? ''
  // Of a stream it goes into the Kptfile of the directory one is in, as kpt does it.
  const directory = target === '-' ? '.' : target
  const saved: SavedFunction = {
    ...(fn.image === undefined ? { exec: name } : { image: name }),
    ...configuration(directory, words, fnConfig),
    ...selection,
  }
  return async () => {
    const done = await saveFunction(directory, type, saved)
    say(done ? `${done} "${name}" as ${type} in the Kptfile.\n` : `function not added: "${directory}" has no Kptfile\n`)
  }
}

function configuration(target: string, words: readonly string[], file: string | undefined) {
  if (file !== undefined) return { configPath: pathInPackage(target, file) }
  const { data } = configOfWords(words) as unknown as { readonly data: Readonly<Record<string, string>> }
  return Object.keys(data).length > 0 ? { configMap: data } : {}
}

function pathInPackage(target: string, file: string): string {
  const path = relative(real(target), real(file))
  if (path !== '' && path !== '..' && !path.startsWith(`..${sep}`)) return path.split(sep).join('/')
  throw new Misuse('config-outside-package', `"${file}" must be in "${target}" to be saved in its Kptfile`)
}

function real(path: string): string {
  return existsSync(path) ? realpathSync(path) : resolve(path)
}
