/**
 * Which service accounts in bindings move with the package: kustomize's rule (`api/filters/namespace/namespace.go` and its name references,
 * asked of v5.5.0), and besides them those of the one namespace that the whole package leaves, which the catalogue moves too.
 */
import { getIn } from '../../src/krm/field-path.ts'
import type { KrmResource } from '../../src/krm/resource.ts'
import type { Moves } from './places.ts'

/** The namespace in which a resource ends up that says none. */
const DEFAULT = 'default'
/** The account that every namespace has. */
const DEFAULT_ACCOUNT = 'default'

export function namespaceIn({ metadata }: KrmResource): string {
  return metadata.namespace || DEFAULT
}

/** `leaving` are the resources that move; `matcher` names the namespace that is left, where the settings say it. */
export function accountsThatFollow(leaving: readonly KrmResource[], matcher: string | undefined): Moves {
  const accounts = new Set(leaving.filter(({ kind }) => kind === 'ServiceAccount').map(keyOf))
  const left = matcher === undefined ? namespacesOf(leaving) : new Set([matcher])
  return (subject) => {
    const [kind, name, namespace] = ['kind', 'name', 'namespace'].map((field) => getIn(subject, [field]))
    if (kind !== 'ServiceAccount' || typeof namespace !== 'string') return false
    return (
      accounts.has(`${namespace}/${name}`) || (left.has(namespace) && (left.size === 1 || name === DEFAULT_ACCOUNT))
    )
  }
}

function keyOf(account: KrmResource): string {
  return `${namespaceIn(account)}/${account.metadata.name}`
}

/** Those that are written down; a resource without one says nothing about where the package has been. */
function namespacesOf(resources: readonly KrmResource[]): ReadonlySet<string> {
  const said = resources.flatMap(({ metadata: { namespace } }) => (namespace ? [namespace] : []))
  return new Set(said.length > 0 ? said : [DEFAULT])
}
