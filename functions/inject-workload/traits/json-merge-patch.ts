/** `json-merge-patch`: RFC 7396 on the workload. */
import type { Evaluate } from '../../../src/oam/definition.ts'

export const jsonMergePatch: Evaluate = (parameters) => ({ patch: { type: 'json-merge-patch', value: parameters } })
