/** Applications that hydroam cannot render as KubeVela does: all with definitions in CUE, which it does not evaluate. The list only shrinks. */
export const pending: readonly string[] = [
  'own-definition-context',
  'own-definition-manages-the-workload',
  'own-definition-patch-outputs',
  'own-definition-policy',
  'own-definition-two-traits-of-one-type',
  'wrong-own-definition-errors',
]
