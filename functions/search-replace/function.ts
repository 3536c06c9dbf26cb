/** Finds fields and gives them another value; catalogue `search-replace/searchreplace/search_replace.go`. */
import { asResource } from '../../src/krm/check.ts'
import type { Comments, FieldComment } from '../../src/krm/comment.ts'
import type { FunctionOutput, KrmFunction } from '../../src/krm/function.ts'
import { annotation, type KrmResource, PATH } from '../../src/krm/resource.ts'
import { error, failed, info, place, type Result } from '../../src/krm/result.ts'
import { TooExpensive } from '../../src/regex/expression.ts'
import { commenter } from './comment.ts'
import { type Config, fileMatcher, readSearch } from './config.ts'
import { plainPath } from './path-pattern.ts'
import { putInto } from './put.ts'
import { type Handled, summed } from './report.ts'
import { searcher } from './search.ts'

export const searchReplace: KrmFunction<Config> = {
  name: 'search-replace',
  description: 'Finds fields by value, path and file, and gives them another value',
  type: 'mutator',
  readConfig: readSearch,
  run,
}

function run(items: readonly KrmResource[], config: Config, known: Comments): FunctionOutput {
  try {
    return searchAll(items, config, known)
  } catch (cause) {
    if (!(cause instanceof TooExpensive)) throw cause
    const message = '`by-value-regex` is too complicated for so much text'
    const hint = 'narrow the search with `by-path` or `by-file-path`, or count fewer repetitions'
    return { items, results: [error('search-too-expensive', {}, message, hint)] }
  }
}

function searchAll(items: readonly KrmResource[], config: Config, known: Comments): FunctionOutput {
  const files = fileMatcher(config)
  const handle = handler(config)
  const comment = commenter(config)
  const comments = new Map<KrmResource, readonly FieldComment[]>()
  const results: Result[] = []
  const done = items.map((item) => {
    if (files && !files.match(annotation(item, PATH) ?? '')) return item
    const found = handle(item)
    const commented = comment(found, config['put-comment'] ? known.of(item) : [])
    results.push(...commented.results)
    const next = found.resource === item ? item : checked(item, found.resource, results)
    if (commented.comments.length > 0) comments.set(next, commented.comments)
    return next
  })
  if (results.every(({ code }) => code === 'regex-matches-part'))
    results.push(info('no-match', {}, 'no field matches', noMatchHint(config)))
  // What was changed is taken back when something failed, so nothing is said about it.
  return {
    items: done,
    comments,
    results: failed(results) ? results.filter(({ severity }) => severity === 'error') : summed(results),
  }
}

/** A path alone that means one field is set also where it is missing; everything else is found by looking at every value. */
function handler(config: Config): (resource: KrmResource) => Handled {
  const path = plainPath(config['by-path'] ?? '')
  const value = config['put-value']
  if (path && value && !config['by-value'] && !config['by-value-regex'])
    return (resource) => putInto(resource, path, value)
  return searcher(config)
}

/** What has lost its kind or its name, or has a label that is no text, must not travel on. */
function checked(before: KrmResource, after: KrmResource, results: Result[]): KrmResource {
  const read = asResource(after, place(before))
  if ('resource' in read) return read.resource
  const { code: _, severity: __, message, hint, ...at } = read.result
  results.push(error('resource-broken', at, `with its new values, ${message}`, hint))
  return before
}

function noMatchHint(config: Config): string | undefined {
  const isSearch = config['by-value'] || config['by-value-regex'] || config['by-path']
  return isSearch ? undefined : 'say what to look for with `by-value`, `by-value-regex` or `by-path`'
}
