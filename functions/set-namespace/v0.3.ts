/**
 * Moves resources as the catalogue's set-namespace v0.3 did (`transformer/namespace.go` before v0.4): from one old namespace into the new one.
 * What says no namespace stays without one.
 */
import { asDependency, dependencyKey, editDependsOn } from '../../src/krm/depends-on.ts'
import { extent } from '../../src/krm/edit-items.ts'
import { type FieldPath, getIn, setIn } from '../../src/krm/field-path.ts'
import type { FunctionOutput, KrmFunction } from '../../src/krm/function.ts'
import { describe, isLocalConfig, type KrmResource } from '../../src/krm/resource.ts'
import { error, info, place, type Result } from '../../src/krm/result.ts'
import { readConfig } from './config.ts'
import { hasNamespace, isNamespace, NAME, OWN, service, subjects } from './places.ts'

interface Settings {
  readonly namespace: string
  readonly namespaceMatcher?: string
}

export const setNamespaceV03: KrmFunction<Settings> = {
  name: 'set-namespace',
  description: 'Moves the resources of one namespace into another',
  type: 'mutator',
  readConfig,
  run,
}

function run(items: readonly KrmResource[], { namespace, namespaceMatcher }: Settings): FunctionOutput {
  const said = items.map((item) => (isLocalConfig(item) ? [] : places(item)))
  const old = oldNamespace(items, said, namespaceMatcher)
  if (typeof old === 'object') return { items, results: [old] }
  const leaving = said.map((all, i) => all.filter((at) => getIn(items[i], at) === old && old !== namespace))
  const moved = items.map((item, i) => {
    return (leaving[i] ?? []).reduce((each, at) => setIn(each, at, namespace) as KrmResource, item)
  })
  const declared = new Set(items.map((item) => dependencyKey(asDependency(item, old))))
  const after = moved.map((item) => {
    if (isLocalConfig(item)) return item
    return editDependsOn(item, (on) =>
      on.namespace === old && declared.has(dependencyKey(on)) ? { ...on, namespace } : on,
    )
  })
  const fields = leaving.flat().length + after.filter((item, i) => item !== moved[i]).length
  if (fields === 0) return { items }
  const resources = after.filter((item, i) => item !== items[i]).length
  const message = `namespace "${namespace}" set in ${extent({ fields, resources })}`
  return { items: after, results: [info('namespace-set', {}, message)] }
}

/** Where a resource says a namespace now. */
function places(resource: KrmResource): readonly FieldPath[] {
  if (isNamespace(resource)) return [NAME]
  const special = [
    ...service(resource),
    ...(resource.kind === 'ClusterRoleBinding' ? subjects(resource, hasNamespace) : []),
  ]
  return (special.length > 0 ? special : [OWN]).filter((at) => getIn(resource, at))
}

const HINT = 'take set-namespace v0.4, which moves all of them'

/** That of the matcher, of the one Namespace, or of everything; undefined where nothing says one. Code `namespace-ambiguous`. */
function oldNamespace(
  items: readonly KrmResource[],
  said: readonly (readonly FieldPath[])[],
  matcher: string | undefined,
): string | undefined | Result {
  const own = items.filter((item) => isNamespace(item) && !isLocalConfig(item))
  const [first, second] = own
  if (matcher !== undefined && first) {
    const message = `\`namespaceMatcher\` and ${describe(first)} both say which namespace is the old one`
    return error('namespace-ambiguous', place(first), message, 'remove `namespaceMatcher`')
  }
  if (second) return error('namespace-ambiguous', place(second), `${own.length} resources are a Namespace`, HINT)
  if (matcher !== undefined || first) return matcher ?? first?.metadata.name
  const names = new Set(items.flatMap((item, i) => (said[i] ?? []).map((at) => String(getIn(item, at)))))
  if (names.size < 2) return [...names][0]
  return error(
    'namespace-ambiguous',
    {},
    `the resources are in ${names.size} namespaces: ${[...names].sort().join(', ')}`,
    `say which one in \`namespaceMatcher\`, or ${HINT}`,
  )
}
