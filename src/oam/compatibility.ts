/**
 * Which traits fit a component: `appliesToWorkloads` and `conflictsWith` of TraitDefinitions.
 * oam-kubernetes-runtime and KubeVela up to 1.8 check ApplicationConfigurations by them, KubeVela after 1.11 Applications
 * (`pkg/webhook/…/applicationconfiguration/validating_handler.go`). Every violation is reported, not the first alone.
 */
import { LABEL_SELECTOR_HINT, LabelSelectorError, parseLabelSelector } from '../krm/label-selector.ts'
import { describe, type KrmResource, type StringMap } from '../krm/resource.ts'
import { error, type Place, place, type Result } from '../krm/result.ts'

/** The workload of a component, as a rule may name it. */
export interface WorkloadName {
  /** The workload's definition or component type. */
  readonly name: string
  /** `<plural>.<group>` */
  readonly crd: string
  /** `<apiVersion>.<Kind>`, the form of the OAM specification's examples, which the runtimes never understood. */
  readonly gvk?: string
}

export interface TraitName {
  /** The TraitDefinition's name, or the trait type where there is no definition. */
  readonly name: string
  readonly crd: string
  readonly labels: StringMap
  readonly at: Place
  readonly definition?: Rules
}

interface Rules {
  readonly resource: KrmResource
  readonly appliesToWorkloads?: readonly string[]
  readonly conflictsWith?: readonly string[]
}

/** Codes: `trait-not-applicable`, `trait-conflict`, `definition-invalid`. A workload that nobody knows before it runs fits every trait. */
export function checkCompatibility(
  component: string,
  workload: WorkloadName | undefined,
  traits: readonly TraitName[],
): readonly Result[] {
  const misfits = workload ? traits.flatMap((trait) => checkApplies(component, workload, trait)) : []
  return [...misfits, ...traits.flatMap((trait) => checkConflicts(component, trait, traits))]
}

function checkApplies(
  component: string,
  workload: WorkloadName,
  { name, at, definition }: TraitName,
): readonly Result[] {
  const rules = definition?.appliesToWorkloads ?? []
  if (rules.length === 0 || rules.some((rule) => applies(rule, workload))) return []
  const list = rules.map((rule) => `"${rule}"`).join(', ')
  const message = `the trait "${name}" cannot apply to the workload "${workload.name}" of component "${component}", only to ${list}`
  return [error('trait-not-applicable', at, message, 'remove the trait, or use a workload that it is made for')]
}

function applies(rule: string, { name, crd, gvk }: WorkloadName): boolean {
  return rule === '*' || (rule.startsWith('*.') ? groupOf(crd) === rule.slice(2) : [crd, name, gvk].includes(rule))
}

/** `deployments.apps` is of the group `apps`. */
function groupOf(crd: string): string {
  const dot = crd.indexOf('.')
  return dot < 0 ? '' : crd.slice(dot + 1)
}

function checkConflicts(component: string, trait: TraitName, all: readonly TraitName[]): readonly Result[] {
  const others = all.filter(({ name }) => name !== trait.name)
  return (trait.definition?.conflictsWith ?? []).flatMap((rule, i) => {
    try {
      const conflicts = conflictsWith(rule)
      return others.filter(conflicts).map((other) => {
        const message = `the traits "${trait.name}" and "${other.name}" of component "${component}" exclude each other: "${trait.name}" conflicts with "${rule}"`
        return error('trait-conflict', trait.at, message, 'remove one of the two')
      })
    } catch (cause) {
      if (!(cause instanceof LabelSelectorError)) throw cause
      return [invalidRule(trait.definition as Rules, i, cause.message)]
    }
  })
}

const SELECTOR = 'labelSelector:'

/** Throws LabelSelectorError. */
function conflictsWith(rule: string): (other: TraitName) => boolean {
  if (rule === '*') return () => true
  if (rule.startsWith('*.')) return ({ crd }) => groupOf(crd) === rule.slice(2)
  if (!rule.startsWith(SELECTOR)) return ({ name, crd }) => rule === name || rule === crd
  const selects = parseLabelSelector(rule.slice(SELECTOR.length))
  return ({ labels }) => selects(labels)
}

function invalidRule({ resource }: Rules, i: number, problem: string): Result {
  const at = place(resource, ['spec', 'conflictsWith', i])
  return error('definition-invalid', at, `${describe(resource)}: \`conflictsWith\`: ${problem}`, LABEL_SELECTOR_HINT)
}
