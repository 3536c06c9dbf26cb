/** What is wrong with the steps of a workflow, and what they would do that only a cluster can. */
import { describe, type KrmResource } from '../../krm/resource.ts'
import { error, info, type Result, warning } from '../../krm/result.ts'
import { checkProperties, type ReadOptions, suggestOwn } from '../check.ts'
import { checkDependencies } from '../dependencies.ts'
import { below, placeOf } from '../spot.ts'
import type { Beside } from './beside.ts'
import { DEPLOYING, GROUP, isWatching, OUTDATED_STEPS, stepTypes } from './step-types.ts'
import type { Step } from './steps.ts'

/**
 * Codes: `workflow-step-unknown`, `workflow-step-unsupported`, `workflow-step-duplicate`, `dependency-unknown`, `dependency-cycle`,
 * `step-runtime-only`, `input-unknown`, `topology-clusters`, `parameter-…`.
 */
export function checkSteps(
  steps: readonly Step[],
  source: KrmResource,
  beside: Beside,
  options: ReadOptions,
): readonly Result[] {
  return [
    ...checkNames(steps),
    ...checkOrder(steps, source),
    ...steps.flatMap((step) => checkStep(step, beside, options)),
  ]
}

function checkNames(steps: readonly Step[]): readonly Result[] {
  return steps.flatMap(({ name, at }, i) => {
    if (steps.findIndex((one) => one.name === name) === i) return []
    const message = `${describe(at.source)} has two workflow steps named "${name}"`
    return [error('workflow-step-duplicate', placeOf(at, 'name'), message, 'give each step a name of its own')]
  })
}

/** Steps wait for other steps, in their group or outside it. */
function checkOrder(steps: readonly Step[], source: KrmResource): readonly Result[] {
  return checkDependencies(steps, {
    what: 'workflow step',
    holder: describe(source),
    at: (i, j) => placeOf((steps[i] as Step).at, 'dependsOn', j),
  })
}

function checkStep(step: Step, beside: Beside, options: ReadOptions): readonly Result[] {
  const { type, subSteps = [] } = step
  if (DEPLOYING.includes(type)) return checkDeploying(step, options)
  if (type === GROUP) return subSteps.some((one) => DEPLOYING.includes(one.type)) ? checkCondition(step) : []
  const isKnown = beside.stepTypes.has(type) || stepTypes.includes(type)
  return [isKnown ? runtimeOnly(step) : unknownType(step)]
}

function checkDeploying(step: Step, options: ReadOptions): readonly Result[] {
  return [...checkCondition(step), ...checkInputs(step), ...checkParameters(step, options), ...checkCluster(step)]
}

/** A condition on a step that deploys is decided in a cluster; the manifests are those of the case that it holds. */
function checkCondition({ name, if: condition, at }: Step): readonly Result[] {
  if (condition === undefined) return []
  const message = `workflow step "${name}": \`if\` is decided in a cluster; the step is taken to run`
  return [warning('step-runtime-only', placeOf(at, 'if'), message)]
}

/** What other steps hand over would change what is deployed. */
function checkInputs({ name, inputs = [], at }: Step): readonly Result[] {
  if (inputs.length === 0) return []
  const message = `workflow step "${name}" takes \`inputs\` from other steps, which are known in a cluster only`
  const hint = 'write the values into the `properties` of the step'
  return [error('input-unknown', placeOf(at, 'inputs'), message, hint)]
}

/** KubeVela panics at a deploy without properties. */
function checkParameters({ name, type, properties, at }: Step, options: ReadOptions): readonly Result[] {
  if (type === 'deploy' && properties === undefined) {
    const message = `workflow step "${name}" of type "deploy" has no properties`
    const hint = 'write `properties: {}` to deploy without policies'
    return [error('parameter-missing', placeOf(at), message, hint)]
  }
  const { source, path } = below(at, 'properties')
  const strict = type === 'deploy' ? { ...options, allowUndeclaredParameters: false } : options
  return checkProperties(type, properties, source, path, strict)
}

function checkCluster({ name, properties, at }: Step): readonly Result[] {
  if (!properties?.cluster) return []
  const message = `workflow step "${name}": to which clusters the manifests go is decided where they are deployed from`
  return [info('topology-clusters', placeOf(at, 'properties', 'cluster'), message)]
}

function runtimeOnly(step: Step): Result {
  const at = placeOf(step.at)
  const message = `${titleOf(step)} runs in a cluster only and changes no manifest`
  if (isWatching(step.type)) return info('step-runtime-only', at, message)
  const hint = step.properties && 'what it would do must be done where the manifests are deployed from'
  return warning('step-runtime-only', at, message, hint)
}

function unknownType(step: Step): Result {
  const { type } = step
  const at = placeOf(step.at, 'type')
  const outdated = Object.hasOwn(OUTDATED_STEPS, type) ? OUTDATED_STEPS[type] : undefined
  if (outdated) return error('workflow-step-unsupported', at, `${titleOf(step)}, which KubeVela has given up`, outdated)
  const hint = suggestOwn(type, stepTypes, 'WorkflowStepDefinition')
  return error('workflow-step-unknown', at, `${titleOf(step)}: the type is not known`, hint)
}

function titleOf({ name, type }: Step): string {
  return `workflow step "${name}" of type "${type}"`
}
