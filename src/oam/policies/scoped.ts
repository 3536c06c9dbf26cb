/**
 * Policies of Application scope: first those that are global, by priority and name, then those that the Application names, in its order.
 * Each sees what the ones before it left. KubeVela 1.11 (alpha), its guide to Application-scoped policies.
 */
import type { FieldPath } from '../../krm/field-path.ts'
import { annotation, describe, type KrmResource, ownNamespace } from '../../krm/resource.ts'
import { error, failed, place, type Result } from '../../krm/result.ts'
import { validateParameters } from '../../schema/parameters.ts'
import type { Properties } from '../application.ts'
import { checkDefined, checkShape, isReadable, type ReadOptions } from '../check.ts'
import type { Definition } from '../definitions.ts'
import { placeOf } from '../spot.ts'
import { visible } from '../type-reference.ts'
import { ownPolicies, type Policy, resolvePolicy, runtimeOnly } from './policy.ts'
import { TEMPLATE } from './scope.ts'
import { applyTransform, type Transform } from './transform.ts'
import { asWritten, type Written } from './written.ts'

/** A definition that acts on an Application, and the policy that says so, unless it is global. */
interface Act {
  readonly definition: Definition
  readonly policy?: Policy
}

export interface Scoped {
  readonly written: Written
  /** Of the Application's own shape, which a policy may have replaced; they do not stand in the way of reading on. */
  readonly shape: readonly Result[]
  /** An error among them means that the Application cannot be read. */
  readonly results: readonly Result[]
}

const SKIP_GLOBAL = 'policy.oam.dev/skip-global'

/** Codes: those of definitions and of their parameters, `field-unknown`, `policy-global`, `policy-runtime-only`. */
export function applyScoped(source: KrmResource, options: ReadOptions): Scoped {
  const written = asWritten(source)
  const known = (options.definitions ?? []).filter(({ scope }) => scope)
  const shape = known.length === 0 ? [] : checkShape('Application', source)
  if (known.length === 0 || !isReadable(shape)) return { written, shape, results: [] }
  const acts = [...globalActs(known, source), ...namedActs(written, options)]
  const results = acts.flatMap((act) => checkAct(act, options))
  if (failed(results)) return { written, shape, results }
  return acts.reduce<Scoped>((sofar, act) => perform(sofar, act), { written, shape, results })
}

/** The definition of the nearest namespace takes the place of the others of its name. */
function globalActs(known: readonly Definition[], source: KrmResource): readonly Act[] {
  if (annotation(source, SKIP_GLOBAL) === 'true') return []
  const seen = visible(known, 'PolicyDefinition', ownNamespace(source))
  const global = seen.filter(({ scope, isRevision }) => scope?.isGlobal && !isRevision)
  const nearest = [...new Map(global.toReversed().map((definition) => [definition.name, definition])).values()]
  return nearest.toSorted(inTurn).map((definition) => ({ definition }))
}

function inTurn(a: Definition, b: Definition): number {
  const difference = (a.scope?.priority ?? 0) - (b.scope?.priority ?? 0)
  return difference || (a.name < b.name ? -1 : 1)
}

function namedActs(written: Written, options: ReadOptions): readonly Act[] {
  return ownPolicies(written).flatMap((policy) => {
    const { definition } = resolvePolicy(policy, options)
    return definition?.scope ? [{ definition, policy }] : []
  })
}

function checkAct({ definition, policy }: Act, options: ReadOptions): readonly Result[] {
  if (definition.problems.length > 0) return definition.problems
  if (!policy) return []
  const { at, propertiesAt, properties, name } = policy
  if (definition.scope?.isGlobal) {
    const message = `policy "${name}" names ${describe(definition.source)}, which is global and acts on every application by itself`
    return [error('policy-global', placeOf(at, 'type'), message, 'remove the policy')]
  }
  return checkDefined(definition, properties, propertiesAt.source, propertiesAt.path, options)
}

/** What the parameters make of a template is known only now. Code `definition-invalid`. */
function perform({ written, shape, results }: Scoped, { definition, policy }: Act): Scoped {
  const { source } = definition
  const transform = definition.template?.transform?.((policy?.properties ?? {}) as Properties) as Transform
  const problems = validateParameters('policy-template', transform).map(({ path, message, hint }) =>
    error('definition-invalid', place(source, [...TEMPLATE, ...path]), message, hint),
  )
  if (problems.length > 0) return { written, shape, results: [...results, ...problems] }
  return {
    written: applyTransform(written, transform, { source, path: TEMPLATE }, policyPath(policy)),
    shape,
    results: [...results, ...checkContext(transform, definition)],
  }
}

function policyPath(policy: Policy | undefined): FieldPath | undefined {
  return policy?.at.path
}

/** Steps read it that only a cluster takes. */
function checkContext({ ctx = {} }: Transform, { source }: Definition): readonly Result[] {
  if (Object.keys(ctx).length === 0) return []
  return [runtimeOnly({ source, path: [...TEMPLATE, 'ctx'] }, `\`ctx\` of ${describe(source)}`)]
}
