/** Policies of an Application: its own, and the Policy objects of the package that its workflow names. */
import { describe, type KrmResource, ownNamespace } from '../../krm/resource.ts'
import { error, failed, type Result, warning } from '../../krm/result.ts'
import type { Properties } from '../application.ts'
import { checkDefined, checkProperties, checkShape, type ReadOptions } from '../check.ts'
import type { Definition } from '../definitions.ts'
import { below, placeOf, type Spot } from '../spot.ts'
import { type ResolvedType, resolveType, split } from '../type-reference.ts'
import type { Beside } from '../workflow/beside.ts'
import { autoName, isBuiltIn, OUTDATED, policyTypes, RUNTIME } from './types.ts'
import type { Written } from './written.ts'

export interface Policy {
  readonly name: string
  readonly type: string
  readonly properties: Properties | undefined
  readonly at: Spot
  readonly propertiesAt: Spot
}

export interface Policies {
  /** The Application's own, in its order. */
  readonly own: readonly Policy[]
  /** Those a workflow may name: the own ones first, then the package's. */
  readonly named: (name: string) => Policy | undefined
  readonly names: () => readonly string[]
  readonly results: readonly Result[]
}

interface PolicySpec {
  readonly name?: string
  readonly type: string
  readonly properties?: Properties
}

/** Codes: `policy-duplicate`, those of a Policy's shape. What a policy says is checked by `checkPolicy`, once it is used. */
export function readPolicies(written: Written, beside: Beside): Policies {
  const { source } = written
  const own = ownPolicies(written)
  const { standalone, shapes } = readStandalone(beside.policies.inNamespace(ownNamespace(source)))
  return {
    own,
    named: (name) => own.find((one) => one.name === name) ?? standalone.get(name),
    names: () => [...new Set([...standalone.keys(), ...own.toReversed().map(({ name }) => name)])],
    results: [...shapes, ...checkNames(own, source)],
  }
}

export function ownPolicies({ source, policies: at }: Written): readonly Policy[] {
  const specs = (source.spec as { readonly policies?: readonly PolicySpec[] }).policies ?? []
  return specs.map((spec, i) => policy({ ...spec, name: spec.name ?? autoName(spec.type, i) }, below(at, i)))
}

interface Standalone {
  readonly standalone: ReadonlyMap<string, Policy>
  readonly shapes: readonly Result[]
}

const known = new WeakMap<readonly KrmResource[], Standalone>()

/** The Policy objects of a namespace, which are the same for each Application in it. */
function readStandalone(beside: readonly KrmResource[]): Standalone {
  const read = known.get(beside) ?? standaloneIn(beside)
  known.set(beside, read)
  return read
}

function standaloneIn(beside: readonly KrmResource[]): Standalone {
  const shapes = beside.flatMap((item) => checkShape('Policy', item))
  return { standalone: new Map(failed(shapes) ? [] : beside.map(fromObject).map((one) => [one.name, one])), shapes }
}

/** A Policy object has its type and properties at its root. */
function fromObject(source: KrmResource): Policy {
  const { type, properties, metadata } = source as KrmResource & PolicySpec
  return policy({ type, ...(properties ? { properties } : {}), name: metadata.name ?? '' }, { source, path: [] })
}

function policy({ name, type, properties }: Required<Pick<PolicySpec, 'name'>> & PolicySpec, at: Spot): Policy {
  return { name, type, properties, at, propertiesAt: below(at, 'properties') }
}

function checkNames(policies: readonly Policy[], application: KrmResource): readonly Result[] {
  return policies.flatMap(({ name, at }, i) => {
    const first = policies.findIndex((one) => one.name === name)
    if (first === i) return []
    const message = `policy "${name}" stands twice in ${describe(application)}, first at \`spec.policies[${first}]\``
    return [error('policy-duplicate', placeOf(at, 'name'), message, 'give each policy a name of its own')]
  })
}

/**
 * The type, and the properties against it. KubeVela reads override and deploy strictly, and so does hydroam whatever the options say.
 * Codes: `policy-type-unknown`, `policy-unsupported`, `policy-runtime-only`, and those of checkProperties and of a definition.
 */
export function checkPolicy(
  { name, type, properties, at, propertiesAt }: Policy,
  options: ReadOptions,
): readonly Result[] {
  const typeAt = placeOf(at, 'type')
  const what = `policy "${name}" has the type "${type}"`
  const outdated = Object.hasOwn(OUTDATED, type) ? OUTDATED[type] : undefined
  if (outdated) return [error('policy-unsupported', typeAt, `${what}, which KubeVela has given up`, outdated)]
  const { definition, results } = resolvePolicy({ name, type, at }, options)
  if (failed(results)) return results
  if (definition?.scope) return checkTurn(name, definition, at)
  if (definition)
    return [...results, ...checkDefined(definition, properties, propertiesAt.source, propertiesAt.path, options)]
  if (RUNTIME.includes(type)) return [runtimeOnly(at, `policy "${name}" of type "${type}"`)]
  if (type === 'override' && (properties === undefined || Object.keys(properties).length === 0)) {
    const hint = 'say under `components` what it changes, or remove the policy'
    return [error('parameter-missing', placeOf(at), `override "${name}" has no properties`, hint)]
  }
  const strict = type === 'override' ? { ...options, allowUndeclaredParameters: false } : options
  return checkProperties(type, properties, propertiesAt.source, propertiesAt.path, strict)
}

/** What stands behind the type: a definition of the package, unless KubeVela has the type itself. */
export function resolvePolicy(
  { name, type, at }: Pick<Policy, 'name' | 'type' | 'at'>,
  options: ReadOptions,
): ResolvedType {
  const known = isBuiltIn(split(type)[0] ?? '') ? [] : (options.definitions ?? [])
  const reference = { kind: 'PolicyDefinition', type, what: `policy "${name}"`, at: below(at, 'type') } as const
  return resolveType(reference, policyTypes, known)
}

/** Policies of Application scope have had their turn (scoped.ts): those that the Application names when all begins. Code `policy-unsupported`. */
function checkTurn(name: string, { source: definition }: Definition, at: Spot): readonly Result[] {
  if (at.source.kind === 'Application') return []
  const message = `policy "${name}" is of ${describe(definition)}, which changes the application, and comes too late for that`
  const hint = `name it under \`spec.policies\` of the Application`
  return [error('policy-unsupported', placeOf(at, 'type'), message, hint)]
}

/** Code `policy-runtime-only`. `what` reads like `the strategy "onStateKeep"`. */
export function runtimeOnly(at: Spot, what: string, hint?: string): Result {
  return warning('policy-runtime-only', placeOf(at), `${what} acts in a cluster only and changes no manifest`, hint)
}
