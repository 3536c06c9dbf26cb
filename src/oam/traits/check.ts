/**
 * Whether a Trait resource is what expand-components writes. It travels through files and pipes, so anybody may have written it; what reads
 * traits relies on this check. Code: `trait-resource-invalid`.
 */
import { isObject } from '../../krm/check.ts'
import { type FieldPath, FieldPathError, parseFieldPath } from '../../krm/field-path.ts'
import { isDnsSubdomain } from '../../krm/name.ts'
import type { KrmResource } from '../../krm/resource.ts'
import { error, place, type Result } from '../../krm/result.ts'
import { validateParameters } from '../../schema/parameters.ts'
import { nativeTraitKinds, traitOwners } from '../application.ts'
import { APP_NAME, COMPONENT } from '../contract.ts'
import { KIND, specOf } from './resource.ts'

export function checkTrait(trait: KrmResource): readonly Result[] {
  const shape = validateParameters(KIND, trait)
  if (shape.length > 0) return shape.map(({ path, message, hint }) => invalid(trait, path, message, hint))
  return [...checkLabels(trait), ...checkPaths(trait), ...checkProperties(trait)]
}

/** Whether it says at least what it is: a trait of a foreign type is for somebody else to check. */
export function hasType({ spec }: KrmResource): boolean {
  return isObject(spec) && typeof spec.type === 'string' && spec.type !== ''
}

/** What is rendered for the trait gets its names from them. */
function checkLabels(trait: KrmResource): readonly Result[] {
  const { [APP_NAME]: application = '', [COMPONENT]: component = '' } = trait.metadata.labels ?? {}
  const wrong = [...(application === '' ? [APP_NAME] : []), ...(isDnsSubdomain(component) ? [] : [COMPONENT])]
  return wrong.map((label) => {
    const message = `the label \`${label}\` must be the name of the ${label === COMPONENT ? 'component' : 'application'}`
    return invalid(trait, ['metadata', 'labels', label], message)
  })
}

function checkPaths(trait: KrmResource): readonly Result[] {
  const { sourceRef } = specOf(trait)
  return (['fieldPath', 'position'] as const).flatMap((field) => {
    const text = sourceRef[field]
    const problem = text === undefined ? undefined : pathProblem(text)
    return problem
      ? [invalid(trait, ['spec', 'sourceRef', field], `the field path "${text}" is wrong: ${problem}`)]
      : []
  })
}

function pathProblem(text: string): string | undefined {
  try {
    parseFieldPath(text)
    return undefined
  } catch (cause) {
    if (cause instanceof FieldPathError) return cause.message
    throw cause
  }
}

/** As for the application; what a type does not declare and expand-components is told to allow, it leaves out. */
function checkProperties(trait: KrmResource): readonly Result[] {
  const { type, properties } = specOf(trait)
  if (!Object.hasOwn(traitOwners, type)) return []
  const schema = Object.hasOwn(nativeTraitKinds, type) ? nativeTraitKinds[type] : undefined
  return validateParameters(schema ?? type, properties).map(({ path, message, hint }) => {
    return invalid(trait, ['spec', 'properties', ...path], message, hint)
  })
}

function invalid(trait: KrmResource, path: FieldPath, message: string, hint = HINT): Result {
  return error('trait-resource-invalid', place(trait, path), message, hint)
}

const HINT = 'let expand-components write the Trait resources, and change them in no other function'
