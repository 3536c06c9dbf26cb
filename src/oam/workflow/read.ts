/** An Application with its policies and workflow → the applications to render: usually one, of the target that is asked for. */
import { isObject } from '../../krm/check.ts'
import { equal } from '../../krm/equal.ts'
import type { KrmResource } from '../../krm/resource.ts'
import { failed, place, type Result, warning } from '../../krm/result.ts'
import { checkShape, isReadable, type ReadOptions } from '../check.ts'
import { specOf } from '../policies/draft.ts'
import { checkPolicy, isPolicy, type Policies, type Policy, readPolicies } from '../policies/policy.ts'
import { readRules } from '../policies/read-rules.ts'
import { checkTopology } from '../policies/topology.ts'
import { RENDERING } from '../policies/types.ts'
import { readApplication } from '../v1beta1.ts'
import { type DraftedVariant, draftVariant, type Read, readVariant } from './application.ts'
import { hasData } from './data.ts'
import { checkDeploys, chooseVariants, namesOf, policiesOf, targetMissing, variantsOf } from './variants.ts'
import { isWorkflow, readWorkflow, type Workflow } from './workflow.ts'

/** What an Application may refer to, for all of them once. */
export function besideApplications(items: readonly KrmResource[]): readonly KrmResource[] {
  return items.filter(
    (item) => isPolicy(item) || isWorkflow(item) || /^(Policy|WorkflowStep)Definition$/.test(item.kind),
  )
}

/**
 * The variants of the target. `items` are what stands beside the Application. Without a target, the only one there is; with `everyVariant`, each that differs from the others.
 * Codes: `target-missing`, `target-ambiguous`, `policy-unused`, and those of policies, workflow and application.
 */
export function readVariants(
  source: KrmResource,
  items: readonly KrmResource[],
  options: ReadOptions,
): readonly Read[] {
  if (isPlain(source)) return [withDependencies(readApplication(source, options))]
  const shape = checkShape('Application', source)
  if (!isReadable(shape)) return [{ results: shape }]
  const policies = readPolicies(source, items)
  const workflow = readWorkflow(source, policies, items, options)
  const checked = [
    ...shape,
    ...policies.results,
    ...checkPolicies(policies, workflow, items, options),
    ...workflow.results,
    ...checkDeploys(workflow, policies),
  ]
  if (failed(checked)) return [{ results: [...checked, ...readApplication(bare(source), options).results] }]
  const { rules, results } = readRules(policies.own)
  const chosen = chooseVariants(variantsOf(workflow, policies), options.target, source)
  if ('result' in chosen) return [{ results: [...checked, chosen.result] }]
  const drafted = distinct(chosen.variants.map((variant) => draftVariant(variant, source, workflow)))
  const isUnsaid = options.target === undefined || !namesOf(chosen.variants).includes(options.target)
  if (drafted.length > 1 && isUnsaid && !options.everyVariant) {
    return [{ results: [...checked, targetMissing(chosen.variants, source)] }]
  }
  const read = drafted.map((one) => readVariant(one, source, options))
  const clusters = drafted.flatMap(({ variant }) => (variant.topology ? checkTopology(variant.topology) : []))
  const objects = workflow.objects.map(({ step, object }) => ({ step, object }))
  return [
    // Who checks every variant has been told before, when one was rendered.
    { results: [...checked, ...results, ...(options.everyVariant ? [] : clusters), ...once(read)] },
    ...read.flatMap(({ application }) => {
      return application ? [{ application: { ...application, rules, objects }, results: [] }] : []
    }),
  ]
}

/** What the components depend on, which is read for its order only. */
function withDependencies(read: Read): Read {
  if (!read.application) return read
  const { application } = read
  const specs = (application.source.spec as { components: readonly { dependsOn?: readonly string[] }[] }).components
  const components = application.components.map((component, i) => {
    const { dependsOn } = specs[i] ?? {}
    return dependsOn ? { ...component, dependsOn } : component
  })
  return { ...read, application: { ...application, components } }
}

/** The names that `target` may have for an Application. */
export function targetsOf(source: KrmResource, items: readonly KrmResource[]): readonly string[] {
  if (isPlain(source) || failed(checkShape('Application', source))) return []
  const policies = readPolicies(source, items)
  return namesOf(variantsOf(readWorkflow(source, policies, items, {}), policies))
}

function isPlain({ spec }: KrmResource): boolean {
  if (!isObject(spec)) return true
  const components = Array.isArray(spec.components) ? spec.components.filter(isObject) : []
  return spec.policies === undefined && spec.workflow === undefined && !components.some(hasData)
}

function bare(source: KrmResource): KrmResource {
  const { policies: _, workflow: __, ...spec } = source.spec as Readonly<Record<string, unknown>>
  return { ...source, spec }
}

/** Each policy that is there or is named once; one that would change the result and that no step takes is reported. */
function checkPolicies(
  policies: Policies,
  workflow: Workflow,
  items: readonly KrmResource[],
  options: ReadOptions,
): readonly Result[] {
  const taken = new Set(workflow.deploys.flatMap((deploy) => policiesOf(deploy, policies)))
  const all = [...new Set([...policies.own, ...taken])]
  return all.flatMap((policy) => [
    ...checkPolicy(policy, items, options),
    ...(RENDERING.some((type) => type === policy.type) && !taken.has(policy) ? [unusedPolicy(policy)] : []),
  ])
}

function unusedPolicy({ name, type, at: { source, path } }: Policy): Result {
  const message = `${type} "${name}" changes nothing, because no deploy step of the workflow names it`
  return warning(
    'policy-unused',
    place(source, path),
    message,
    'name it under `policies` of a deploy step, or remove it',
  )
}

/** Variants that come to the same, such as two clusters without a namespace of their own, are one. */
function distinct(all: readonly DraftedVariant[]): readonly DraftedVariant[] {
  const meaning = ({ drafts, namespace }: DraftedVariant) => ({ namespace, components: drafts.map(specOf) })
  return all.filter((one, i) => all.findIndex((other) => equal(meaning(other), meaning(one))) === i)
}

/** What is wrong with a component is said once, however many variants have it. */
function once(read: readonly Read[]): readonly Result[] {
  const results = read.flatMap((one) => one.results)
  if (read.length < 2) return results
  return results.filter((result, i) => results.findIndex((other) => equal(other, result)) === i)
}
