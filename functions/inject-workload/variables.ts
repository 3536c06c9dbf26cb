/** Variables that come from ConfigMaps and Secrets. */
import { keyedRetained } from '../../src/oam/patch/strategy.ts'

export interface Variable {
  readonly name: string
  readonly valueFrom: object
}

export function fromSecret(variable: string, name: string, key: string): Variable {
  return { name: variable, valueFrom: { secretKeyRef: { name, key } } }
}

export function fromConfigMap(variable: string, name: string, key: string): Variable {
  return { name: variable, valueFrom: { configMapKeyRef: { name, key } } }
}

/** In place of what has their names: a variable has a value or a source, never both. */
export function variables(all: readonly Variable[]): unknown {
  return all.length > 0 ? keyedRetained('name', all) : undefined
}
