/** The workflow of an Application as far as it says what is deployed: its own, one of the package, or KubeVela's default. */
import type { KrmResource } from '../../krm/resource.ts'
import { failed, type Result } from '../../krm/result.ts'
import type { ReadOptions } from '../check.ts'
import type { Policies } from '../policies/policy.ts'
import type { Written } from '../policies/written.ts'
import type { Spot } from '../spot.ts'
import type { Beside } from './beside.ts'
import { checkSteps } from './check-steps.ts'
import { readSteps, type Step } from './steps.ts'

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
}

export interface Workflow {
  readonly deploys: readonly Deploy[]
  readonly components: readonly AppliedComponent[]
  readonly objects: readonly AppliedObject[]
  readonly results: readonly Result[]
}

const NOTHING = { deploys: [], components: [], objects: [] }

/** Codes: those of `readSteps` and `checkSteps`. */
export function readWorkflow(written: Written, policies: Policies, beside: Beside, options: ReadOptions): Workflow {
  const read = readSteps(written, beside)
  if ('results' in read) return { ...NOTHING, results: read.results }
  const { steps } = read
  if (steps.length === 0) return { ...NOTHING, deploys: defaultDeploys(policies), results: [] }
  const results = checkSteps(steps, written.source, beside, options)
  return failed(results) ? { ...NOTHING, results } : { ...deployed(steps), results }
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

function deployed(steps: readonly Step[]): Omit<Workflow, 'results'> {
  const ofType = (type: string) => steps.filter((step) => step.type === type)
  return {
    deploys: ofType('deploy').map(asDeploy),
    components: ofType('apply-component').map(asComponent),
    objects: ofType('apply-object').map(asObject),
  }
}

function asDeploy({ name, properties, at }: Step): Deploy {
  const { policies = [] } = properties as { readonly policies?: readonly string[] }
  return { name, policies, at }
}

function asComponent({ name, properties, at }: Step): AppliedComponent {
  const { component, namespace } = properties as { readonly component: string; readonly namespace?: string }
  return { step: name, component, at, ...(namespace ? { namespace } : {}) }
}

function asObject({ name, properties }: Step): AppliedObject {
  const { value } = properties as { readonly value: KrmResource }
  return { step: name, object: value }
}
