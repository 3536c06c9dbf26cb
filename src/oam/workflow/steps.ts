/** The steps of a workflow, each where it is written: in the Application, or in the Workflow of the package that it names. */
import { describe, type KrmResource, ownNamespace } from '../../krm/resource.ts'
import { error, failed, type Result } from '../../krm/result.ts'
import { suggest } from '../../schema/nearest.ts'
import type { Properties } from '../application.ts'
import { checkShape } from '../check.ts'
import type { Written } from '../policies/written.ts'
import { below, placeOf, type Spot } from '../spot.ts'
import type { Beside } from './beside.ts'

interface StepSpec {
  readonly name: string
  readonly type: string
  readonly properties?: Properties
  readonly if?: string
  readonly dependsOn?: readonly string[]
  readonly inputs?: readonly object[]
  readonly subSteps?: readonly StepSpec[]
}

export interface Step extends StepSpec {
  readonly at: Spot
}

interface WorkflowSpec {
  readonly ref?: string
  readonly steps?: readonly StepSpec[]
}

/** A group stands before what it holds. Codes: `workflow-ambiguous`, `workflow-unknown`, and those of a Workflow's shape. */
export function readSteps(
  { source, workflow: at }: Written,
  { workflows }: Beside,
): { readonly steps: readonly Step[] } | { readonly results: readonly Result[] } {
  const { ref, steps = [] } = (source.spec as { readonly workflow?: WorkflowSpec }).workflow ?? {}
  if (!ref) return { steps: placed(steps, at) }
  const taken = `${describe(source)} takes the workflow "${ref}"`
  if (steps.length > 0) return { results: [ambiguous(taken, at)] }
  const namespace = ownNamespace(source)
  const named = workflows.find(namespace, ref)
  if (!named) return { results: [missing(taken, ref, at, workflows.inNamespace(namespace))] }
  const shape = checkShape('Workflow', named)
  return failed(shape) ? { results: shape } : { steps: stepsOf(named) }
}

function ambiguous(taken: string, at: Spot): Result {
  const message = `${taken} and has steps of its own`
  return error('workflow-ambiguous', placeOf(at, 'steps'), message, 'keep `ref` or `steps`')
}

function missing(taken: string, ref: string, at: Spot, workflows: readonly KrmResource[]): Result {
  const message = `${taken}, which the package does not hold`
  const names = workflows.map(({ metadata }) => metadata.name ?? '')
  return error('workflow-unknown', placeOf(at, 'ref'), message, suggest(ref, names))
}

/** A Workflow has its steps at its root. */
function stepsOf(workflow: KrmResource): readonly Step[] {
  const { steps } = workflow as KrmResource & { readonly steps: readonly StepSpec[] }
  return placed(steps, { source: workflow, path: [] })
}

function placed(steps: readonly StepSpec[], holder: Spot): readonly Step[] {
  return steps.flatMap((step, i) => withSubSteps({ ...step, at: below(holder, 'steps', i) }))
}

/** KubeVela's dry run passes over a deploy in a group; its controller runs it. */
function withSubSteps(step: Step): readonly Step[] {
  const { subSteps = [], at } = step
  return [step, ...subSteps.map((one, i) => ({ ...one, at: below(at, 'subSteps', i) }))]
}
