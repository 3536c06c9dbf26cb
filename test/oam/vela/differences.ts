/** Where hydroam answers otherwise than KubeVela 1.10.9 on purpose, and why. What differs everywhere stands in ../compare.ts. */
import type { Comparison } from '../compare.ts'

export interface Difference {
  readonly outcome: Exclude<Comparison['outcome'], 'agrees' | 'lacks'>
  readonly because: string
  /** Of `differs`: all that differs, each `<Kind> <name>` with the path of the field. */
  readonly fields?: readonly string[]
  /** Of `refuses`: the code of the error. */
  readonly code?: string
}

const UNDECLARED = 'a parameter that no type declares is a mistake that KubeVela passes over in silence'
const NAMED = 'several ports of one Service need names'
const TODAY = 'Kubernetes 1.22 has removed networking.k8s.io/v1beta1'
const SHARED = 'gateways share the Service of their component: a second one selects the same pods'
const TARGETS = 'several variants do not fit into one package: ../policies.test.ts compares each'

export const differences: Readonly<Record<string, Difference>> = {
  'accepted-apply-once-unknown-field': { outcome: 'refuses', code: 'parameter-undeclared', because: UNDECLARED },
  'accepted-component-name': {
    outcome: 'refuses',
    code: 'field-invalid',
    because: 'no API server takes the name',
  },
  'accepted-component-names': {
    outcome: 'refuses',
    code: 'component-duplicate',
    because: 'the two workloads would overwrite each other',
  },
  'accepted-depends-on': {
    outcome: 'refuses',
    code: 'dependency-unknown',
    because: 'what never comes would be waited for',
  },
  'accepted-policy-names': {
    outcome: 'refuses',
    code: 'policy-duplicate',
    because: 'a deploy step that names the policy could mean either',
  },
  'accepted-step-names': {
    outcome: 'refuses',
    code: 'workflow-step-duplicate',
    because: 'a target that names the step could mean either',
  },
  'accepted-topology-unknown-field': { outcome: 'refuses', code: 'parameter-undeclared', because: UNDECLARED },
  'accepted-trait-undeclared-parameter': { outcome: 'refuses', code: 'parameter-undeclared', because: UNDECLARED },
  'accepted-webservice-undeclared-parameters': {
    outcome: 'refuses',
    code: 'parameter-undeclared',
    because: UNDECLARED,
  },
  'accepted-worker-undeclared-parameters': { outcome: 'refuses', code: 'parameter-undeclared', because: UNDECLARED },
  'application-without-namespace': {
    outcome: 'differs',
    because: 'who applies the package says the namespace; KubeVela says "default"',
    fields: [
      'Deployment web metadata.labels[app.oam.dev/namespace]',
      'Deployment web metadata.namespace',
      'Service web metadata.labels[app.oam.dev/namespace]',
      'Service web metadata.namespace',
    ],
  },
  'component-external-revision': {
    outcome: 'differs',
    because: 'the author names the revision, and means it to be seen; KubeVela takes the name and no longer reads it',
    fields: [
      'Deployment web metadata.labels[app.oam.dev/revision]',
      'Deployment web spec.template.metadata.labels[app.oam.dev/revision]',
    ],
  },
  'component-inputs-and-outputs': {
    outcome: 'refuses',
    code: 'parameter-missing',
    because: 'the input gives a value to a variable without a name; a dry run passes no values',
  },
  'order-rename-then-hpa': {
    outcome: 'differs',
    because: 'an autoscaler of a workload that was renamed follows it; KubeVela leaves it without one',
    fields: ['HorizontalPodAutoscaler web spec.scaleTargetRef.name'],
  },
  'order-scaler-then-json-patch-remove': {
    outcome: 'refuses',
    code: 'json-patch-failed',
    because: 'inject-scaler comes later: what it decides is its own',
  },
  'order-scaler-then-merge-patch-null': {
    outcome: 'refuses',
    code: 'replicas-conflict',
    because: 'one trait decides how many replicas run',
  },
  'order-scaler-then-json-patch': {
    outcome: 'refuses',
    code: 'json-patch-failed',
    because: 'inject-scaler alone decides how many replicas run, and comes later',
  },
  'own-definition-twin-policy': {
    outcome: 'differs',
    because: 'the controller adds the label when it applies what a policy renders',
    fields: [
      'ResourceQuota all metadata.labels[app.oam.dev/namespace]',
      'ResourceQuota second metadata.labels[app.oam.dev/namespace]',
      'ResourceQuota twin-policy-auto-gen-2 metadata.labels[app.oam.dev/namespace]',
    ],
  },
  'own-definition-twin-policy-and-topology': {
    outcome: 'differs',
    because:
      'a dry run names the namespace of a topology and does not set it; the controller does, but not of what a policy renders',
    fields: ['Deployment web metadata.namespace', 'ResourceQuota limits metadata.labels[app.oam.dev/namespace]'],
  },
  'policy-override-default-workflow': {
    outcome: 'refuses',
    code: 'scaling-conflict',
    because: 'a fixed number of replicas and an autoscaler would undo each other',
  },
  'policy-override-merge': {
    outcome: 'refuses',
    code: 'parameter-invalid',
    because: 'no API server takes a period of 0 seconds',
  },
  'policy-override-same-trait-twice': {
    outcome: 'differs',
    because: 'the override means each trait of the type; KubeVela changes the last one and renders it twice',
    fields: ['Deployment web spec.template.spec.containers'],
  },
  'policy-replication': {
    outcome: 'differs',
    because: 'a dry run does not replicate, and the controller gives all copies one name',
    fields: ['Deployment web', 'Deployment web-eu', 'Deployment web-us'],
  },
  'policy-rules-without-effect': {
    outcome: 'differs',
    because: 'what a read-only policy selects is only looked at, so it is not deployed',
    fields: ['Deployment web', 'Service web'],
  },
  'policy-topology': { outcome: 'refuses', code: 'target-missing', because: TARGETS },
  'policy-topology-all-parameters': {
    outcome: 'differs',
    because: 'a dry run names the namespace of a topology and does not set it; the controller does',
    fields: ['Deployment web metadata.namespace'],
  },
  'trait-gateway-all-parameters': {
    outcome: 'differs',
    because: SHARED,
    fields: [
      'Ingress web-public spec.rules[0].http.paths[0].backend.service.name',
      'Ingress web-public spec.rules[0].http.paths[1].backend.service.name',
      'Ingress web-public spec.rules[0].http.paths[2].backend.service.name',
      'Service web-public',
      'Service web',
    ],
  },
  'trait-gateway-twice': {
    outcome: 'differs',
    because: SHARED,
    fields: [
      'Ingress web-a spec.rules[0].http.paths[0].backend.service.name',
      'Service web-a',
      'Ingress web-b spec.rules[0].http.paths[0].backend.service.name',
      'Service web-b',
      'Service web',
    ],
  },
  'trait-gateway-twice-unnamed': {
    outcome: 'refuses',
    code: 'resource-duplicate',
    because: 'the two Ingresses would overwrite each other',
  },
  'trait-hpa': {
    outcome: 'refuses',
    code: 'hpa-target-mismatch',
    because: 'the autoscaler would point to a StatefulSet that is not there',
  },
  'trait-scaler-twice': {
    outcome: 'refuses',
    code: 'scaling-conflict',
    because: 'which of the two numbers is meant is a guess',
  },
  'wrong-own-definition-twin-policy-without-properties': {
    outcome: 'renders',
    because: 'no properties means the defaults',
  },
  'wrong-container-ports-after-old-port': {
    outcome: 'renders',
    because: 'a port without a name or protocol is a port: KubeVela fails on its own `port` parameter',
  },
  'wrong-gateway-tls-without-domain': { outcome: 'renders', because: 'Kubernetes allows TLS for every host' },
  'wrong-resource-after-a-sidecar': {
    outcome: 'renders',
    because: 'the first container is meant, before a sidecar as after it; KubeVela fails on the length of the list',
  },
  'wrong-securitycontext-defaults': {
    outcome: 'renders',
    because: 'no parameters means the defaults; KubeVela cannot tell which of its two forms is meant',
  },
  'wrong-startup-probe-several': {
    outcome: 'renders',
    because: "the form for several containers asks for a field that KubeVela's own schema does not have",
  },
  'trait-affinity': {
    outcome: 'refuses',
    because: 'the API server refuses a toleration without key and operator',
    code: 'toleration-invalid',
  },
  'trait-pvc-source-and-selector': {
    outcome: 'refuses',
    because: 'the API server refuses a claim without access modes',
    code: 'parameter-invalid',
  },
  'trait-service-binding-over-a-value': {
    outcome: 'differs',
    because: 'a variable has a value or a source, never both',
    fields: ['Deployment web spec.template.spec.containers[0].env[0].value'],
  },
  'trait-storage-absolute-sub-path': {
    outcome: 'refuses',
    code: 'parameter-invalid',
    because: 'the API server takes relative paths only',
  },
  'trait-storage-configmap': {
    outcome: 'differs',
    because: 'what is to be read-only is',
    fields: ['Deployment web spec.template.spec.containers[0].volumeMounts[0].readOnly'],
  },
  'trait-storage-secret': {
    outcome: 'differs',
    because: 'what is to be read-only is',
    fields: ['Deployment web spec.template.spec.containers[0].volumeMounts[0].readOnly'],
  },
  'trait-storage-env-over-a-value': {
    outcome: 'differs',
    because: 'a variable has a value or a source, never both',
    fields: ['Deployment web spec.template.spec.containers[0].env[0].value'],
  },
  'trait-storage-one-name-two-paths': {
    outcome: 'differs',
    because: 'both mounts stay; KubeVela loses the first where the component has mounts of its own',
    fields: ['Deployment mounted spec.template.spec.containers[0].volumeMounts'],
  },
  'trait-storage-pvc-block': {
    outcome: 'differs',
    because: 'a device has no path inside of it, and no mount without name or path beside it',
    fields: [
      'Deployment web spec.template.spec.containers[0].volumeDevices[0].subPath',
      'Deployment web spec.template.spec.containers[0].volumeMounts',
    ],
  },
  'trait-storage-pvc-selector': {
    outcome: 'differs',
    because: 'a selector is no source of data',
    fields: ['PersistentVolumeClaim s spec.selector', 'PersistentVolumeClaim s spec.dataSource'],
  },
  'wrong-k8s-update-strategy-without-numbers': { outcome: 'renders', because: 'the numbers have defaults' },
  'wrong-storage-after-init-container': {
    outcome: 'renders',
    because: 'mounts meet by their names, whether said or by default',
  },
  'trait-cpuscaler': {
    outcome: 'refuses',
    code: 'hpa-target-mismatch',
    because: 'the autoscaler would point to a CloneSet that is not there',
  },
  'trait-expose-beside-exposed-ports': {
    outcome: 'differs',
    because: 'the two share the Service of the component',
    fields: ['Service web metadata.labels[trait.oam.dev/type]', 'Service web metadata.labels[trait.oam.dev/resource]'],
  },
  'trait-expose-old-port': {
    outcome: 'refuses',
    because: 'a Service without ports, and an ExternalName without a name, are refused by the API server',
    code: 'parameter-missing',
  },
  'trait-ingress-1-20': {
    outcome: 'differs',
    because: NAMED,
    fields: ['Service web spec.ports[0].name', 'Service web spec.ports[1].name', 'Service plain spec.ports[0].name'],
  },
  'trait-ingress': {
    outcome: 'differs',
    because: TODAY,
    fields: [
      'Service web spec.ports[0].name',
      'Service web spec.ports[1].name',
      'Ingress web apiVersion',
      'Ingress web spec.rules[0].http.paths[0].pathType',
      'Ingress web spec.rules[0].http.paths[0].backend.service',
      'Ingress web spec.rules[0].http.paths[0].backend.serviceName',
      'Ingress web spec.rules[0].http.paths[0].backend.servicePort',
      'Ingress web spec.rules[0].http.paths[1].pathType',
      'Ingress web spec.rules[0].http.paths[1].backend.service',
      'Ingress web spec.rules[0].http.paths[1].backend.serviceName',
      'Ingress web spec.rules[0].http.paths[1].backend.servicePort',
    ],
  },
  'trait-pure-ingress': {
    outcome: 'differs',
    because: TODAY,
    fields: [
      'Ingress web apiVersion',
      'Ingress web spec.rules[0].http.paths[0].pathType',
      'Ingress web spec.rules[0].http.paths[0].backend.service',
      'Ingress web spec.rules[0].http.paths[0].backend.serviceName',
      'Ingress web spec.rules[0].http.paths[0].backend.servicePort',
      'Ingress web spec.rules[0].http.paths[1].pathType',
      'Ingress web spec.rules[0].http.paths[1].backend.service',
      'Ingress web spec.rules[0].http.paths[1].backend.serviceName',
      'Ingress web spec.rules[0].http.paths[1].backend.servicePort',
    ],
  },
  'k8s-objects-service-binding': {
    outcome: 'refuses',
    code: 'container-unknown',
    because: 'KubeVela adds a container without an image',
  },
  'trait-hpa-on-a-task': {
    outcome: 'refuses',
    code: 'workload-not-scalable',
    because: 'the autoscaler would point to a Deployment that is not there',
  },
  'trait-k8s-update-strategy': {
    outcome: 'refuses',
    code: 'strategy-unsupported',
    because: 'KubeVela does nothing, or writes a field that the kind does not have',
  },
  'trait-scaler-on-a-daemon': {
    outcome: 'refuses',
    code: 'workload-not-scalable',
    because: 'a DaemonSet has no replicas',
  },
  'trait-storage-on-a-cron-task': {
    outcome: 'refuses',
    code: 'pods-missing',
    because: 'KubeVela writes pods where a CronJob has none',
  },
  'workflow-apply-component': {
    outcome: 'differs',
    because: 'a dry run prints all components; the controller applies those that a step names',
    fields: ['Deployment web'],
  },
  'workflow-apply-object': {
    outcome: 'differs',
    because: 'a dry run leaves out the object of the step; the controller applies it',
    fields: ['ConfigMap stepped'],
  },
  'workflow-deploy': { outcome: 'refuses', code: 'target-missing', because: TARGETS },
  'workflow-deploy-in-a-group': {
    outcome: 'differs',
    because: 'a dry run passes over deploy steps in a group; the controller runs them',
    fields: ['Deployment web spec.replicas'],
  },
  'application-custom-resource-types': {
    outcome: 'differs',
    because: 'an object without a name gets `<component>-<key>`; KubeVela hashes what Go prints of it',
    fields: [
      'Secret pair-auxiliaryworkload-b8bbf95b8',
      'Secret pair-auxiliaryworkload-7b6d57f4dc',
      'Secret pair-objects-1',
      'Secret pair-objects-2',
    ],
  },
  'daemon-all-parameters': {
    outcome: 'differs',
    because: 'no package has a revision to label; what a mount asks for is kept; a port of a Service says its protocol',
    fields: [
      'DaemonSet agent spec.template.metadata.labels[app.oam.dev/revision]',
      'DaemonSet agent spec.template.spec.containers[0].volumeMounts[4].mountPropagation',
      'DaemonSet agent spec.template.spec.containers[0].volumeMounts[4].readOnly',
      'Service agent spec.ports[1].protocol',
    ],
  },
  'statefulset-old-port-and-volumes': { outcome: 'refuses', code: 'parameter-undeclared', because: UNDECLARED },
  'webservice-revision-label': {
    outcome: 'differs',
    because: 'no package has a revision to label',
    fields: ['Deployment web spec.template.metadata.labels[app.oam.dev/revision]'],
  },
  'wrong-init-container-beside-mounts': {
    outcome: 'renders',
    because: 'KubeVela stumbles over its own default of `mountName`, which keeps it from matching mounts by name',
  },
  'wrong-ref-objects-inline': { outcome: 'renders', because: 'an object that is given whole needs no cluster' },
}
