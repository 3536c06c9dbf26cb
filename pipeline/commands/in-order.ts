/** A render in place that has nothing to do is over before it begins. */
import { realpathSync, statSync } from 'node:fs'
import { directoryTree } from '../file-tree.ts'
import { looksLikePackage } from '../package.ts'
import type { FunctionRun } from '../steps.ts'
import { extentOf, forget, recall, remember } from '../unchanged.ts'
import type { RenderOptions } from './render.ts'
import { listen, say } from './say.ts'

/**
 * Runs `render`, unless the last run found the package in order and nothing has changed since; then it says what that one said.
 * Programs may depend on anything, so that a package which runs one is never known to be in order.
 */
export async function unlessInOrder<Options extends RenderOptions>(
  command: string,
  target: string,
  options: Options,
  render: (directory: string, options: Options) => Promise<void>,
): Promise<void> {
  const isKnowable = options.output === undefined && options.resultsDir === undefined
  // In a wrong directory there is no end of files.
  if (!isKnowable || !isPackage(target)) return render(target, options)
  const directory = realpathSync(target)
  const settings = [command, target, process.cwd(), options, process.env.KPT_DISABLE_ATTRIBUTION]
  const memory = recall(directory)
  const extent = memory && extentOf(directory)
  const print = memory && memory.extent === extent ? await fingerprintOf(directory, settings) : ''
  if (print !== '' && print === memory?.print) return say(memory.said)
  let isPure = true
  let saved = 0
  const onRun = ({ answer }: FunctionRun) => {
    isPure &&= answer.isPure ?? false
  }
  const onSave = (files: number) => {
    saved += files
  }
  const heard = listen()
  await render(target, { ...options, onRun, onSave })
  if (!isPure) return
  if (saved > 0) {
    if (memory) forget(directory)
    return
  }
  // Somebody may have edited it meanwhile.
  const isHeld = print !== '' && (await fingerprintOf(directory, settings)) === print
  remember(directory, { extent: extent ?? extentOf(directory), print: isHeld ? print : '', said: heard() })
}

function isPackage(target: string): boolean {
  return (
    (statSync(target, { throwIfNoEntry: false })?.isDirectory() ?? false) && looksLikePackage(directoryTree(target))
  )
}

/** Its module brings a good part of node along, and most runs are the first on their package. */
async function fingerprintOf(directory: string, settings: unknown): Promise<string> {
  return (await import('../fingerprint.ts')).fingerprint(directory, settings)
}
