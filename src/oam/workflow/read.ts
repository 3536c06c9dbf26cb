/** An Application with its policies and workflow → the applications to render: usually one, of the target that is asked for. */
import { isObject } from '../../krm/check.ts'
import { equal } from '../../krm/equal.ts'
import { failed, type Result, warning } from '../../krm/result.ts'
import type { PolicyUse } from '../application.ts'
import { checkShape, isReadable, type ReadOptions } from '../check.ts'
import { specOf } from '../policies/draft.ts'
import { checkPolicy, type Policies, type Policy, readPolicies, resolvePolicy } from '../policies/policy.ts'
import { readRules } from '../policies/read-rules.ts'
import { checkTopology } from '../policies/topology.ts'
import { RENDERING } from '../policies/types.ts'
import { hasOwnComponents, relocated, type Written } from '../policies/written.ts'
import { placeOf } from '../spot.ts'
import { readApplication } from '../v1beta1.ts'
import { type Read, readVariant, withDependencies } from './application.ts'
import type { Beside } from './beside.ts'
import { hasData } from './data.ts'
import { type DraftedVariant, draftVariant } from './draft-variant.ts'
import {
  checkDeploys,
  chooseVariants,
  namesOf,
  policiesOf,
  targetMissing,
  type Variant,
  variantsOf,
} from './variants.ts'
import { readWorkflow, type Workflow } from './workflow.ts'

/**
 * The variants of the target. Without a target, the only one there is; with `everyVariant`, each that differs from the others.
 * Codes: `target-missing`, `target-ambiguous`, `policy-unused`, and those of policies, workflow and application.
 */
export function readVariants(written: Written, beside: Beside, options: ReadOptions): readonly Read[] {
  const { source } = written
  if (isPlain(written)) return [withDependencies(readApplication(source, options))]
  const shape = checkShape('Application', source)
  if (!isReadable(shape)) return [{ results: shape }]
  const policies = readPolicies(written, beside)
  const workflow = readWorkflow(written, policies, beside, options)
  const checked = [
    ...shape,
    ...policies.results,
    ...checkPolicies(policies, workflow, options),
    ...workflow.results,
    ...checkDeploys(workflow, policies),
  ]
  if (failed(checked)) return [{ results: [...checked, ...readBare(written, options)] }]
  const chosen = draftChosen(written, policies, workflow, options)
  const read = chosen.drafted.map((one) => readVariant(one, written, options))
  const others = chosen.others.map((one) => readVariant(one, written, withoutRendering(options)))
  const { rules, results } = readRules(policies.own)
  const said = { rules, objects: workflow.objects, policies: renderingPolicies(policies, workflow, options) }
  return [
    {
      results: [
        ...checked,
        ...results,
        ...clustersOf(chosen.drafted, options),
        ...once([...read, ...others]),
        ...chosen.results,
      ],
    },
    ...read.flatMap(({ application }) => {
      return application ? [{ application: { ...application, ...said }, results: [] }] : []
    }),
  ]
}

interface Chosen {
  readonly drafted: readonly DraftedVariant[]
  /** What is not rendered, and only checked: a mistake in one variant is found whichever is rendered. */
  readonly others: readonly DraftedVariant[]
  /** Why none could be chosen. */
  readonly results: readonly Result[]
}

/** The variants of the target, or the result that says which targets there are. */
function draftChosen(
  written: Written,
  policies: Policies,
  workflow: Workflow,
  { target, everyVariant }: ReadOptions,
): Chosen {
  const all = variantsOf(workflow, policies)
  const draft = (variants: readonly Variant[]) => variants.map((variant) => draftVariant(variant, written, workflow))
  const none = (result: Result) => ({ drafted: [], others: distinct(draft(all)), results: [result] })
  const chosen = chooseVariants(all, target, written.source)
  if ('result' in chosen) return none(chosen.result)
  const { variants } = chosen
  const drafted = distinct(draft(variants))
  const isSaid = target !== undefined && namesOf(variants).includes(target)
  if (drafted.length > 1 && !everyVariant && !isSaid) return none(targetMissing(variants, written.source))
  const others = distinct([...drafted, ...draft(all.filter((one) => !variants.includes(one)))]).slice(drafted.length)
  return { drafted, others, results: [] }
}

