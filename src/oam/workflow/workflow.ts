/** The workflow of an Application as far as it says what is deployed: its own, one of the package, or KubeVela's default. */
import { describe, type KrmResource } from '../../krm/resource.ts'
import { error, failed, info, type Place, place, type Result, warning } from '../../krm/result.ts'
import { suggest } from '../../schema/nearest.ts'
import type { Properties } from '../application.ts'
import { checkProperties, checkShape, type ReadOptions, suggestOwn } from '../check.ts'
import { checkDependencies } from '../dependencies.ts'
import type { Policies } from '../policies/policy.ts'
import type { Written } from '../policies/written.ts'
import { below, placeOf, type Spot } from '../spot.ts'
import type { Beside } from './beside.ts'
import { DEPLOYING, GROUP, isWatching, OUTDATED_STEPS, stepTypes } from './step-types.ts'

/** A step of type deploy. */
export interface Deploy {
  readonly name: string
  readonly policies: readonly string[]
  readonly at: Spot
}

/** A step of type apply-component. */
export interface AppliedComponent {
  readonly step: string
  readonly component: string
  /** Takes the place of the namespace of everything that the component renders. */
  readonly namespace?: string
  readonly at: Spot
}

/** A step of type apply-object. */
export interface AppliedObject {
  readonly step: string
  readonly object: KrmResource
  readonly at: Spot
}

export interface Workflow {
  readonly deploys: readonly Deploy[]
  readonly components: readonly AppliedComponent[]
  readonly objects: readonly AppliedObject[]
  readonly results: readonly Result[]
}

interface StepSpec {
  readonly name: string
  readonly type: string
  readonly properties?: Properties
  readonly if?: string
  readonly dependsOn?: readonly string[]
  readonly inputs?: readonly object[]
  readonly subSteps?: readonly StepSpec[]
}

interface Step extends StepSpec {
  readonly at: Spot
}

/**
 * Codes: `workflow-unknown`, `workflow-ambiguous`, `workflow-step-unknown`, `workflow-step-unsupported`, `workflow-step-duplicate`, `dependency-unknown`,
 * `dependency-cycle`, `step-runtime-only`, `input-unknown`, `topology-clusters`, `parameter-…`.
 */
export function readWorkflow(written: Written, policies: Policies, beside: Beside, options: ReadOptions): Workflow {
  const found = findSteps(written, beside)
  if ('results' in found) return { deploys: [], components: [], objects: [], results: found.results }
  if (found.steps.length === 0) return { deploys: defaultDeploys(policies), components: [], objects: [], results: [] }
  const steps = found.steps.flatMap(flattened)
  const results = [
    ...checkNames(steps),
    ...checkOrder(steps, written.source),
    ...steps.flatMap((step) => checkStep(step, beside, options)),
  ]
  if (failed(results)) return { deploys: [], components: [], objects: [], results }
  return { ...deployed(steps), results }
}

/** KubeVela `pkg/workflow/step/generator.go`: every override, once for each topology. */
function defaultDeploys({ own }: Policies): readonly Deploy[] {
  const named = (type: string) => own.filter((policy) => policy.type === type)
  const overrides = named('override').map(({ name }) => name)
  const topologies = named('topology')
  const [first] = named('override')
  if (topologies.length === 0) return first ? [{ name: 'deploy', policies: overrides, at: first.at }] : []
  return topologies.map(({ name, at }) => ({ name: `deploy-${name}`, policies: [...overrides, name], at }))
}

function findSteps(
  { source, workflow: at }: Written,
  beside: Beside,
): { readonly steps: readonly Step[] } | { readonly results: readonly Result[] } {
  const { ref, steps = [] } =
    (source.spec as { workflow?: { ref?: string; steps?: readonly StepSpec[] } }).workflow ?? {}
  if (!ref) return { steps: placed(steps, at) }
  if (steps.length > 0) {
    const message = `${describe(source)} takes the workflow "${ref}" and has steps of its own`
    const hint = 'keep `ref` or `steps`'
    return { results: [error('workflow-ambiguous', placeOf(at, 'steps'), message, hint)] }
  }
  const { namespace } = source.metadata
  const named = beside.workflows.find(namespace, ref)
  if (!named) {
    const message = `${describe(source)} takes the workflow "${ref}", which the package does not hold`
    const hint = suggest(
      ref,
      beside.workflows.inNamespace(namespace).map(({ metadata }) => metadata.name ?? ''),
    )
    return { results: [error('workflow-unknown', placeOf(at, 'ref'), message, hint)] }
  }
  const shape = checkShape('Workflow', named)
  if (failed(shape)) return { results: shape }
  return { steps: placed((named as KrmResource & { steps: readonly StepSpec[] }).steps, { source: named, path: [] }) }
}

function placed(steps: readonly StepSpec[], holder: Spot): readonly Step[] {
  return steps.map((step, i) => ({ ...step, at: below(holder, 'steps', i) }))
}

