/** The flow of data: from objects that have their values into the next one, and from there into stores. */
import type { FieldPath } from '../krm/field-path.ts'
import type { KrmResource } from '../krm/resource.ts'
import { type DataInput, type DataNode, type Output, outputsOf } from './v1alpha2-data-node.ts'
import { append, DataProblem, read, requireConditions } from './v1alpha2-data-value.ts'
import { applyOperations, type Store, type Stores } from './v1alpha2-stores.ts'

export class Flow {
  /** Those that have the values of their inputs. */
  readonly objects = new Map<DataNode, object>()
  readonly #outputs: ReadonlyMap<string, Output>
  readonly #stores: Stores
  readonly #source: KrmResource

  constructor(outputs: ReadonlyMap<string, Output>, stores: Stores, source: KrmResource) {
    this.#outputs = outputs
    this.#stores = stores
    this.#source = source
  }

  /** Takes in an object whose inputs come from objects that were taken in before. Throws DataProblem. */
  enter(node: DataNode): void {
    const inputs = node.dataInputs ?? []
    const object = inputs.reduce(
      (sofar, input, i) => this.#put(sofar, input, [...node.path, 'dataInputs', i]),
      node.object,
    )
    this.objects.set(node, object)
    for (const { output, path } of outputsOf(node)) {
      if (output.outputStore) this.#stores.fill(output.outputStore, object, this.#source, [...path, 'outputStore'])
    }
  }

  #put(object: object, input: DataInput, path: FieldPath): object {
    const { inputStore, conditions } = input
    const filled = this.#fromOutput(object, input, path)
    const stored = inputStore ? this.#fromStore(filled, inputStore, [...path, 'inputStore']) : filled
    requireConditions(conditions, stored, undefined, this.#source, [...path, 'conditions'])
    return stored
  }

  #fromOutput(object: object, { valueFrom, toFieldPaths = [] }: DataInput, path: FieldPath): object {
    const from = valueFrom && this.#outputs.get(valueFrom.dataOutputName)
    if (!from) return object
    const { output, node } = from
    if (!this.objects.has(node)) {
      const message = `the data output "${output.name}" is not known, because ${node.title} is not`
      throw new DataProblem('data-unresolved', path, message)
    }
    return toFieldPaths.reduce((sofar, text, i) => {
      return append(sofar, text, this.#valueOf(from), [...path, 'toFieldPaths', i])
    }, object)
  }

  #fromStore(object: object, store: Store, path: FieldPath): object {
    return applyOperations(object, store, this.#stores.get(store, path), this.#source, path)
  }

  #valueOf({ output, node, path }: Output): unknown {
    const { name, fieldPath = '', conditions } = output
    const object = this.objects.get(node)
    const at: FieldPath = [...path, 'fieldPath']
    const value = read(object, fieldPath, at, node.title)
    const text = typeof value === 'string' ? value : undefined
    requireConditions(conditions, object, text, this.#source, [...path, 'conditions'])
    if (value === '' && !conditions?.length) {
      const hint = 'an empty value counts as not ready'
      throw new DataProblem('data-unresolved', at, `the data output "${name}" is empty`, hint)
    }
    return value
  }
}
