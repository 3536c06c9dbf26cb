/** One value of an output, and of an input: read from what is rendered, and set in properties. */
import { type FieldPath, FieldPathError, getIn, parseFieldPath, setIn } from '../../krm/field-path.ts'
import { type KrmResource, labelsOf } from '../../krm/resource.ts'
import { error } from '../../krm/result.ts'
import type { Properties } from '../application.ts'
import { RESOURCE_TYPE, TRAIT_RESOURCE } from '../contract.ts'
import type { Draft } from '../policies/draft.ts'
import { below, placeOf, type Spot } from '../spot.ts'

export interface Input {
  readonly from?: unknown
  readonly parameterKey?: unknown
}

interface Output {
  readonly name?: unknown
  readonly valueFrom?: unknown
}

export function inputsOf({ others }: Draft): readonly Input[] {
  return list(others.inputs)
}

export function outputsOf({ others }: Draft): readonly Output[] {
  return list(others.outputs)
}

function list<T>(value: unknown): readonly T[] {
  return Array.isArray(value) ? value : []
}

export function outputNamed(draft: Draft, name: unknown): number | undefined {
  const i = outputsOf(draft).findIndex((output) => output.name === name)
  return i < 0 ? undefined : i
}

/** The draft with the value of an input in its properties. Code `input-invalid`. */
export function withValue(draft: Draft, { parameterKey }: Input, value: unknown, at: Spot) {
  try {
    const path = parseFieldPath(String(parameterKey ?? ''))
    const properties = {
      ...draft.properties,
      value: setIn(draft.properties.value ?? {}, path, value) as Properties,
      overridden: [...draft.properties.overridden, { path, from: below(at, 'parameterKey') }],
    }
    return { draft: { ...draft, properties }, results: [] }
  } catch (cause) {
    if (!(cause instanceof FieldPathError)) throw cause
    const message = `\`parameterKey\` "${parameterKey ?? ''}" is no place in the properties: ${cause.message}`
    return { draft, results: [error('input-invalid', placeOf(at, 'parameterKey'), message)] }
  }
}

/** `output.<path>` of the main resource, `outputs.<key>.<path>` of another. Code `output-unresolved`. */
export function outputValue(draft: Draft, name: unknown, rendered: readonly KrmResource[]) {
  const i = outputNamed(draft, name) ?? 0
  const { valueFrom } = outputsOf(draft)[i] ?? {}
  const refuse = (reason: string) => {
    const at = placeOf(draft.othersFrom, 'outputs', i, 'valueFrom')
    const message = `output "${name}" of component "${draft.name}": \`valueFrom\` "${valueFrom}" ${reason}`
    const hint = 'write the value into the properties of the component that takes it'
    return { results: [error('output-unresolved', at, message, hint)] }
  }
  const [root, ...path] = pathOf(valueFrom)
  if (root !== 'output' && root !== 'outputs')
    return refuse('is an expression; only a path below `output` or `outputs` can be followed here')
  const object = rendered.find((one) => {
    const labels = labelsOf(one)
    return root === 'output' ? labels[RESOURCE_TYPE] === 'WORKLOAD' : labels[TRAIT_RESOURCE] === path[0]
  })
  const inside = root === 'output' ? path : path.slice(1)
  if (inside[0] === 'status') return refuse('is known in a cluster only')
  const value = object && inside.length > 0 ? getIn(object, inside) : undefined
  return value === undefined ? refuse('leads to nothing that the component renders') : { value, results: [] }
}

function pathOf(text: unknown): FieldPath {
  try {
    return parseFieldPath(String(text ?? ''))
  } catch (cause) {
    if (!(cause instanceof FieldPathError)) throw cause
    return []
  }
}