/** A group and what it holds, in order. KubeVela's dry run passes over a deploy in a group; its controller runs it. */
function flattened(step: Step): readonly Step[] {
  const { subSteps = [], at } = step
  return [step, ...subSteps.map((one, i) => ({ ...one, at: below(at, 'subSteps', i) }))]
}

function checkNames(steps: readonly Step[]): readonly Result[] {
  return steps.flatMap(({ name, at: { source, path } }, i) => {
    if (steps.findIndex((one) => one.name === name) === i) return []
    const message = `${describe(source)} has two workflow steps named "${name}"`
    return [
      error('workflow-step-duplicate', place(source, [...path, 'name']), message, 'give each step a name of its own'),
    ]
  })
}

/** Steps wait for other steps, in their group or outside it. */
function checkOrder(steps: readonly Step[], source: KrmResource): readonly Result[] {
  return checkDependencies(steps, {
    what: 'workflow step',
    holder: describe(source),
    at: (i, j) => {
      const { at } = steps[i] as Step
      return place(at.source, [...at.path, 'dependsOn', j])
    },
  })
}

function checkStep(step: Step, beside: Beside, options: ReadOptions): readonly Result[] {
  const { name, type, properties, at } = step
  const { source, path } = at
  if (DEPLOYING.includes(type))
    return [...checkCondition(step), ...checkInputs(step), ...checkDeploying(step, options), ...checkCluster(step)]
  const what = `workflow step "${name}" of type "${type}"`
  if (type === GROUP) return step.subSteps?.some((one) => DEPLOYING.includes(one.type)) ? checkCondition(step) : []
  const isKnown = beside.stepTypes.has(type) || stepTypes.includes(type)
  if (!isKnown) return [unknownStep(what, type, place(source, [...path, 'type']))]
  const report = isWatching(type) ? info : warning
  const hint =
    isWatching(type) || !properties ? undefined : 'what it would do must be done where the manifests are deployed from'
  return [
    report('step-runtime-only', place(source, path), `${what} runs in a cluster only and changes no manifest`, hint),
  ]
}

function unknownStep(what: string, type: string, at: Place): Result {
  const outdated = Object.hasOwn(OUTDATED_STEPS, type) ? OUTDATED_STEPS[type] : undefined
  if (outdated) return error('workflow-step-unsupported', at, `${what}, which KubeVela has given up`, outdated)
  const hint = suggestOwn(type, stepTypes, 'WorkflowStepDefinition')
  return error('workflow-step-unknown', at, `${what}: the type is not known`, hint)
}

/** A condition on a step that deploys is decided in a cluster; the manifests are those of the case that it holds. */
function checkCondition({ name, if: condition, at: { source, path } }: Step): readonly Result[] {
  if (condition === undefined) return []
  const message = `workflow step "${name}": \`if\` is decided in a cluster; the step is taken to run`
  return [warning('step-runtime-only', place(source, [...path, 'if']), message)]
}

/** What other steps hand over would change what is deployed. */
function checkInputs({ name, inputs = [], at: { source, path } }: Step): readonly Result[] {
  if (inputs.length === 0) return []
  const message = `workflow step "${name}" takes \`inputs\` from other steps, which are known in a cluster only`
  const hint = 'write the values into the `properties` of the step'
  return [error('input-unknown', place(source, [...path, 'inputs']), message, hint)]
}

function checkCluster({ name, properties, at: { source, path } }: Step): readonly Result[] {
  if (!properties?.cluster) return []
  const message = `workflow step "${name}": to which clusters the manifests go is decided where they are deployed from`
  return [info('topology-clusters', place(source, [...path, 'properties', 'cluster']), message)]
}

/** KubeVela panics at a deploy without properties. */
function checkDeploying(
  { name, type, properties, at: { source, path } }: Step,
  options: ReadOptions,
): readonly Result[] {
  if (type === 'deploy' && properties === undefined) {
    const message = `workflow step "${name}" of type "deploy" has no properties`
    return [
      error('parameter-missing', place(source, path), message, 'write `properties: {}` to deploy without policies'),
    ]
  }
  const strict = type === 'deploy' ? { ...options, allowUndeclaredParameters: false } : options
  return checkProperties(type, properties, source, [...path, 'properties'], strict)
}

function deployed(steps: readonly Step[]): Omit<Workflow, 'results'> {
  const ofType = (type: string) => steps.filter((step) => step.type === type)
  return {
    deploys: ofType('deploy').map(({ name, properties, at }) => {
      const { policies = [] } = properties as { readonly policies?: readonly string[] }
      return { name, policies, at }
    }),
    components: ofType('apply-component').map(({ name, properties, at }) => {
      const { component, namespace } = properties as { readonly component: string; readonly namespace?: string }
      return { step: name, component, at, ...(namespace ? { namespace } : {}) }
    }),
    objects: ofType('apply-object').map(({ name, properties, at }) => {
      const { value } = properties as { readonly value: KrmResource }
      return { step: name, object: value, at }
    }),
  }
}
