/** Texts of resources of many kinds, in many hands: wide and compact lists, comments, flow, quotes, block scalars. */

const container = (name, image) => `- name: ${name}
  image: ${image} # the image
  ports:
    - containerPort: 8080
  env:
    # who listens
    - name: MODE
      value: "on"
    - {name: PORT, value: '8080'}
`

const pod = (name, labels) => `metadata:
  labels:${labels}
spec:
  serviceAccountName: ${name}
  containers:
${indented(container(name, 'example.com/web:1.0'), 4)}  volumes:
  - name: config
    configMap:
      name: settings
`

function indented(text, by) {
  return text.replace(/^(?=.)/gm, ' '.repeat(by))
}

function head(apiVersion, kind, { name, namespace, labels = {}, annotations = {} }) {
  const map = (title, entries) =>
    Object.keys(entries).length > 0
      ? `  ${title}:\n${Object.entries(entries)
          .map(([key, value]) => `    ${key}: ${JSON.stringify(value)}\n`)
          .join('')}`
      : ''
  const space = namespace ? `  namespace: ${namespace}\n` : ''
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: ${name}\n${space}${map('labels', labels)}${map('annotations', annotations)}`
}

const workload = (kind) => (meta) =>
  `${head('apps/v1', kind, meta)}spec:
  selector:
    matchLabels: {app: ${meta.name}}
  template:
${indented(pod(meta.name, `\n    app: ${meta.name}`), 4)}`

/** By kind; each takes name, namespace, labels and annotations. Those without a namespace ignore it. */
export const KINDS = {
  Deployment: (meta) => workload('Deployment')(meta).replace('spec:\n', 'spec:\n  replicas: 2 # two at least\n'),
  StatefulSet: (meta) => workload('StatefulSet')(meta).replace('spec:\n', `spec:\n  serviceName: ${meta.name}\n`),
  DaemonSet: workload('DaemonSet'),
  Service: (meta) => `${head('v1', 'Service', meta)}spec:
  selector:
    app: ${meta.name}
  ports:
  - port: 80
    targetPort: 8080
`,
  ConfigMap: (meta) => `${head('v1', 'ConfigMap', meta)}data:
  mode: "yes"
  text: |
    first line
      indented

    last line
  folded: 'a quoted ''word'''
  number: "0644"
`,
  Secret: (meta) => `${head('v1', 'Secret', meta)}type: Opaque
stringData:
  user: admin
`,
  ServiceAccount: (meta) => head('v1', 'ServiceAccount', meta),
  Ingress: (meta) => `${head('networking.k8s.io/v1', 'Ingress', meta)}spec:
  rules:
    - host: ${meta.name}.example.com
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service: {name: ${meta.name}, port: {number: 80}}
`,
  Role: (meta) => `${head('rbac.authorization.k8s.io/v1', 'Role', meta)}rules:
- apiGroups: [""]
  resources: ["pods", "services"]
  verbs: ["get"]
`,
  RoleBinding: (meta) => `${head('rbac.authorization.k8s.io/v1', 'RoleBinding', meta)}roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: ${meta.name}
subjects:
- kind: ServiceAccount
  name: ${meta.name}
  namespace: default
`,
  ClusterRole: ({ namespace: _, ...meta }) => `${head('rbac.authorization.k8s.io/v1', 'ClusterRole', meta)}rules: []
`,
  Namespace: ({ namespace: _, ...meta }) => head('v1', 'Namespace', meta),
  CronJob: (meta) =>
    `${head('batch/v1', 'CronJob', meta)}spec:
  schedule: "*/5 * * * *"
  jobTemplate:
    spec:
      template:
${indented(pod(meta.name, `\n    app: ${meta.name}`), 8)}          restartPolicy: Never
`,
  Job: (meta) => `${head('batch/v1', 'Job', meta)}spec:
  template:
${indented(pod(meta.name, `\n    app: ${meta.name}`), 4)}`,
  HorizontalPodAutoscaler: (meta) => `${head('autoscaling/v2', 'HorizontalPodAutoscaler', meta)}spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: ${meta.name}
  minReplicas: 1
  maxReplicas: 5
`,
  PodDisruptionBudget: (meta) => `${head('policy/v1', 'PodDisruptionBudget', meta)}spec:
  minAvailable: 1
  selector:
    matchLabels:
      app: ${meta.name}
`,
  NetworkPolicy: (meta) => `${head('networking.k8s.io/v1', 'NetworkPolicy', meta)}spec:
  podSelector:
    matchLabels:
      app: ${meta.name}
  ingress:
  - from:
    - podSelector:
        matchLabels: {app: front}
`,
  PersistentVolumeClaim: (meta) => `${head('v1', 'PersistentVolumeClaim', meta)}spec:
  accessModes:
  - ReadWriteOnce
  resources:
    requests:
      storage: 1Gi
`,
  Widget: (meta) => `${head('example.com/v1alpha1', 'Widget', meta)}spec:
  size: 12
  ratio: 0.5
  big: 9007199254740993
  parts: [a, b, {c: d}]
  nothing: null
  nested:
    - - 1
      - 2
    - []
`,
}

/** The same resource in another hand. */
export const HANDS = {
  'as it is': (text) => text,
  'a separator first': (text) => `---\n${text}`,
  'comments around': (text) => `# a head comment\n\n${text}# a foot comment\n`,
  'blank lines': (text) => text.replace(/^(metadata|spec|data):/gm, '\n$1:'),
  'wide indent': (text) => (/\||^ *- /m.test(text) ? text : text.replace(/^ +/gm, (blanks) => blanks.repeat(2))),
}
