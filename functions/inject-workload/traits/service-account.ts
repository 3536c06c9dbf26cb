/** `service-account`: the account with which the pods ask the API server, and what it may do. */
import type { KrmResource } from '../../../src/krm/resource.ts'
import { error, type Result } from '../../../src/krm/result.ts'
import type { Context, Evaluate } from '../../../src/oam/definition.ts'
import { retained } from '../../../src/oam/patch/strategy.ts'
import { patchPods } from '../containers.ts'

interface Privilege {
  readonly verbs: readonly string[]
  readonly apiGroups?: readonly string[]
  readonly resources?: readonly string[]
  readonly resourceNames?: readonly string[]
  readonly nonResourceURLs?: readonly string[]
  readonly scope?: 'namespace' | 'cluster'
}

interface Parameters {
  readonly name: string
  readonly create?: boolean
  readonly privileges?: readonly Privilege[]
}

type Outputs = Readonly<Record<string, KrmResource>>

const RBAC = 'rbac.authorization.k8s.io'

export const serviceAccount: Evaluate = (parameters, context) => {
  const { name, create = false, privileges = [] } = parameters as unknown as Parameters
  const cluster = privileges.filter(({ scope }) => scope === 'cluster')
  const own = privileges.filter(({ scope }) => scope !== 'cluster')
  const outputs = {
    ...(create ? { 'service-account': { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name } } } : {}),
    ...(cluster.length > 0 ? clusterRole(name, cluster, context) : {}),
    ...(own.length > 0 ? namespaceRole(name, own) : {}),
  }
  const results = [...privileges.flatMap(checkPrivilege), ...checkNamespace(cluster, context)]
  const patch = patchPods(context, { serviceAccountName: retained(name) })
  return { ...patch, outputs, results: [...(patch.results ?? []), ...results] }
}

/** Objects of the cluster have no namespace to tell them apart, so that their name says it. */
function clusterRole(account: string, privileges: readonly Privilege[], { namespace }: Context): Outputs {
  const subject = { kind: 'ServiceAccount', name: account, namespace }
  const name = `${namespace}:${account}`
  return {
    'cluster-role': role('ClusterRole', name, privileges),
    'cluster-role-binding': binding('ClusterRole', name, subject),
  }
}

function namespaceRole(name: string, privileges: readonly Privilege[]): Outputs {
  return {
    role: role('Role', name, privileges),
    'role-binding': binding('Role', name, { kind: 'ServiceAccount', name }),
  }
}

function role(kind: string, name: string, privileges: readonly Privilege[]): KrmResource {
  const rules = privileges.map(({ verbs, apiGroups, resources, resourceNames, nonResourceURLs }) => {
    return { verbs, apiGroups, resources, resourceNames, nonResourceURLs }
  })
  return { apiVersion: `${RBAC}/v1`, kind, metadata: { name }, rules }
}

function binding(kind: string, name: string, subject: object): KrmResource {
  const roleRef = { apiGroup: RBAC, kind, name }
  return { apiVersion: `${RBAC}/v1`, kind: `${kind}Binding`, metadata: { name }, roleRef, subjects: [subject] }
}

/** What the API server refuses. Code `privilege-invalid`. */
function checkPrivilege(privilege: Privilege, i: number): readonly Result[] {
  const { apiGroups = [], resources = [], nonResourceURLs = [], scope } = privilege
  const wrong = (message: string, hint: string) => [
    error('privilege-invalid', { field: { path: ['privileges', i] } }, message, hint),
  ]
  if (nonResourceURLs.length > 0) {
    if (scope !== 'cluster') return wrong('`nonResourceURLs` belong to no namespace', 'write `scope: cluster`')
    if (apiGroups.length === 0 && resources.length === 0) return []
    return wrong('a privilege is about resources or about `nonResourceURLs`', 'make it two privileges')
  }
  if (resources.length === 0) return wrong('a privilege needs `resources` or `nonResourceURLs`', 'add one of them')
  if (apiGroups.length > 0) return []
  return wrong('`resources` need their `apiGroups`', 'add `apiGroups`; the one of Pods and Services is ""')
}

/** Code `namespace-missing`. */
function checkNamespace(cluster: readonly Privilege[], { namespace }: Context): readonly Result[] {
  if (cluster.length === 0 || namespace) return []
  const message = 'a privilege with the `scope` "cluster" needs the namespace of the account'
  return [error('namespace-missing', {}, message, 'give the application a namespace')]
}
