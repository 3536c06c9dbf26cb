/** A place in a document: the Application, or a Policy or Workflow beside it. */
import type { FieldPath } from '../krm/field-path.ts'
import type { KrmResource } from '../krm/resource.ts'
import { type Place, place } from '../krm/result.ts'

export interface Spot {
  readonly source: KrmResource
  readonly path: FieldPath
}

export function below({ source, path }: Spot, ...more: FieldPath): Spot {
  return { source, path: [...path, ...more] }
}

/** As a result names it. */
export function placeOf({ source, path }: Spot, ...more: FieldPath): Place {
  return place(source, [...path, ...more])
}
