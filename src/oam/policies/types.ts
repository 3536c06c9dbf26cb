/** The policies of KubeVela, by when they act. Their parameters are `../parameters/<type>.schema.json`. */

/** They change what is rendered. */
export const RENDERING = ['override', 'replication', 'topology'] as const

/** They say how resources are kept in a cluster: see rules.ts. */
const KEEPING = [
  'apply-once',
  'garbage-collect',
  'read-only',
  'resource-update',
  'shared-resource',
  'take-over',
] as const

/** They act in a cluster, and have parameters that nobody here reads. */
export const RUNTIME: readonly string[] = ['debug', 'health']

/** What KubeVela no longer has, and what stands in its place. */
export const OUTDATED: Readonly<Record<string, string>> = {
  'env-binding': 'write each environment as an `override` and a `topology`, and a `deploy` step with both',
  envbinding: 'write each environment as an `override` and a `topology`, and a `deploy` step with both',
}

/** Of these KubeVela reads a PolicyDefinition for its parameters only; the others it takes from definitions. */
export function isBuiltIn(type: string): boolean {
  return policyTypes.includes(type) && type !== 'health'
}

/** KubeVela's name for a policy without one. */
export function autoName(type: string, i: number): string {
  return `${type}-auto-gen-${i}`
}

export const policyTypes: readonly string[] = [...RENDERING, ...KEEPING, ...RUNTIME].sort()
