/** `command`: the command and arguments of a container, which are always written, as KubeVela does. */
import { error, type Result } from '../../../src/krm/result.ts'
import type { Evaluate } from '../../../src/oam/definition.ts'
import { replaced } from '../../../src/oam/patch/strategy.ts'
import { forContainers, type Wanted } from '../containers.ts'

type Words = readonly string[] | null

interface Parameters {
  readonly command?: Words
  readonly args?: Words
  readonly addArgs?: Words
  readonly delArgs?: Words
}

export const command: Evaluate = (parameters, context) =>
  forContainers<Parameters>(
    parameters,
    context,
    'containers',
    (wanted, { args }) => ({
      command: wanted.command ? replaced(wanted.command) : undefined,
      args: replaced(argumentsOf(wanted, (args ?? []) as readonly string[])),
    }),
    check,
  )

function argumentsOf({ args, addArgs, delArgs }: Parameters, base: readonly string[]): readonly string[] {
  const there = args ?? base
  const added = (addArgs ?? []).filter((word) => !there.includes(word))
  return [...there, ...added].filter((word) => !delArgs?.includes(word))
}

/** Code `parameters-exclusive`. */
function check({ parameters, path }: Wanted<Parameters>): readonly Result[] {
  const { args, addArgs, delArgs } = parameters
  if (!args || !(addArgs || delArgs)) return []
  const message = '`args` replaces all arguments, so `addArgs` and `delArgs` cannot stand beside it'
  return [error('parameters-exclusive', { field: { path: [...path, 'args'] } }, message, 'keep one of the two ways')]
}
