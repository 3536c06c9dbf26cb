/**
 * The labels that an OAM runtime stamps on what it renders.
 * v1beta1: KubeVela `pkg/oam/labels.go` and `SetOAMContract` in `pkg/appfile/appfile.go`; v1alpha2: oam-kubernetes-runtime `render.go`.
 * Left out on purpose: revisions, generations and render hashes, which change without the application changing.
 */
import { isTracking } from '../krm/origin.ts'
import { annotation, annotationsOf, type KrmResource, LOCAL_CONFIG, labelsOf, type StringMap } from '../krm/resource.ts'

export const APP_NAME = 'app.oam.dev/name'
export const APP_NAMESPACE = 'app.oam.dev/namespace'
export const COMPONENT = 'app.oam.dev/component'
/** Said only where the package says which revision it is. */
export const REVISION = 'app.oam.dev/revision'
export const RESOURCE_TYPE = 'app.oam.dev/resourceType'
export const WORKLOAD_TYPE = 'workload.oam.dev/type'
export const TRAIT_TYPE = 'trait.oam.dev/type'
export const REPLICA_KEY = 'app.oam.dev/replicaKey'
/** The key of a resource among a component's or trait's outputs. */
export const TRAIT_RESOURCE = 'trait.oam.dev/resource'

const FILTER_LABELS = 'filter.oam.dev/label-keys'
const FILTER_ANNOTATIONS = 'filter.oam.dev/annotation-keys'
const NEVER_PASSED = new Set([
  LOCAL_CONFIG,
  FILTER_LABELS,
  FILTER_ANNOTATIONS,
  'app.oam.dev/inplace-upgrade',
  'kubectl.kubernetes.io/last-applied-configuration',
])

/** The application's labels that its resources inherit, without those it asks to keep back. */
export function inheritedLabels(source: KrmResource): StringMap {
  return without(labelsOf(source), keys(annotation(source, FILTER_LABELS)))
}

export function inheritedAnnotations(source: KrmResource): StringMap {
  return without(annotationsOf(source), keys(annotation(source, FILTER_ANNOTATIONS)))
}

function keys(list = ''): Set<string> {
  return new Set(list.split(',').map((key) => key.trim()))
}

function without(map: StringMap, dropped: Set<string>): StringMap {
  const entries = Object.entries(map).filter(([key]) => !NEVER_PASSED.has(key) && !dropped.has(key) && !isTracking(key))
  return Object.fromEntries(entries)
}
