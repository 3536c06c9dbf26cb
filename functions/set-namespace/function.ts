/** Moves resources into a namespace as the catalogue's set-namespace v0.4 does (`transformer/namespace.go`). */
import { isKustomization } from '../../src/krm/check.ts'
import { asDependency, dependencyKey, editDependsOn } from '../../src/krm/depends-on.ts'
import { extent } from '../../src/krm/edit-items.ts'
import { type FieldPath, getIn, setIn } from '../../src/krm/field-path.ts'
import type { FunctionOutput, KrmFunction } from '../../src/krm/function.ts'
import { group, isLocalConfig, type KrmResource } from '../../src/krm/resource.ts'
import { info } from '../../src/krm/result.ts'
import { type ScopeOf, scopes } from '../../src/krm/scope.ts'
import { accountsThatFollow, namespaceIn } from './accounts.ts'
import { readConfig } from './config.ts'
import { originOf } from './origin.ts'
import { isNamespace, NAME, OWN, places } from './places.ts'

interface Settings {
  readonly namespace: string
  /** Only what is in this namespace moves, or came from it. */
  readonly namespaceMatcher?: string
}

export const setNamespace: KrmFunction<Settings> = {
  name: 'set-namespace',
  description: 'Moves every resource, and what refers to the namespace, into one namespace',
  type: 'mutator',
  readConfig,
  generations: {
    '0.1': async () => (await import('./v0.1.ts')).setNamespaceV01,
    '0.2': async () => (await import('./v0.1.ts')).setNamespaceV02,
    '0.3': async () => (await import('./v0.3.ts')).setNamespaceV03,
  },
  run,
}

function run(items: readonly KrmResource[], settings: Settings): FunctionOutput {
  const scopeOf = scopes(items)
  const own = items.filter((item) => !stays(item) && hasOwn(item, scopeOf) && leaves(item, OWN, settings))
  const follows = accountsThatFollow(own, settings.namespaceMatcher)
  const leaving = items.map((item) => {
    if (stays(item)) return []
    return places(item, (resource) => hasOwn(resource, scopeOf), follows).filter((at) => leaves(item, at, settings))
  })
  const moved = items.map((item, i) => {
    return (leaving[i] ?? []).reduce((each, at) => setIn(each, at, settings.namespace) as KrmResource, item)
  })
  const gone = new Set(own.map((item) => dependencyKey(asDependency(item, namespaceIn(item)))))
  const followed = moved.map((item) => (stays(item) ? item : follow(item, gone, settings.namespace)))
  const references = followed.filter((item, i) => item !== moved[i]).length
  const fields = leaving.flat().length + references
  if (fields === 0) return { items }
  const resources = followed.filter((item, i) => item !== items[i]).length
  const message = `namespace "${settings.namespace}" set in ${extent({ fields, resources })}`
  return { items: followed, results: [info('namespace-set', {}, message)] }
}

/** What is for tools, and the files of kpt and kustomize, live in no namespace. */
function stays(item: KrmResource): boolean {
  return (
    isLocalConfig(item) || isKustomization(item) || (group(item.apiVersion) === 'kpt.dev' && item.kind === 'Kptfile')
  )
}

/** A custom resource whose scope nobody says, and which says no namespace, may live in none. */
function hasOwn(item: KrmResource, scopeOf: ScopeOf): boolean {
  if (isNamespace(item)) return false
  return (scopeOf(item) ?? (getIn(item, OWN) ? 'namespace' : 'cluster')) === 'namespace'
}

function leaves(item: KrmResource, at: FieldPath, { namespace, namespaceMatcher }: Settings): boolean {
  const current = getIn(item, at)
  if (current === namespace) return false
  return (
    namespaceMatcher === undefined ||
    (current || 'default') === namespaceMatcher ||
    (at === OWN && originOf(item)?.namespace === namespaceMatcher) ||
    (at === NAME && originOf(item)?.name === namespaceMatcher)
  )
}

function follow(item: KrmResource, gone: ReadonlySet<string>, namespace: string): KrmResource {
  return editDependsOn(item, (on) => (gone.has(dependencyKey(on)) ? { ...on, namespace } : on))
}
