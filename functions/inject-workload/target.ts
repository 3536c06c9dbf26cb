/** `targetAPIVersion` and `targetKind`: KubeVela's default is a Deployment whatever the workload is; here the workload says what it is. */
import { error, type Result } from '../../src/krm/result.ts'
import type { Context } from '../../src/oam/definition.ts'

export interface Target {
  readonly targetAPIVersion?: string
  readonly targetKind?: string
}

/** Code `target-mismatch`. */
export function checkTarget(target: Target, { output }: Context): readonly Result[] {
  const is = { targetAPIVersion: output?.apiVersion, targetKind: output?.kind }
  return (['targetAPIVersion', 'targetKind'] as const).flatMap((field) => {
    if (target[field] === undefined || target[field] === is[field]) return []
    const message = `\`${field}\` must be "${is[field]}" as of its workload, not "${target[field]}"`
    return [error('target-mismatch', { field: { path: [field] } }, message, `leave \`${field}\` out`)]
  })
}
