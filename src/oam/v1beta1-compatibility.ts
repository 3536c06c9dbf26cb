/**
 * `appliesToWorkloads` and `conflictsWith` for Applications, where a TraitDefinition of the package declares them.
 * KubeVela before 1.11 ignores both (kubevela#5754, #7294); a rule that somebody wrote down is meant.
 */
import { isObject } from '../krm/check.ts'
import { getIn } from '../krm/field-path.ts'
import { type KrmResource, labelsOf } from '../krm/resource.ts'
import { place, type Result } from '../krm/result.ts'
import type { Application, Component } from './application.ts'
import { checkCompatibility, type TraitName, type WorkloadName } from './compatibility.ts'
import type { Kind } from './custom-kinds.ts'
import type { Definitions } from './v1alpha2-definitions.ts'

/** What the built-in component types render. */
const BUILT_IN: Readonly<Record<string, string>> = {
  'cron-task': 'cronjobs.batch',
  daemon: 'daemonsets.apps',
  statefulset: 'statefulsets.apps',
  task: 'jobs.batch',
  webservice: 'deployments.apps',
  worker: 'deployments.apps',
}

export function checkTraits(
  { source, components }: Application,
  componentDefinitions: ReadonlyMap<string, KrmResource>,
  definitions: Definitions,
): readonly Result[] {
  if (source.kind !== 'Application' || definitions.traits.size === 0) return []
  return components.flatMap((component) => {
    const traits = component.traits.map(({ type, path }): TraitName => {
      const definition = definitions.traits.get(type)
      const labels = definition ? labelsOf(definition.resource) : {}
      const crd = definition?.definitionRef?.name ?? type
      return { name: type, crd, labels, at: place(source, path), ...(definition ? { definition } : {}) }
    })
    return checkCompatibility(component.name, workloadName(component, componentDefinitions, definitions), traits)
  })
}

/** Undefined for a type whose workload only its rendering tells. */
function workloadName(
  { type }: Component,
  componentDefinitions: ReadonlyMap<string, KrmResource>,
  { kinds }: Definitions,
): WorkloadName | undefined {
  const definition = componentDefinitions.get(type)
  const kind = kindOf(getIn(definition, ['spec', 'workload', 'definition']))
  const named = getIn(definition, ['spec', 'workload', 'type'])
  const crd = kind
    ? kinds.definitionName(kind)
    : (named ?? (Object.hasOwn(BUILT_IN, type) ? BUILT_IN[type] : undefined))
  if (typeof crd !== 'string' || crd === 'autodetects.core.oam.dev') return undefined
  return { name: type, crd, ...(kind ? { gvk: `${kind.apiVersion}.${kind.kind}` } : {}) }
}

/** Undefined for what names no kind; a definition that is broken is reported where it is read. */
function kindOf(value: unknown): Kind | undefined {
  if (!isObject(value)) return undefined
  const { apiVersion, kind } = value
  return typeof apiVersion === 'string' && typeof kind === 'string' && kind !== '' ? { apiVersion, kind } : undefined
}
