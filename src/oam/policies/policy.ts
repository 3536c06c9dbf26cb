/** Policies of an Application: its own, and the Policy objects of the package that its workflow names. */
import type { KrmResource } from '../../krm/resource.ts'
import { describe } from '../../krm/resource.ts'
import { error, failed, place, type Result, warning } from '../../krm/result.ts'
import { suggest } from '../../schema/nearest.ts'
import type { Properties } from '../application.ts'
import { checkProperties, checkShape, type ReadOptions } from '../check.ts'
import type { Beside } from '../workflow/beside.ts'
import { below, type Spot } from './draft.ts'
import { OUTDATED, policyTypes, RUNTIME } from './types.ts'

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
export function readPolicies(source: KrmResource, beside: Beside): Policies {
  const specs = (source.spec as { readonly policies?: readonly PolicySpec[] }).policies ?? []
  const own = specs.map((spec, i) => {
    const at = { source, path: ['spec', 'policies', i] }
    return policy({ ...spec, name: spec.name ?? `${spec.type}-auto-gen-${i}` }, at)
  })
  const { standalone, shapes } = readStandalone(beside.policies.inNamespace(source.metadata.namespace))
  return {
    own,
    named: (name) => own.find((one) => one.name === name) ?? standalone.get(name),
    names: () => [...new Set([...standalone.keys(), ...own.toReversed().map(({ name }) => name)])],
    results: [...shapes, ...checkNames(own)],
  }
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

function checkNames(policies: readonly Policy[]): readonly Result[] {
  return policies.flatMap(({ name, at: { source, path } }, i) => {
    const first = policies.findIndex((one) => one.name === name)
    if (first === i) return []
    const message = `policy "${name}" stands twice in ${describe(source)}, first at \`spec.policies[${first}]\``
    return [error('policy-duplicate', place(source, [...path, 'name']), message, 'give each policy a name of its own')]
  })
}

/**
 * The type, and the properties against it. KubeVela reads override and deploy strictly, and so does hydroam whatever the options say.
 * Codes: `policy-type-unknown`, `policy-unsupported`, `policy-runtime-only`, and those of checkProperties.
 */
export function checkPolicy(
  { name, type, properties, at, propertiesAt }: Policy,
  beside: Beside,
  options: ReadOptions,
): readonly Result[] {
  const typeAt = place(at.source, [...at.path, 'type'])
  const what = `policy "${name}" has the type "${type}"`
  const outdated = Object.hasOwn(OUTDATED, type) ? OUTDATED[type] : undefined
  if (outdated) return [error('policy-unsupported', typeAt, `${what}, which KubeVela has given up`, outdated)]
  if (beside.policyTypes.has(type)) {
    const message = `${what}, whose PolicyDefinition is not evaluated, so the result would differ from what the application says`
    return [
      error('policy-unsupported', typeAt, message, 'write what it renders into the package, and remove the policy'),
    ]
  }
  if (!policyTypes.includes(type)) {
    return [error('policy-type-unknown', typeAt, `${what}, which is not known`, suggest(type, policyTypes))]
  }
  if (RUNTIME.includes(type)) return [runtimeOnly(at, `policy "${name}" of type "${type}"`)]
  if (type === 'override' && (properties === undefined || Object.keys(properties).length === 0)) {
    const hint = 'say under `components` what it changes, or remove the policy'
    return [error('parameter-missing', place(at.source, at.path), `override "${name}" has no properties`, hint)]
  }
  const strict = type === 'override' ? { ...options, allowUndeclaredParameters: false } : options
  return checkProperties(type, properties, propertiesAt.source, propertiesAt.path, strict)
}

/** Code `policy-runtime-only`. `what` reads like `the strategy "onStateKeep"`. */
export function runtimeOnly({ source, path }: Spot, what: string, hint?: string): Result {
  return warning(
    'policy-runtime-only',
    place(source, path),
    `${what} acts in a cluster only and changes no manifest`,
    hint,
  )
}