/** What is only checked passes no values on. */
function withoutRendering({ render: _, ...options }: ReadOptions): ReadOptions {
  return options
}

/** Who checks every variant has been told before, when one was rendered. */
function clustersOf(drafted: readonly DraftedVariant[], { everyVariant }: ReadOptions): readonly Result[] {
  if (everyVariant) return []
  return drafted.flatMap(({ variant }) => (variant.topology ? checkTopology(variant.topology) : []))
}

/** The names that `target` may have for an Application; undefined where it is too broken to say. */
export function targetsOf(written: Written, beside: Beside, options: ReadOptions): readonly string[] | undefined {
  if (isPlain(written)) return []
  if (!isReadable(checkShape('Application', written.source))) return undefined
  const policies = readPolicies(written, beside)
  const workflow = readWorkflow(written, policies, beside, options)
  return failed(workflow.results) ? undefined : namesOf(variantsOf(workflow, policies))
}

function isPlain(written: Written): boolean {
  const { spec } = written.source
  if (!isObject(spec)) return true
  if (!hasOwnComponents(written)) return false
  const components = Array.isArray(spec.components) ? spec.components.filter(isObject) : []
  return spec.policies === undefined && spec.workflow === undefined && !components.some(hasData)
}

/** What can be said of the components whatever the policies do. */
function readBare(written: Written, options: ReadOptions): readonly Result[] {
  const { policies: _, workflow: __, ...spec } = written.source.spec as Readonly<Record<string, unknown>>
  const { results } = readApplication({ ...written.source, spec }, options)
  return results.map((result) => relocated(result, written))
}

/** Each policy that is there or is named once; one that would change the result and that no step takes is reported. */
function checkPolicies(policies: Policies, workflow: Workflow, options: ReadOptions): readonly Result[] {
  const taken = takenBy(workflow, policies)
  return usedPolicies(policies, workflow).flatMap((policy) => [
    ...checkPolicy(policy, options),
    ...(RENDERING.some((type) => type === policy.type) && !taken.has(policy) ? [unusedPolicy(policy)] : []),
  ])
}

function takenBy(workflow: Workflow, policies: Policies): ReadonlySet<Policy> {
  return new Set(workflow.deploys.flatMap((deploy) => policiesOf(deploy, policies)))
}

/** The Application's own, and those beside it that a step names. */
function usedPolicies(policies: Policies, workflow: Workflow): readonly Policy[] {
  return [...new Set([...policies.own, ...takenBy(workflow, policies)])]
}

/** Whichever variant is rendered: KubeVela applies what a policy renders before its workflow begins. */
function renderingPolicies(policies: Policies, workflow: Workflow, options: ReadOptions): readonly PolicyUse[] {
  return usedPolicies(policies, workflow).flatMap((policy) => {
    const { name: type, definition } = resolvePolicy(policy, options)
    if (!definition || definition.scope) return []
    return [{ name: policy.name, type, definition, properties: policy.properties ?? {} }]
  })
}

function unusedPolicy({ name, type, at }: Policy): Result {
  const message = `${type} "${name}" changes nothing, because no deploy step of the workflow names it`
  return warning('policy-unused', placeOf(at), message, 'name it under `policies` of a deploy step, or remove it')
}

/** Variants that come to the same, such as two clusters without a namespace of their own, are one. */
function distinct(all: readonly DraftedVariant[]): readonly DraftedVariant[] {
  if (all.length < 2) return all
  const meaning = ({ drafts, namespace }: DraftedVariant) => ({ namespace, components: drafts.map(specOf) })
  return all.filter((one, i) => all.findIndex((other) => equal(meaning(other), meaning(one))) === i)
}

/** What is wrong with a component is said once, however many variants have it. */
function once(read: readonly Read[]): readonly Result[] {
  const results = read.flatMap((one) => one.results)
  if (read.length < 2) return results
  return results.filter((result, i) => results.findIndex((other) => equal(other, result)) === i)
}
