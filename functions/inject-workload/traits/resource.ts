/** `resource`: processor time and memory of the first container, which is the component's. */
import { isObject } from '../../../src/krm/check.ts'
import { getIn } from '../../../src/krm/field-path.ts'
import type { Context, Evaluate, Evaluation } from '../../../src/oam/definition.ts'
import { keyed, retained } from '../../../src/oam/patch/strategy.ts'
import { patchPods } from '../containers.ts'

interface Amount {
  readonly cpu?: number | string
  readonly memory?: string
}

interface Parameters extends Amount {
  readonly requests?: Amount
  readonly limits?: Amount
}

export const resource: Evaluate = (parameters, context) =>
  patchAnyPods(context, { containers: keyed('name', [{ resources: resources(parameters as Parameters) }]) })

/** `cpu` and `memory` stand for both requests and limits, but only together, and only without these. */
function resources({ cpu, memory, requests, limits }: Parameters): object {
  if (requests || limits) return { requests: requests && amount(requests), limits: limits && amount(limits) }
  if (cpu === undefined || memory === undefined) return {}
  return { requests: amount({ cpu, memory }), limits: amount({ cpu, memory }) }
}

function amount({ cpu = 1, memory = '2048Mi' }: Amount): unknown {
  return retained({ cpu, memory })
}

/** Those of a CronJob too. */
function patchAnyPods(context: Context, spec: Record<string, unknown>): Evaluation {
  if (!isObject(getIn(context.output, ['spec', 'jobTemplate']))) return patchPods(context, spec)
  return { patch: { type: 'unify', value: { spec: { jobTemplate: { spec: { template: { spec } } } } } } }
}
