/** A trait that is an object with a controller of its own passes through, with its workload reference set where its definition says. */
import { type FieldPath, setIn } from '../../src/krm/field-path.ts'
import type { KrmResource } from '../../src/krm/resource.ts'

export function renderTraitObject(
  object: KrmResource,
  workloadRefPath: FieldPath | undefined,
  { apiVersion, kind, metadata }: KrmResource,
): KrmResource {
  if (!workloadRefPath) return object
  return setIn(object, workloadRefPath, { apiVersion, kind, name: metadata.name }) as KrmResource
}
