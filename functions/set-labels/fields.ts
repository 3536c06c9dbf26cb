/**
 * Where labels stand; the catalogue's set-labels v0.2 (`setlabels/transformer.go`). With `create` a label is added, without it only
 * replaced. A template that is not there is not made: `template[]` says so.
 */
import type { FieldSpec } from '../../src/krm/field-spec.ts'
import { group, type KrmResource } from '../../src/krm/resource.ts'

const WORKLOADS: readonly Pick<FieldSpec, 'kind' | 'group'>[] = [
  { kind: 'Deployment' },
  { kind: 'ReplicaSet' },
  { kind: 'DaemonSet' },
  { kind: 'StatefulSet', group: 'apps' },
]

function pods(template: string): readonly Pick<FieldSpec, 'path' | 'create'>[] {
  return [
    { path: `${template}[]/metadata/labels`, create: true },
    { path: `${template}/spec/topologySpreadConstraints[]/labelSelector/matchLabels` },
  ]
}

const EVERYWHERE: readonly FieldSpec[] = [
  { path: 'metadata/labels', create: true },
  ...WORKLOADS.map((of) => ({ ...of, path: 'spec/selector/matchLabels', create: true })),
  ...[...WORKLOADS, { kind: 'Job', group: 'batch' }].flatMap((of) =>
    pods('spec/template').map((at) => ({ ...of, ...at })),
  ),
  { kind: 'StatefulSet', group: 'apps', path: 'spec/volumeClaimTemplates[]/metadata/labels', create: true },
  { kind: 'Job', group: 'batch', path: 'spec/selector/matchLabels' },
  { kind: 'CronJob', group: 'batch', path: 'spec/jobTemplate[]/metadata/labels', create: true },
  { kind: 'CronJob', group: 'batch', path: 'spec/jobTemplate/spec/selector/matchLabels' },
  ...pods('spec/jobTemplate/spec/template').map((at) => ({ kind: 'CronJob', group: 'batch', ...at })),
  { kind: 'PodDisruptionBudget', group: 'policy', path: 'spec/selector/matchLabels' },
  { kind: 'NetworkPolicy', group: 'networking.k8s.io', path: 'spec/podSelector/matchLabels' },
  { kind: 'NetworkPolicy', group: 'networking.k8s.io', path: 'spec/ingress[]/from[]/podSelector/matchLabels' },
  { kind: 'NetworkPolicy', group: 'networking.k8s.io', path: 'spec/egress[]/to[]/podSelector/matchLabels' },
]

/** Kinds of the core group; others with their names, as Knative's Service, select nothing. */
const CORE: readonly FieldSpec[] = [
  { kind: 'Service', path: 'spec/selector', create: true },
  { kind: 'ReplicationController', path: 'spec/selector', create: true },
  ...pods('spec/template').map((at) => ({ kind: 'ReplicationController', ...at })),
]

const IN_CORE: readonly FieldSpec[] = [...EVERYWHERE, ...CORE]

export function labelFields(resource: KrmResource): readonly FieldSpec[] {
  return group(resource.apiVersion) === '' ? IN_CORE : EVERYWHERE
}
