/** A trait of an application, written as a Trait resource. */
import { formatFieldPath } from '../../krm/field-path.ts'
import { boundedName } from '../../krm/name.ts'
import { originOf } from '../../krm/origin.ts'
import { type KrmResource, LOCAL_CONFIG, type StringMap } from '../../krm/resource.ts'
import type { Application, Component, TraitUse } from '../application.ts'
import { API_VERSION, KIND, type SourceRef, type TraitSpec, type WorkloadRef } from './resource.ts'

export interface TraitDraft {
  readonly application: Application
  readonly component: Component
  readonly trait: TraitUse
  /** Tells several traits of one type on one component apart, from 0. */
  readonly ordinal: number
  readonly workload: KrmResource
  /** What everything rendered for the trait will inherit. */
  readonly inherited: { readonly labels: StringMap; readonly annotations: StringMap }
  readonly podSpecPath?: string | undefined
}

export function writeTrait(draft: TraitDraft): KrmResource {
  const { application, component, trait, ordinal, inherited } = draft
  const { source, name, namespace } = application
  const suffix = ordinal === 0 ? '' : `-${ordinal + 1}`
  const origin = originOf('expand-components', `${source.kind}/${name}/${component.name}/${trait.type}`)
  const spec: TraitSpec = {
    type: trait.type,
    properties: trait.properties,
    workloadRef: workloadRef(draft),
    sourceRef: sourceRef(draft),
  }
  return {
    apiVersion: API_VERSION,
    kind: KIND,
    metadata: {
      name: boundedName(`${component.name}-${trait.type.toLowerCase()}${suffix}`),
      ...(namespace ? { namespace } : {}),
      labels: inherited.labels,
      annotations: { ...inherited.annotations, [LOCAL_CONFIG]: 'true', ...origin },
    },
    spec,
  }
}

function workloadRef({ application, workload, podSpecPath }: TraitDraft): WorkloadRef {
  const { name, namespace } = workload.metadata
  return {
    apiVersion: workload.apiVersion,
    kind: workload.kind,
    name: name as string,
    ...(namespace === application.namespace ? {} : { namespace: namespace ?? '' }),
    ...(podSpecPath ? { podSpecPath } : {}),
  }
}

function sourceRef({ application: { source, name }, trait: { path, position } }: TraitDraft): SourceRef {
  return {
    apiVersion: source.apiVersion,
    kind: source.kind,
    name,
    fieldPath: formatFieldPath(path),
    ...(position ? { position: formatFieldPath(position) } : {}),
  }
}
