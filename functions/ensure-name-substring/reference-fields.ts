/** Which fields hold the name of which kind; kustomize `builtinpluginconsts/namereference.go`. */
import type { FieldSpec } from '../../src/krm/field-spec.ts'

export interface ReferenceField extends FieldSpec {
  /** What the field names; without a group, of any. */
  readonly target: { readonly kind: string; readonly group?: string }
}

type Target = ReferenceField['target']
type Referrer = Omit<FieldSpec, 'path' | 'create'>

const RBAC = 'rbac.authorization.k8s.io'
const ADMISSION = 'admissionregistration.k8s.io'

const POD_SPECS: readonly FieldSpec[] = [
  { kind: 'Pod', path: 'spec' },
  { kind: 'PodTemplate', path: 'template/spec' },
  { kind: 'Deployment', path: 'spec/template/spec' },
  { kind: 'ReplicaSet', path: 'spec/template/spec' },
  { kind: 'ReplicationController', path: 'spec/template/spec' },
  { kind: 'DaemonSet', path: 'spec/template/spec' },
  { kind: 'StatefulSet', path: 'spec/template/spec' },
  { kind: 'Job', path: 'spec/template/spec' },
  { kind: 'CronJob', path: 'spec/jobTemplate/spec/template/spec' },
  { kind: 'Service', group: 'serving.knative.dev', path: 'spec/template/spec' },
]

function inPods(target: Target, paths: readonly string[]): readonly ReferenceField[] {
  return POD_SPECS.flatMap((pod) => paths.map((path) => ({ ...pod, path: `${pod.path}/${path}`, target })))
}

function inKind(target: Target, referrer: Referrer, paths: readonly string[]): readonly ReferenceField[] {
  return paths.map((path) => ({ ...referrer, path, target }))
}

/** What containers of both kinds read. */
function environment(kind: string): readonly string[] {
  return ['containers', 'initContainers'].flatMap((list) => [
    `${list}/env/valueFrom/${kind}KeyRef/name`,
    `${list}/envFrom/${kind}Ref/name`,
  ])
}

const SCALED: readonly Target[] = ['Deployment', 'ReplicationController', 'ReplicaSet', 'StatefulSet'].map((kind) => ({
  kind,
}))
const CONFIG_MAP = { kind: 'ConfigMap' }
const SECRET = { kind: 'Secret' }
const SERVICE = { kind: 'Service' }
const ACCOUNT = { kind: 'ServiceAccount' }
const ROLE = { kind: 'Role', group: RBAC }
const CLUSTER_ROLE = { kind: 'ClusterRole', group: RBAC }
const VOLUME = { kind: 'PersistentVolume' }
const STORAGE_CLASS = { kind: 'StorageClass', group: 'storage.k8s.io' }
const NGINX = 'metadata/annotations/nginx.ingress.kubernetes.io\\/'

export const REFERENCE_FIELDS: readonly ReferenceField[] = [
  ...SCALED.flatMap((target) => inKind(target, { kind: 'HorizontalPodAutoscaler' }, ['spec/scaleTargetRef/name'])),
  ...inPods(CONFIG_MAP, [
    'volumes/configMap/name',
    'volumes/projected/sources/configMap/name',
    ...environment('configMap'),
  ]),
  ...inKind(CONFIG_MAP, { kind: 'Node' }, ['spec/configSource/configMap']),
  ...inKind(CONFIG_MAP, { kind: 'Ingress' }, [`${NGINX}fastcgi-params-configmap`]),
  ...inPods(SECRET, [
    'volumes/secret/secretName',
    'volumes/projected/sources/secret/name',
    'imagePullSecrets/name',
    ...environment('secret'),
  ]),
  ...inKind(SECRET, { kind: 'Ingress' }, [
    'spec/tls/secretName',
    'metadata/annotations/ingress.kubernetes.io\\/auth-secret',
    `${NGINX}auth-secret`,
    `${NGINX}auth-tls-secret`,
  ]),
  ...inKind(SECRET, { kind: 'ServiceAccount' }, ['imagePullSecrets/name']),
  ...inKind(
    SECRET,
    { kind: 'StorageClass' },
    ['secretName', 'adminSecretName', 'userSecretName', 'secretRef'].map((name) => `parameters/${name}`),
  ),
  ...inKind(SECRET, { kind: 'PersistentVolume' }, ['spec/azureFile/secretName']),
  ...[CONFIG_MAP, SECRET].flatMap((target) => inKind(target, { kind: 'Role' }, ['rules/resourceNames'])),
  ...[CONFIG_MAP, SECRET, VOLUME].flatMap((target) => inKind(target, { kind: 'ClusterRole' }, ['rules/resourceNames'])),
  ...inKind(SERVICE, { kind: 'StatefulSet', group: 'apps' }, ['spec/serviceName']),
  ...inKind(SERVICE, { kind: 'Ingress' }, [
    'spec/rules/http/paths/backend/serviceName',
    'spec/backend/serviceName',
    'spec/rules/http/paths/backend/service/name',
    'spec/defaultBackend/service/name',
  ]),
  ...inKind(SERVICE, { kind: 'APIService', group: 'apiregistration.k8s.io' }, ['spec/service/name']),
  ...inKind(SERVICE, { kind: 'ValidatingWebhookConfiguration', group: ADMISSION }, ['webhooks/clientConfig/service']),
  ...inKind(SERVICE, { kind: 'MutatingWebhookConfiguration', group: ADMISSION }, ['webhooks/clientConfig/service']),
  ...[ROLE, CLUSTER_ROLE].flatMap((target) => inKind(target, { kind: 'RoleBinding', group: RBAC }, ['roleRef/name'])),
  ...inKind(CLUSTER_ROLE, { kind: 'ClusterRoleBinding', group: RBAC }, ['roleRef/name']),
  ...inKind(ACCOUNT, { kind: 'RoleBinding', group: RBAC }, ['subjects']),
  ...inKind(ACCOUNT, { kind: 'ClusterRoleBinding', group: RBAC }, ['subjects']),
  ...inPods(ACCOUNT, ['serviceAccountName']),
  ...inPods({ kind: 'PersistentVolumeClaim' }, ['volumes/persistentVolumeClaim/claimName']),
  ...inKind(VOLUME, { kind: 'PersistentVolumeClaim' }, ['spec/volumeName']),
  ...inKind(STORAGE_CLASS, { kind: 'PersistentVolume' }, ['spec/storageClassName']),
  ...inKind(STORAGE_CLASS, { kind: 'PersistentVolumeClaim' }, ['spec/storageClassName']),
  ...inKind(STORAGE_CLASS, { kind: 'StatefulSet' }, ['spec/volumeClaimTemplates/spec/storageClassName']),
  ...inPods({ kind: 'PriorityClass', group: 'scheduling.k8s.io' }, ['priorityClassName']),
  ...inKind({ kind: 'IngressClass', group: 'networking.k8s.io' }, { kind: 'Ingress' }, ['spec/ingressClassName']),
  ...inKind(
    { kind: 'ValidatingAdmissionPolicy', group: ADMISSION },
    { kind: 'ValidatingAdmissionPolicyBinding', group: ADMISSION },
    ['spec/policyName'],
  ),
]
