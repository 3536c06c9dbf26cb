/** A workload or a trait of an ApplicationConfiguration, as what values come from and go into. */
import type { FieldPath } from '../krm/field-path.ts'
import type { Condition } from './v1alpha2-conditions.ts'
import type { Store } from './v1alpha2-stores.ts'

interface DataOutput {
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

/** What a component or a trait says of its data. */
export interface DataEntry {
  readonly dataOutputs?: readonly DataOutput[]
  readonly dataInputs?: readonly DataInput[]
}

export interface DataNode extends DataEntry {
  /** `component "web"` or `trait "Ingress" of component "web"` */
  readonly title: string
  readonly object: object
  /** Where `dataInputs` and `dataOutputs` stand in the source. */
  readonly path: FieldPath
}

export interface Output {
  readonly output: DataOutput
  readonly node: DataNode
  readonly path: FieldPath
}

export function outputsOf(node: DataNode): readonly Output[] {
  return (node.dataOutputs ?? []).map((output, i) => ({ output, node, path: [...node.path, 'dataOutputs', i] }))
}
