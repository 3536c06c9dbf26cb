/** Gives the fields with setter comments the values of their setters; the catalogue's `apply-setters/applysetters/apply_setters.go`. */
import { asResource } from '../../src/krm/check.ts'
import type { Comments } from '../../src/krm/comment.ts'
import type { FunctionOutput, KrmFunction } from '../../src/krm/function.ts'
import type { KrmResource } from '../../src/krm/resource.ts'
import { error, failed, info, place, type Result, warning } from '../../src/krm/result.ts'
import { reference, setterComment, settersIn } from '../../src/krm/setter.ts'
import { type Setters, settersConfig } from '../../src/krm/setters-config.ts'
import { type Applied, applySetters as applyTo } from './apply.ts'
import { type Tagged, taggedFields } from './tagged.ts'

export const applySetters: KrmFunction<Setters> = {
  name: 'apply-setters',
  description: 'Gives the fields with setter comments the values of their setters',
  type: 'mutator',
  readConfig: settersConfig('apply-setters'),
  run,
}

function run(items: readonly KrmResource[], given: Setters, comments: Comments): FunctionOutput {
  const { setters, structures } = given
  const names = [...Object.keys(setters), ...structures.keys()]
  if (names.length === 0)
    return { items, results: [warning('setters-missing', {}, 'apply-setters has no setters to apply', MISSING_HINT)] }
  const known = new Set(names)
  const used = new Set<string>()
  const applied = items.map((item) => {
    const tagged = taggedFields(item, comments.of(item), (name) => known.has(name))
    for (const name of tagged.flatMap(({ pattern }) => settersIn(pattern))) used.add(name)
    const results = structured(tagged, structures)
    return results.length > 0 ? { resource: item, results } : checked(item, tagged, applyTo(item, tagged, setters))
  })
  const results = applied.flatMap((one) => one.results)
  if (failed(results)) return { items, results: results.filter(({ severity }) => severity === 'error') }
  return { items: applied.map(({ resource }) => resource), results: [...results, ...unused(names, used)] }
}

/** A list or a map is for other functions, until a field asks for it. */
function structured(tagged: readonly Tagged[], structures: Setters['structures']): readonly Result[] {
  const asked = new Set(tagged.flatMap(({ pattern }) => settersIn(pattern)))
  return [...structures].flatMap(([name, { shape, at }]) => {
    if (!asked.has(name)) return []
    const message = `a field asks for setter "${name}", whose value must be text, not ${shape}`
    return [error('setter-structured', at, message, 'write a list as text: "[a, b]"')]
  })
}

const MISSING_HINT = 'write them under `data` of the ConfigMap, each with its value'

/** What has lost its name, or has a label that is no text, must not travel on. */
function checked(before: KrmResource, tagged: readonly Tagged[], applied: Applied): Applied {
  if (applied.resource === before) return applied
  const read = asResource(applied.resource, place(before))
  if ('resource' in read) return { ...applied, resource: read.resource }
  const names = [...new Set(tagged.flatMap(({ pattern }) => settersIn(pattern)))]
  const message = `with the values of ${names.map((name) => `"${name}"`).join(', ')}, ${read.result.message}`
  return { resource: before, results: [error('resource-broken', place(before), message, read.result.hint)] }
}

function unused(given: readonly string[], used: ReadonlySet<string>): readonly Result[] {
  const names = given.filter((name) => !used.has(name))
  if (names.length === 0) return []
  const message = `no field asks for ${names.map((name) => `"${name}"`).join(', ')}`
  const hint = `a field asks with a comment behind it: ${setterComment(reference(names[0] ?? ''))}`
  return [info('setter-unused', {}, message, hint)]
}
