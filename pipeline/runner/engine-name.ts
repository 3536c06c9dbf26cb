/** Which container engine runs functions. */
import { error, type Result } from '../../src/krm/result.ts'
import { nearest } from '../../src/schema/nearest.ts'

export const ENGINES = ['docker', 'podman', 'nerdctl'] as const
export type Engine = (typeof ENGINES)[number]

/** kpt's variable, so that a script that sets it needs no change. */
export const VARIABLE = 'KPT_FN_RUNTIME'

/** Codes: `engine-unknown`. */
export function chosenEngine(value = process.env[VARIABLE] ?? ''): Engine | Result {
  const name = value === '' ? 'docker' : value.toLowerCase()
  const engine = ENGINES.find((one) => one === name)
  if (engine) return engine
  const near = nearest(name, ENGINES)
  const hint = `${near ? `did you mean "${near}"? ` : ''}set it to ${ENGINES.join(', ')}, or unset it for docker`
  return error('engine-unknown', {}, `${VARIABLE} names "${value}", which is no container engine known here`, hint)
}
