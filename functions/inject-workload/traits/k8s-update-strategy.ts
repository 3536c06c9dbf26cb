/** `k8s-update-strategy`: how a Deployment, StatefulSet or DaemonSet replaces its pods. */
import { error, type Result, warning } from '../../../src/krm/result.ts'
import type { Context, Evaluate } from '../../../src/oam/definition.ts'
import { retained } from '../../../src/oam/patch/strategy.ts'
import { checkTarget } from '../target.ts'

interface Rolling {
  readonly maxSurge?: number | string
  readonly maxUnavailable?: number | string
  readonly partition?: number
}

interface Parameters {
  readonly targetAPIVersion?: string
  readonly targetKind?: string
  readonly strategy?: { readonly type?: string; readonly rollingStrategy?: Rolling }
}

interface Kind {
  readonly field: 'strategy' | 'updateStrategy'
  readonly types: readonly string[]
  /** What a rolling update of the kind knows, and what it is by default. */
  readonly rolling: (given: Rolling) => Rolling
}

const KINDS: Readonly<Record<string, Kind>> = {
  Deployment: {
    field: 'strategy',
    types: ['RollingUpdate', 'Recreate'],
    rolling: ({ maxSurge = '25%', maxUnavailable = '25%' }) => ({ maxSurge, maxUnavailable }),
  },
  StatefulSet: {
    field: 'updateStrategy',
    types: ['RollingUpdate', 'OnDelete'],
    rolling: ({ partition = 0 }) => ({ partition }),
  },
  DaemonSet: {
    field: 'updateStrategy',
    types: ['RollingUpdate', 'OnDelete'],
    // One of the two must be 0, or the API server refuses the DaemonSet.
    rolling: ({ maxSurge = 0, maxUnavailable = isZero(maxSurge) ? '25%' : 0 }) => ({ maxSurge, maxUnavailable }),
  },
}

const AT = ['strategy', 'rollingStrategy']

export const updateStrategy: Evaluate = (parameters, context) => {
  const { strategy: { type = 'RollingUpdate', rollingStrategy = {} } = {}, ...target } = parameters as Parameters
  const { kind: name = '' } = context.output ?? {}
  const kind = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined
  if (!kind) return { results: [noStrategy(context)] }
  const rollingUpdate = type === 'RollingUpdate' ? kind.rolling(numbers(rollingStrategy)) : undefined
  const results = [
    ...checkTarget(target, context),
    ...checkType(type, kind, context),
    ...checkNumbers(rollingUpdate, context),
    ...reportIdle(rollingStrategy, rollingUpdate, type, context),
  ]
  return { patch: { type: 'unify', value: { spec: { [kind.field]: retained({ type, rollingUpdate }) } } }, results }
}

/** "1" is no percentage, and as a text the API server takes percentages only. */
function numbers({ maxSurge, maxUnavailable, partition }: Rolling): Rolling {
  const number = (value: number | string | undefined) => (/^\d+$/.test(String(value)) ? Number(value) : value)
  return Object.fromEntries(
    Object.entries({ maxSurge: number(maxSurge), maxUnavailable: number(maxUnavailable), partition }).filter(
      ([, value]) => value !== undefined,
    ),
  )
}

function isZero(value: number | string | undefined): boolean {
  return value === 0 || value === '0%'
}

function noStrategy({ output }: Context): Result {
  const message = `${output?.kind} "${output?.metadata.name}" has no update strategy`
  return error('strategy-unsupported', {}, message, 'a Deployment, a StatefulSet and a DaemonSet have one')
}

function checkType(type: string, { types }: Kind, { output }: Context): readonly Result[] {
  if (types.includes(type)) return []
  const at = { field: { path: ['strategy', 'type'] } }
  const hint = `choose ${types.join(' or ')}`
  return [error('strategy-unsupported', at, `a ${output?.kind} has no update strategy "${type}"`, hint)]
}

/** What the API server refuses. Code `strategy-invalid`. */
function checkNumbers(rolling: Rolling | undefined, { output }: Context): readonly Result[] {
  if (!rolling || rolling.maxSurge === undefined) return []
  const zeros = [rolling.maxSurge, rolling.maxUnavailable].filter(isZero).length
  const at = { field: { path: AT } }
  if (output?.kind === 'Deployment' && zeros === 2) {
    const message = '`maxSurge` and `maxUnavailable` are both 0, so that no pod could be replaced'
    return [error('strategy-invalid', at, message, 'raise one of the two')]
  }
  if (output?.kind !== 'DaemonSet' || zeros > 0) return []
  return [
    error('strategy-invalid', at, 'a DaemonSet needs `maxSurge` or `maxUnavailable` to be 0', 'make one of them 0'),
  ]
}

/** Code `strategy-part-ignored`. */
function reportIdle(
  given: Rolling,
  rolling: Rolling | undefined,
  type: string,
  { output }: Context,
): readonly Result[] {
  const idle = Object.keys(given).filter((field) => !rolling || !Object.hasOwn(rolling, field))
  return idle.map((field) => {
    const message = `\`${field}\` means nothing to the strategy "${type}" of a ${output?.kind}`
    return warning('strategy-part-ignored', { field: { path: [...AT, field] } }, message, `remove \`${field}\``)
  })
}
