/**
 * `dataOutputs` and `dataInputs` of an ApplicationConfiguration: values that go from one workload or trait object into another.
 * oam-kubernetes-runtime reads them from live objects (`applicationconfiguration/render.go`, `dependency_test.go`); what stands in
 * the objects as they are rendered is known before, everything else is refused.
 */
import type { FieldPath } from '../krm/field-path.ts'
import type { KrmResource } from '../krm/resource.ts'
import { error, place, type Result } from '../krm/result.ts'
import { suggest } from '../schema/nearest.ts'
import type { Condition } from './v1alpha2-conditions.ts'
import { append, DataProblem, read, requireConditions } from './v1alpha2-data-value.ts'
import { applyOperations, type Store, Stores } from './v1alpha2-stores.ts'

export interface DataOutput {
  readonly name: string
  readonly fieldPath?: string
  readonly conditions?: readonly Condition[]
  readonly outputStore?: Store
}

export interface DataInput {
  readonly valueFrom?: { readonly dataOutputName: string }
  readonly toFieldPaths?: readonly string[]
  readonly conditions?: readonly Condition[]
  readonly inputStore?: Store
}

/** A workload or a trait: what values come from and go into. */
export interface DataNode {
  /** `component "web"` or `trait "Ingress" of component "web"` */
  readonly title: string
  readonly object: object
  /** Where `dataInputs` and `dataOutputs` stand in the source. */
  readonly path: FieldPath
  readonly dataOutputs?: readonly DataOutput[]
  readonly dataInputs?: readonly DataInput[]
}

interface Output {
  readonly output: DataOutput
  readonly node: DataNode
  readonly path: FieldPath
}

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
  const outputs = new Map<string, Output>()
  const results: Result[] = []
  for (const one of nodes.flatMap(outputsOf)) {
    const first = outputs.get(one.output.name)
    if (first) results.push(duplicate(one, first, source))
    else outputs.set(one.output.name, one)
  }
  const resolution = new Resolution(outputs, source, new Stores(items, source))
  for (const node of nodes) results.push(...resolution.problemsOf(node))
  return { objects: resolution.objects, stores: resolution.stores.made(), results }
}

function outputsOf(node: DataNode): readonly Output[] {
  return (node.dataOutputs ?? []).map((output, i) => ({ output, node, path: [...node.path, 'dataOutputs', i] }))
}

function duplicate({ output, node, path }: Output, first: Output, source: KrmResource): Result {
  const message = `the data output "${output.name}" of ${node.title} has a name that ${first.node.title} gave before`
  return error('data-output-duplicate', place(source, [...path, 'name']), message, 'rename one of the two')
}

/** Objects that wait for one another: as many as anyone writes by hand, and few enough for every stack. */
const MAX_CHAIN = 100

/** Each object after the ones that its inputs come from. */
class Resolution {
  readonly objects = new Map<DataNode, object>()
  readonly #failed = new Set<DataNode>()
  readonly #way: DataNode[] = []
  readonly outputs: ReadonlyMap<string, Output>
  readonly source: KrmResource
  readonly stores: Stores

  constructor(outputs: ReadonlyMap<string, Output>, source: KrmResource, stores: Stores) {
    this.outputs = outputs
    this.source = source
    this.stores = stores
  }

  problemsOf(node: DataNode): readonly Result[] {
    if (this.objects.has(node) || this.#failed.has(node)) return []
    this.#way.push(node)
    const results = (node.dataInputs ?? []).flatMap((input, i) => this.#before(node, input, i))
    const object = results.length > 0 ? undefined : this.#fill(node, results)
    this.#way.pop()
    if (object) this.objects.set(node, object)
    else this.#failed.add(node)
    if (object) this.#attempt(results, () => this.#store(node, object))
    return results
  }

  /** What an input waits for is resolved first; a wait for itself is a cycle. */
  #before(node: DataNode, input: DataInput, i: number): readonly Result[] {
    const path: FieldPath = [...node.path, 'dataInputs', i]
    const from = [...(input.valueFrom ? [input.valueFrom.dataOutputName] : []), ...this.#fillersOf(input.inputStore)]
    return from.flatMap((name) => {
      const found = this.outputs.get(name)
      if (!found) {
        const at = place(this.source, [...path, 'valueFrom', 'dataOutputName'])
        const known = suggest(name, [...this.outputs.keys()])
        return [
          error('data-output-undefined', at, `no data output "${name}" is in this ApplicationConfiguration`, known),
        ]
      }
      const start = this.#way.indexOf(found.node)
      if (start < 0 && this.#way.length < MAX_CHAIN) return this.problemsOf(found.node)
      if (start < 0) {
        const message = `data goes through more than ${MAX_CHAIN} objects, one waiting for the next`
        return [error('data-cycle', place(this.source, path), message, 'give the values by `parameterValues`')]
      }
      const cycle = [...this.#way.slice(start), found.node].map(({ title }) => title).join(' waits for ')
      return [error('data-cycle', place(this.source, path), `data goes in a circle: ${cycle}`, 'break the circle')]
    })
  }

  #fillersOf(store: Store | undefined): readonly string[] {
    if (!store) return []
    const fills = ({ output: { outputStore } }: Output) =>
      outputStore?.kind === store.kind && outputStore.name === store.name
    return [...this.outputs.values()].filter(fills).map(({ output }) => output.name)
  }

  #attempt<T>(results: Result[], act: () => T): T | undefined {
    try {
      return act()
    } catch (cause) {
      if (!(cause instanceof DataProblem)) throw cause
      results.push(error(cause.code, place(this.source, cause.path), cause.message, cause.hint))
      return undefined
    }
  }

  #fill(node: DataNode, results: Result[]): object | undefined {
    return this.#attempt(results, () =>
      (node.dataInputs ?? []).reduce(
        (object, input, i) => this.#put(object, input, [...node.path, 'dataInputs', i]),
        node.object,
      ),
    )
  }

  #put(object: object, input: DataInput, path: FieldPath): object {
    const found = this.outputs.get(input.valueFrom?.dataOutputName ?? '')
    if (input.valueFrom && found && this.#failed.has(found.node))
      throw new DataProblem(
        'data-unresolved',
        path,
        `the data output "${found.output.name}" is not known, because ${found.node.title} is not`,
      )
    const filled = found
      ? (input.toFieldPaths ?? []).reduce(
          (o, text, i) => append(o, text, this.#valueOf(found), [...path, 'toFieldPaths', i]),
          object,
        )
      : object
    const { inputStore, conditions } = input
    const stored = inputStore
      ? applyOperations(filled, inputStore, this.stores.get(inputStore, [...path, 'inputStore']), this.source, [
          ...path,
          'inputStore',
        ])
      : filled
    requireConditions(conditions, stored, undefined, this.source, [...path, 'conditions'])
    return stored
  }

  #valueOf({ output, node, path }: Output): unknown {
    const object = this.objects.get(node)
    const at: FieldPath = [...path, 'fieldPath']
    const value = read(object, output.fieldPath ?? '', at, node.title)
    const text = typeof value === 'string' ? value : undefined
    requireConditions(output.conditions, object, text, this.source, [...path, 'conditions'])
    if (value === '' && !output.conditions?.length)
      throw new DataProblem(
        'data-unresolved',
        at,
        `the data output "${output.name}" is empty`,
        'an empty value counts as not ready',
      )
    return value
  }

  #store(node: DataNode, object: object): void {
    for (const { output, path } of outputsOf(node)) {
      if (output.outputStore) this.stores.fill(output.outputStore, object, this.source, [...path, 'outputStore'])
    }
  }
}
