/** `raw`, deprecated: the properties are the object. */
import type { Evaluate } from '../../../src/oam/definition.ts'
import { asObject } from './k8s-objects.ts'

export const raw: Evaluate = (properties) => ({ output: asObject(properties) })
