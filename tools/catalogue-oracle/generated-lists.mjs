/** Lists for functions of the catalogue, made from a seed: the same seed gives the same list. */
import { stringify } from 'yaml'

/** A small generator of numbers (mulberry32). */
function random(seed) {
  let state = (seed + 1) * 0x9e3779b1
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

function chooser(seed) {
  const next = random(seed)
  const one = (list) => list[Math.floor(next() * list.length)]
  const some = (most, make) => Array.from({ length: 1 + Math.floor(next() * most) }, (_, i) => make(i))
  return { one, some }
}

function list(items, data) {
  const functionConfig = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'function-input' }, data }
  return stringify({ apiVersion: 'config.kubernetes.io/v1', kind: 'ResourceList', items, functionConfig })
}

const NAMESPACES = [undefined, 'default', 'dev', 'prod', 'monitoring']
const KINDS = [
  ['v1', 'ConfigMap'],
  ['v1', 'ServiceAccount'],
  ['apps/v1', 'Deployment'],
  ['example.com/v1', 'Fleet'],
  ['storage.k8s.io/v1', 'StorageClass'],
  ['rbac.authorization.k8s.io/v1', 'ClusterRoleBinding'],
  ['rbac.authorization.k8s.io/v1', 'RoleBinding'],
  ['v1', 'Namespace'],
]

/** For set-namespace, which ignores `namespaceMatcher` in the version that can be had. */
export function bindings(seed) {
  const { one, some } = chooser(seed)
  const subject = () => ({
    kind: 'ServiceAccount',
    name: one(['r0', 'r1', 'default', 'other']),
    namespace: one(['dev', 'monitoring', 'default']),
  })
  const items = some(6, (i) => {
    const [apiVersion, kind] = one(KINDS)
    const isClusterWide = ['StorageClass', 'ClusterRoleBinding', 'Namespace'].includes(kind)
    const namespace = isClusterWide ? undefined : one(NAMESPACES)
    const metadata = { name: `r${i}`, ...(namespace ? { namespace } : {}) }
    return { apiVersion, kind, metadata, ...(kind.endsWith('Binding') ? { subjects: some(3, subject) } : {}) }
  })
  return list(items, { namespace: 'prod' })
}

const VALUES = ['a', 'fresh', 'v1.2.3', '1', '1.20', 'true', 'on', '0644', 'a-b', 'x:y', '/srv/a', '']
const [A, B, C, D, N] = ['a', 'b', 'c', 'd', 'n'].map((name) => `\${${name}}`)
const PATTERNS = [A, B, `${A}-${B}`, `x/${A}:${B}`, `pre-${C}`, N, D]
const OLD = ['a-b', 'x/a:b', 'pre-c', 'old', '1', '1.5', 'true', '"1"', '"on"', '']

/** For apply-setters: comments are what it lives by. */
export function setters(seed) {
  const { one, some } = chooser(seed)
  const fields = some(6, (i) => `      f${i}: ${one(OLD)} # kpt-set: ${one(PATTERNS)}\n`).join('')
  const names = [...new Set(some(3, () => one(['a', 'b', 'c', 'n', 'd'])))]
  const data = names.map((name) => `    ${name}: ${one([one(VALUES), JSON.stringify(one(VALUES))])}\n`).join('')
  return `apiVersion: config.kubernetes.io/v1
kind: ResourceList
items:
  - apiVersion: example.com/v1
    kind: Grid
    metadata:
      name: g
    spec:
${fields}functionConfig:
  apiVersion: v1
  kind: ConfigMap
  metadata:
    name: setters
  data:
${data}`
}
