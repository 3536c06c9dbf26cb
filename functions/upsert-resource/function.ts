/** Puts a resource where it belongs; catalogue `upsert-resource/upsertresource/upsert_resource.go`. */
import { equal } from '../../src/krm/equal.ts'
import type { FunctionOutput, KrmFunction } from '../../src/krm/function.ts'
import { isTracking } from '../../src/krm/origin.ts'
import {
  annotation,
  annotationsOf,
  identity,
  type KrmResource,
  PATH,
  withAnnotations,
  withoutAnnotations,
} from '../../src/krm/resource.ts'
import { type Config, readResources } from './config.ts'

/** Where a new resource is written; where there is one, only a resource of that file is replaced. */
const TARGET_PATH = 'config.kubernetes.io/target-path'
/** With these, kpt before 1.0 kept functionConfigs among the resources; they are no resource to replace. */
const FUNCTION = ['config.kubernetes.io/function', 'config.k8s.io/function']

export const upsertResource: KrmFunction<Config> = {
  name: 'upsert-resource',
  description: 'Replaces a resource by the one in the functionConfig, or adds it',
  type: 'mutator',
  readConfig: readResources,
  run: (items, { resources }) => ({ items: resources.reduce(upsert, items) }),
}

/** Every resource of the same identity is replaced, in whatever file it stands. */
function upsert(items: readonly KrmResource[], wanted: KrmResource): FunctionOutput['items'] {
  const path = annotation(wanted, TARGET_PATH) || undefined
  const isSame = (item: KrmResource) =>
    identity(item) === identity(wanted) &&
    (path === undefined || path === annotation(item, PATH)) &&
    !FUNCTION.some((key) => annotation(item, key))
  const bare = withoutAnnotations(wanted, (key) => isTracking(key) || key === TARGET_PATH || FUNCTION.includes(key))
  if (items.some(isSame)) return items.map((item) => (isSame(item) ? inPlaceOf(item, bare) : item))
  return [...items, path === undefined ? bare : withAnnotations(bare, { [PATH]: path })]
}

/** The new content at the old place: the orchestrator's annotations are the place. */
function inPlaceOf(old: KrmResource, content: KrmResource): KrmResource {
  const tracking = Object.entries(annotationsOf(old)).filter(([key]) => isTracking(key))
  const moved = tracking.length === 0 ? content : withAnnotations(content, Object.fromEntries(tracking))
  return equal(moved, old) ? old : moved
}
