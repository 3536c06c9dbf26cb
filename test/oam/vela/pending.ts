/** Applications that hydroam cannot render as KubeVela does yet. The list only shrinks. */
export const pending: readonly string[] = [
  'application-custom-resource-types',
  'component-external-revision',
  'daemon-all-parameters',
  'own-definition-context',
  'own-definition-manages-the-workload',
  'own-definition-patch-outputs',
  'own-definition-policy',
  'own-definition-two-traits-of-one-type',
  'statefulset-old-port-and-volumes',
  'webservice-revision-label',
  'wrong-init-container-beside-mounts',
  'wrong-own-definition-errors',
  'wrong-ref-objects-inline',
]
