/** `json-patch`: RFC 6902 on the workload. */
import type { Evaluate } from '../../../src/oam/definition.ts'

interface Parameters {
  readonly operations?: readonly Readonly<Record<string, unknown>>[]
}

export const jsonPatch: Evaluate = (parameters) => {
  const { operations = [] } = parameters as Parameters
  return { patch: { type: 'json-patch', operations } }
}
