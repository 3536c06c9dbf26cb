/** What a component type yields: its workload, and the resources beside it by output key. */
import type { KrmResource } from '../../src/krm/resource.ts'
import type { Result } from '../../src/krm/result.ts'

export interface Rendering {
  readonly output: KrmResource
  readonly outputs?: Readonly<Record<string, KrmResource>>
  readonly results?: readonly Result[]
}

/** An object's entries whose value is there: optional fields stay out of what is emitted. */
export function present<T extends object>(fields: T): { [K in keyof T]: NonNullable<T[K]> } {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== null),
  ) as never
}
