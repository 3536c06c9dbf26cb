/**
 * Applications that hydroam cannot render as KubeVela does yet: those with definitions in CUE, and `externalRevision`. The list only shrinks.
 */
export const pending: readonly string[] = [
  'component-external-revision',
  'own-definition-context',
  'own-definition-manages-the-workload',
  'own-definition-patch-outputs',
  'own-definition-policy',
  'own-definition-two-traits-of-one-type',
  'wrong-own-definition-errors',
]
