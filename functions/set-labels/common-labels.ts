/** Where kustomize's common labels go; `api/konfig/builtinpluginconsts/commonlabels.go`. */
import type { FieldSpec } from '../../src/krm/field-spec.ts'
import { group, type KrmResource } from '../../src/krm/resource.ts'

const PODS = 'spec/template'

const created = (path: string): FieldSpec => ({ path, create: true })
const present = (path: string): FieldSpec => ({ path })

const WORKLOAD = [created('spec/selector/matchLabels'), created(`${PODS}/metadata/labels`)]

const AFFINITIES = ['podAffinity', 'podAntiAffinity'].flatMap((affinity) => [
  present(
    `${PODS}/spec/affinity/${affinity}/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm/labelSelector/matchLabels`,
  ),
  present(`${PODS}/spec/affinity/${affinity}/requiredDuringSchedulingIgnoredDuringExecution/labelSelector/matchLabels`),
])
const SPREADING = [...AFFINITIES, present(`${PODS}/spec/topologySpreadConstraints/labelSelector/matchLabels`)]

const SELECTING = [created('spec/selector')]

/** By group and kind; `*` is any group. */
const FIELDS: Readonly<Record<string, readonly FieldSpec[]>> = {
  '*/Deployment': WORKLOAD,
  '*/ReplicaSet': WORKLOAD,
  '*/DaemonSet': WORKLOAD,
  '/Service': SELECTING,
  '/ReplicationController': [...SELECTING, created(`${PODS}/metadata/labels`)],
  'apps/Deployment': SPREADING,
  'apps/StatefulSet': [...WORKLOAD, ...SPREADING, created('spec/volumeClaimTemplates[]/metadata/labels')],
  'batch/Job': [present('spec/selector/matchLabels'), created(`${PODS}/metadata/labels`)],
  'batch/CronJob': [
    present('spec/jobTemplate/spec/selector/matchLabels'),
    created('spec/jobTemplate/metadata/labels'),
    created('spec/jobTemplate/spec/template/metadata/labels'),
  ],
  'policy/PodDisruptionBudget': [present('spec/selector/matchLabels')],
  'networking.k8s.io/NetworkPolicy': [
    present('spec/podSelector/matchLabels'),
    present('spec/ingress/from/podSelector/matchLabels'),
    present('spec/egress/to/podSelector/matchLabels'),
  ],
}

const EVERY_KIND = [created('metadata/labels')]

/** The fields of a resource's kind, behind `first`. One list a kind: what editItems finds out about a list, it finds out once. */
export function commonLabelFields(first: readonly FieldSpec[]): (resource: KrmResource) => readonly FieldSpec[] {
  const known = new Map<string, readonly FieldSpec[]>()
  return ({ apiVersion, kind }) => {
    const name = `${group(apiVersion)}/${kind}`
    const fields = known.get(name) ?? [...first, ...EVERY_KIND, ...(FIELDS[`*/${kind}`] ?? []), ...(FIELDS[name] ?? [])]
    known.set(name, fields)
    return fields
  }
}
