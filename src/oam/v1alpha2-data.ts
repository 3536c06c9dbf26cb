/**
 * `dataOutputs` and `dataInputs` of an ApplicationConfiguration: values that go from one workload or trait object into another.
 * oam-kubernetes-runtime reads them from live objects (`applicationconfiguration/render.go`, `dependency_test.go`); what stands in
 * the objects as they are rendered is known before, everything else is refused.
 */
import type { FieldPath } from '../krm/field-path.ts'
import type { KrmResource } from '../krm/resource.ts'
import { error, place, type Result } from '../krm/result.ts'
import { suggest } from '../schema/nearest.ts'
import { Flow } from './v1alpha2-data-flow.ts'
import { type DataInput, type DataNode, type Output, outputsOf } from './v1alpha2-data-node.ts'
import { DataProblem } from './v1alpha2-data-value.ts'
import { type Store, Stores } from './v1alpha2-stores.ts'

/**
 * The objects with their inputs in them, and the stores that outputs fill.
 * Codes: `data-output-duplicate`, `data-output-undefined`, `data-unresolved`, `data-path-invalid`, `data-cycle`.
 */
export function resolveData(
  nodes: readonly DataNode[],
  source: KrmResource,
  items: readonly KrmResource[],
): {
  readonly objects: ReadonlyMap<DataNode, object>
  readonly stores: readonly KrmResource[]
  readonly results: readonly Result[]
} {
  const { outputs, results: duplicates } = nameOutputs(nodes, source)
  const stores = new Stores(items, source)
  const flow = new Flow(outputs, stores, source)
  const order = new Order(outputs, flow, source)
  const results = [...duplicates, ...nodes.flatMap((node) => order.resolve(node))]
  return { objects: flow.objects, stores: stores.made(), results }
}

/** Of outputs with one name, the first has it. */
function nameOutputs(nodes: readonly DataNode[], source: KrmResource) {
  const outputs = new Map<string, Output>()
  const results: Result[] = []
  for (const one of nodes.flatMap(outputsOf)) {
    const first = outputs.get(one.output.name)
    if (first) results.push(duplicate(one, first, source))
    else outputs.set(one.output.name, one)
  }
  return { outputs, results }
}

function duplicate({ output, node, path }: Output, first: Output, source: KrmResource): Result {
  const message = `the data output "${output.name}" of ${node.title} has a name that ${first.node.title} gave before`
  return error('data-output-duplicate', place(source, [...path, 'name']), message, 'rename one of the two')
}

/** Objects that wait for one another: as many as anyone writes by hand, and few enough for every stack. */
const MAX_CHAIN = 100

/** Each object after the ones that its inputs come from. */
class Order {
  readonly #met = new Set<DataNode>()
  readonly #way: DataNode[] = []
  readonly #outputs: ReadonlyMap<string, Output>
  readonly #flow: Flow
  readonly #source: KrmResource

  constructor(outputs: ReadonlyMap<string, Output>, flow: Flow, source: KrmResource) {
    this.#outputs = outputs
    this.#flow = flow
    this.#source = source
  }

  /** What keeps an object, or one that it waits for, from its values; it is said once. */
  resolve(node: DataNode): readonly Result[] {
    if (this.#met.has(node)) return []
    this.#met.add(node)
    this.#way.push(node)
    const before = (node.dataInputs ?? []).flatMap((input, i) => this.#before(input, [...node.path, 'dataInputs', i]))
    this.#way.pop()
    return before.length > 0 ? before : this.#enter(node)
  }

  #enter(node: DataNode): readonly Result[] {
    try {
      this.#flow.enter(node)
      return []
    } catch (cause) {
      if (!(cause instanceof DataProblem)) throw cause
      return [error(cause.code, place(this.#source, cause.path), cause.message, cause.hint)]
    }
  }

  /** What an input waits for is resolved first. */
  #before({ valueFrom, inputStore }: DataInput, path: FieldPath): readonly Result[] {
    const names = [...(valueFrom ? [valueFrom.dataOutputName] : []), ...this.#fillersOf(inputStore)]
    return names.flatMap((name) => {
      const node = this.#outputs.get(name)?.node
      if (!node) return [this.#undefined(name, path)]
      if (this.#way.includes(node)) return [this.#cycle(node, path)]
      return this.#way.length < MAX_CHAIN ? this.resolve(node) : [this.#tooLong(path)]
    })
  }

  #fillersOf(store: Store | undefined): readonly string[] {
    if (!store) return []
    const fills = ({ output: { outputStore } }: Output) =>
      outputStore?.kind === store.kind && outputStore.name === store.name
    return [...this.#outputs.values()].filter(fills).map(({ output }) => output.name)
  }

  #undefined(name: string, path: FieldPath): Result {
    const at = place(this.#source, [...path, 'valueFrom', 'dataOutputName'])
    const message = `no data output "${name}" is in this ApplicationConfiguration`
    return error('data-output-undefined', at, message, suggest(name, [...this.#outputs.keys()]))
  }

  #cycle(node: DataNode, path: FieldPath): Result {
    const circle = [...this.#way.slice(this.#way.indexOf(node)), node].map(({ title }) => title).join(' waits for ')
    return error('data-cycle', place(this.#source, path), `data goes in a circle: ${circle}`, 'break the circle')
  }

  #tooLong(path: FieldPath): Result {
    const message = `data goes through more than ${MAX_CHAIN} objects, one waiting for the next`
    return error('data-cycle', place(this.#source, path), message, 'give the values by `parameterValues`')
  }
}
