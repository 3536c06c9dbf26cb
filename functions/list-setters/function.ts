/** Lists the setters of a package; the catalogue's `list-setters/listsetters/list_setters.go`. */
import type { Comments } from '../../src/krm/comment.ts'
import { counted } from '../../src/krm/edit-items.ts'
import type { FunctionOutput, KrmFunction } from '../../src/krm/function.ts'
import type { KrmResource } from '../../src/krm/resource.ts'
import { info, type Result, warning } from '../../src/krm/result.ts'
import { declaredSetters } from './declared.ts'
import { type Found, usedSetters } from './used.ts'

export const listSetters: KrmFunction = {
  name: 'list-setters',
  description: 'Lists the setters of a package, with their values and how many fields use each',
  type: 'validator',
  run,
}

function run(items: readonly KrmResource[], _: object, comments: Comments): FunctionOutput {
  const found = usedSetters(items, comments, declaredSetters(items))
  const sorted = found.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
  if (sorted.length === 0) return { items, results: [warning('no-setters', {}, 'no setters found', HINT)] }
  return { items, results: sorted.map(asResult) }
}

const HINT = 'create-setters adds setter comments to the fields that hold given values'

function asResult({ name, value, type, count, isSecret }: Found): Result {
  const shown = isSecret ? 'a value that is not shown' : `the value "${value}"`
  const message = `setter "${name}" has ${shown}, of type ${type}, in ${counted(count, 'field')}`
  const tags = { setter: name, ...(isSecret ? {} : { value }), type, count: String(count) }
  return { ...info('setter-found', {}, message), tags }
}
