/** Where in the functionConfig a replacement stands. */
import type { FieldPath } from '../../src/krm/field-path.ts'
import type { KrmResource } from '../../src/krm/resource.ts'
import { type Place, place } from '../../src/krm/result.ts'

export interface At {
  readonly resource: KrmResource
  readonly path: FieldPath
}

export function below({ resource, path }: At, ...deeper: FieldPath): At {
  return { resource, path: [...path, ...deeper] }
}

export function placeOf({ resource, path }: At): Place {
  return place(resource, path)
}
