/** `env`: sets, changes and unsets variables of a container. */
import type { Evaluate } from '../../../src/oam/definition.ts'
import { replaced } from '../../../src/oam/patch/strategy.ts'
import { forContainers } from '../containers.ts'

interface Variable {
  readonly name: string
  readonly value?: string
  readonly valueFrom?: object
}

interface Parameters {
  readonly env?: Readonly<Record<string, string>>
  readonly unset?: readonly string[]
  readonly replace?: boolean
}

export const env: Evaluate = (parameters, context) =>
  forContainers<Parameters>(parameters, context, 'containers', (wanted, container) => ({
    env: replaced(variables(wanted, (container.env ?? []) as readonly Variable[])),
  }))

/** What is there, in its order and with the new values, then what is new, in the order of its names. */
function variables({ env = {}, unset = [], replace = false }: Parameters, base: readonly Variable[]) {
  const there = replace ? [] : base.filter(({ name }) => !unset.includes(name))
  const names = Object.keys(env).filter((name) => !unset.includes(name) && !there.some((one) => one.name === name))
  return [
    ...there.map((variable) => {
      const { name } = variable
      return Object.hasOwn(env, name) ? { name, value: env[name] } : variable
    }),
    ...names.sort().map((name) => ({ name, value: env[name] })),
  ]
}
