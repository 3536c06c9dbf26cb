/** The containers of a workload's pods, and how a trait names those that it changes. */
import { isObject } from '../../src/krm/check.ts'
import { type FieldPath, getIn } from '../../src/krm/field-path.ts'
import { error, failed, type Result } from '../../src/krm/result.ts'
import type { Properties } from '../../src/oam/application.ts'
import type { Context, Evaluation } from '../../src/oam/definition.ts'
import { keyed } from '../../src/oam/patch/strategy.ts'
import { suggest } from '../../src/schema/nearest.ts'

export interface Container {
  readonly name?: string
  readonly [field: string]: unknown
}

export function containersOf({ output }: Context): readonly Container[] {
  const list = getIn(output, ['spec', 'template', 'spec', 'containers'])
  return Array.isArray(list) ? list.filter(isObject) : []
}

/** A patch of the pods at `spec.template`, where Deployments and their like have them. Code `pods-missing`. */
export function patchPods({ output }: Context, spec: Properties): Evaluation {
  if (isObject(getIn(output, ['spec', 'template', 'spec']))) {
    return { patch: { type: 'unify', value: { spec: { template: { spec } } } } }
  }
  const message = `${output?.kind} "${output?.metadata.name}" has no pods at \`spec.template\``
  return { results: [error('pods-missing', {}, message, 'remove the trait, or say the same with a json-merge-patch')] }
}

/** The parameters for one container, and where they stand. */
export interface Wanted<Parameters> {
  readonly parameters: Parameters
  readonly name: string
  readonly path: FieldPath
}

/**
 * A change of one container, by default the one named as the component, or of several: then the parameter `several` holds a list of the
 * parameters of each. Codes: `container-unknown`, `container-unnamed`, `container-repeated`, `pods-missing`, and those of `check`.
 */
export function forContainers<Parameters>(
  properties: Properties,
  context: Context,
  several: 'containers' | 'probes',
  change: (parameters: Parameters, container: Container) => Properties,
  check: (wanted: Wanted<Parameters>) => readonly Result[] = () => [],
): Evaluation {
  const all = readWanted<Parameters>(properties, context, several)
  const containers = containersOf(context)
  const results = all.flatMap((wanted, i) => [...checkName(wanted, all.slice(0, i), containers), ...check(wanted)])
  const pods = patchPods(context, {})
  if (!pods.patch || failed(results)) return pods.patch ? { results } : pods
  const changes = all.map(({ name, parameters }) => {
    return { name, ...change(parameters, containers.find((container) => container.name === name) as Container) }
  })
  return patchPods(context, { containers: keyed('name', changes) })
}

function readWanted<Parameters>(
  properties: Properties,
  { name }: Context,
  several: string,
): readonly Wanted<Parameters>[] {
  const list = properties[several] as readonly Properties[] | undefined
  const read = (one: Properties, path: FieldPath, otherwise: string): Wanted<Parameters> => {
    return { parameters: one as Parameters, name: (one.containerName as string | undefined) || otherwise, path }
  }
  return list ? list.map((one, i) => read(one, [several, i], '')) : [read(properties, [], name)]
}

function checkName<Parameters>(
  { name, path }: Wanted<Parameters>,
  earlier: readonly Wanted<Parameters>[],
  containers: readonly Container[],
): readonly Result[] {
  const at = (field: FieldPath) => (field.length > 0 ? { field: { path: field } } : {})
  if (name === '') {
    const hint = 'add `containerName`: among several containers, none is the default'
    return [error('container-unnamed', at(path), '`containerName` is missing', hint)]
  }
  const field = at([...path, 'containerName'])
  if (earlier.some((other) => other.name === name)) {
    return [error('container-repeated', field, `container "${name}" stands in the list twice`, 'put both into one')]
  }
  const names = containers.map((container) => container.name ?? '')
  if (names.includes(name)) return []
  return [error('container-unknown', field, `the workload has no container "${name}"`, suggest(name, names))]
}
