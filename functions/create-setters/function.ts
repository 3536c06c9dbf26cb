/** Adds setter comments to the fields that hold given values; the catalogue's `create-setters/createsetters/create_setters.go`. */
import type { Comments, FieldComment } from '../../src/krm/comment.ts'
import { equal } from '../../src/krm/equal.ts'
import { formatFieldPath } from '../../src/krm/field-path.ts'
import type { FunctionOutput, KrmFunction } from '../../src/krm/function.ts'
import { annotation, describe, identity, type KrmResource, PATH } from '../../src/krm/resource.ts'
import { error, info, place, type Result, warning } from '../../src/krm/result.ts'
import { type Setters, settersConfig } from '../../src/krm/setters-config.ts'
import { type Commenter, commenter } from './commenter.ts'
import { readSetters } from './setters.ts'

export const createSetters: KrmFunction<Setters> = {
  name: 'create-setters',
  description: 'Adds setter comments to the fields that hold given values',
  type: 'mutator',
  readConfig: settersConfig('create-setters'),
  run,
}

function run(items: readonly KrmResource[], given: Setters, comments: Comments): FunctionOutput {
  const { setters: data, structures } = given
  const setters = readSetters(data)
  if ('results' in setters) return { items, results: setters.results }
  const wanted = wantedComments(items, given, commenter(setters))
  if (wanted.size === 0)
    return { items, results: [error('no-match', {}, 'no field holds the value of a setter', NO_MATCH_HINT)] }
  const added = [...wanted].map(([item, list]) => ({ item, ...missing(item, list, comments.of(item)) }))
  return {
    items,
    comments: new Map(added.map(({ item, fresh }) => [item, fresh])),
    results: [...structured(structures), ...added.flatMap(({ results }) => results)],
  }
}

function structured(structures: Setters['structures']): readonly Result[] {
  return [...structures].map(([name, { shape, at }]) => {
    const message = `"${name}" is ${shape} and was left alone: the value of a setter must be text`
    return warning('setter-structured', at, message, 'write a list as text: "[a, b]"')
  })
}

const NO_MATCH_HINT = 'a setter has a value that fields hold now, whole or in part'

function wantedComments(items: readonly KrmResource[], given: Setters, find: Commenter) {
  const wanted = items.filter((item) => hasComments(item, given)).map((item) => [item, find(item)] as const)
  return new Map(wanted.filter(([, { length }]) => length > 0))
}

/** JSON has no comments; the Kptfile, and where the setters themselves stand, are what fills the comments in. */
function hasComments(item: KrmResource, { setters, source }: Setters): boolean {
  if (annotation(item, PATH)?.endsWith('.json') || item.kind === 'Kptfile') return false
  if (source && identity(item) === identity(source)) return false
  return item.kind !== 'ConfigMap' || !equal(item.data, setters)
}

interface Missing {
  readonly fresh: readonly FieldComment[]
  readonly results: readonly Result[]
}

function missing(item: KrmResource, wanted: readonly FieldComment[], known: readonly FieldComment[]): Missing {
  const old = new Map(known.map(({ path, text }) => [formatFieldPath(path), text]))
  const fresh = wanted.filter(({ path, text }) => old.get(formatFieldPath(path)) !== text)
  return { fresh, results: fresh.map((comment) => added(item, comment, old.get(formatFieldPath(comment.path)))) }
}

function added(item: KrmResource, { path, text }: FieldComment, old: string | undefined): Result {
  const instead = old === undefined ? '' : `, in place of "${old}"`
  const message = `\`${formatFieldPath(path)}\` of ${describe(item)} has the comment "${text}" now${instead}`
  return info('comment-added', place(item, path), message)
}
