/** From the `type` that an application names, `name` or `name@version`, to the definition that it means. */
import { ownNamespace } from '../krm/resource.ts'
import { error, type Result } from '../krm/result.ts'
import { suggest } from '../schema/nearest.ts'
import { unknownType } from './check.ts'
import type { Definition, DefinitionKind } from './definitions.ts'
import { checkDefinition } from './schematic.ts'
import { placeOf, type Spot } from './spot.ts'

export interface TypeReference {
  readonly kind: DefinitionKind
  readonly type: string
  /** Who names it, such as `component "cart"`. */
  readonly what: string
  readonly at: Spot
}

export interface ResolvedType {
  /** Without its version. */
  readonly name: string
  /** Absent for a built-in type. */
  readonly definition?: Definition
  readonly results: readonly Result[]
}

/** KubeVela's own namespace for definitions that all applications share. */
const SHARED_NAMESPACE = 'vela-system'

/** Component types of KubeVela that take more than the package to render. */
const OUT_OF_REACH: Readonly<Record<string, string>> = {
  helm: 'a Helm chart',
  helmchart: 'a Helm chart',
  kustomize: 'a kustomization of another place',
}

/**
 * The package's definitions come before the built-in types.
 * Codes: `component-type-unknown`, `component-type-unsupported`, `trait-type-unknown`, `policy-type-unknown`,
 * `definition-version-unknown`, and those of the definition.
 */
export function resolveType(
  reference: TypeReference,
  builtIns: readonly string[],
  definitions: readonly Definition[],
): ResolvedType {
  const [name = '', version] = split(reference.type)
  const seen = visible(definitions, reference.kind, ownNamespace(reference.at.source))
  const named = seen.filter((one) => one.name === name)
  const definition = version === undefined ? named.find(({ isRevision }) => !isRevision) : newest(named, version)
  const isBuiltIn = builtIns.includes(name)
  // Without a schematic it says what the built-in type goes with, and no more.
  if (definition && !(isBuiltIn && definition.isBare)) {
    const { problems, override, notes } = definition
    const results = problems.length > 0 ? problems : [...(isBuiltIn ? [override] : []), ...notes]
    return { name, definition, results }
  }
  if (isBuiltIn && (version === undefined || definition))
    return { name, results: definition ? checkDefinition(definition.source) : [] }
  if (isBuiltIn || named.length > 0) return { name, results: [unknownVersion(reference, name, version ?? '', named)] }
  return { name, results: [unknown(reference, name, [...builtIns, ...seen.map((one) => one.name)])] }
}

export function split(type: string): readonly string[] {
  const at = type.lastIndexOf('@')
  return at < 0 ? [type] : [type.slice(0, at), type.slice(at + 1)]
}

/** Those of the application's namespace first, then those without a namespace, then KubeVela's own. */
export function visible(
  definitions: readonly Definition[],
  kind: DefinitionKind,
  namespace: string | undefined,
): readonly Definition[] {
  if (definitions.length === 0) return definitions
  const order = [namespace, undefined, SHARED_NAMESPACE]
  const rank = ({ source }: Definition) => order.indexOf(ownNamespace(source))
  return definitions.filter((one) => one.kind === kind && rank(one) >= 0).toSorted((a, b) => rank(a) - rank(b))
}

/** `v1` is revision 1, or the newest of 1.x.y. */
function newest(named: readonly Definition[], version: string): Definition | undefined {
  const wanted = version.replace(/^v/, '')
  const fitting = named.filter((one) => one.version === wanted || one.version?.startsWith(`${wanted}.`))
  return wanted === '' ? undefined : fitting.toSorted((a, b) => compare(b, a))[0]
}

function compare(a: Definition, b: Definition): number {
  const text = ({ version = '' }: Definition) => version
  return text(a).localeCompare(text(b), 'en', { numeric: true })
}

function unknownVersion(
  { kind, what, at }: TypeReference,
  name: string,
  version: string,
  named: readonly Definition[],
): Result {
  const known = named.flatMap((one) => (one.version === undefined ? [] : [`${name}@${one.version}`]))
  const message = `${what} asks for version "${version}" of "${name}", which this package does not hold`
  const hint =
    known.length > 0 ? suggest(`${name}@${version}`, known) : `write "${name}", or add the ${kind} of that version`
  return error('definition-version-unknown', placeOf(at), message, hint)
}

function unknown({ kind, type, what, at }: TypeReference, name: string, known: readonly string[]): Result {
  if (kind === 'TraitDefinition') return unknownType('trait-type-unknown', what, type, sorted(known), at, kind)
  if (kind === 'PolicyDefinition') return unknownType('policy-type-unknown', what, type, sorted(known), at, kind)
  if (Object.hasOwn(OUT_OF_REACH, name)) return outOfReach(what, name, at)
  return unknownType('component-type-unknown', what, type, sorted(known), at, kind)
}

function sorted(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort()
}

function outOfReach(what: string, name: string, at: Spot): Result {
  const message = `${what} has the type "${name}", which renders ${OUT_OF_REACH[name]}: that needs the network and another program`
  const hint = 'render it into the package first, and give the manifests as they are or to `k8s-objects`'
  return error('component-type-unsupported', placeOf(at), message, hint)
}
