/**
 * `scope` of a PolicyDefinition: `Application`, or empty for a policy that renders objects; `global` and `priority` go with the former.
 * KubeVela 1.11 (alpha) `apis/core.oam.dev/v1beta1/policy_definition.go`, and its guide to Application-scoped policies.
 */
import { type FieldPath, getIn } from '../../krm/field-path.ts'
import { describe, type KrmResource } from '../../krm/resource.ts'
import { error, place, type Result } from '../../krm/result.ts'

export interface Scope {
  /** It acts on every application, and none names it. */
  readonly isGlobal: boolean
  /** Of two that are global the lower one goes first. */
  readonly priority: number
}

const APPLICATION = 'Application'

/** Where its template stands. */
export const TEMPLATE: FieldPath = ['spec', 'schematic', 'kube', 'template']

export function isApplicationScoped(definition: KrmResource): boolean {
  return definition.kind === 'PolicyDefinition' && getIn(definition, ['spec', 'scope']) === APPLICATION
}

/** Undefined for what does not act on the application itself. Code `definition-invalid`. */
export function readScope(definition: KrmResource): {
  readonly scope: Scope | undefined
  readonly results: readonly Result[]
} {
  if (definition.kind !== 'PolicyDefinition') return { scope: undefined, results: [] }
  const [scope, global, priority] = ['scope', 'global', 'priority'].map((field) => getIn(definition, ['spec', field]))
  const isGlobal = global === true
  const results = [
    ...checkScope(definition, scope),
    ...checkField(definition, 'global', isGlobal && scope !== APPLICATION, `needs \`scope: ${APPLICATION}\``),
    ...checkField(
      definition,
      'priority',
      priority !== undefined && !Number.isInteger(number(priority)),
      'is no integer',
    ),
    ...(isGlobal ? checkParameters(definition) : []),
  ]
  if (!isApplicationScoped(definition) && !isGlobal) return { scope: undefined, results }
  return { scope: { isGlobal, priority: number(priority ?? 0) }, results }
}

function number(value: unknown): number {
  return typeof value === 'bigint' || typeof value === 'number' ? Number(value) : Number.NaN
}

function checkScope(definition: KrmResource, scope: unknown): readonly Result[] {
  if (scope === undefined || scope === '' || scope === APPLICATION) return []
  const message = `${describe(definition)} has the \`scope\` ${JSON.stringify(scope)}, which is not known`
  const hint = `write "${APPLICATION}" for a policy that changes the application, or remove it for one that renders an object`
  return [error('definition-invalid', place(definition, ['spec', 'scope']), message, hint)]
}

function checkField(definition: KrmResource, field: string, isWrong: boolean, what: string): readonly Result[] {
  if (!isWrong) return []
  return [
    error('definition-invalid', place(definition, ['spec', field]), `\`${field}\` of ${describe(definition)} ${what}`),
  ]
}

/** Nobody gives values to a policy that nobody names. */
function checkParameters(definition: KrmResource): readonly Result[] {
  const at = ['spec', 'schematic', 'kube', 'parameters']
  const parameters = getIn(definition, at)
  if (!Array.isArray(parameters)) return []
  return parameters.flatMap((parameter, i) => {
    if (getIn(parameter, ['required']) !== true) return []
    const message = `${describe(definition)} is global, so nobody can give it the required parameter "${getIn(parameter, ['name'])}"`
    const hint = 'write its value into the template'
    return [error('definition-invalid', place(definition, [...at, i, 'required']), message, hint)]
  })
}
