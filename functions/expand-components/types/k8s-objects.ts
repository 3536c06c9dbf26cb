/** `k8s-objects`: the first object is the main one, the others stand beside it. */
import type { KrmResource } from '../../../src/krm/resource.ts'
import type { Properties } from '../../../src/oam/application.ts'
import type { Evaluate, Evaluation } from '../../../src/oam/definition.ts'

export const k8sObjects: Evaluate = ({ objects }) => asEvaluation((objects as readonly Properties[]).map(asObject))

/** What has no name takes the component's, with its key behind it if it is not the main object. */
export function asEvaluation([output, ...others]: readonly KrmResource[]): Evaluation {
  if (!output) return {}
  return { output, outputs: Object.fromEntries(others.map((object, i) => [`objects-${i + 1}`, object])) }
}

export function asObject(object: Properties): KrmResource {
  return { ...object, metadata: object.metadata ?? {} } as unknown as KrmResource
}
