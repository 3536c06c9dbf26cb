/** `put-comment`: a comment behind each field that was found, and behind each list that `by-path` means. */
import { isObject } from '../../src/krm/check.ts'
import type { FieldComment } from '../../src/krm/comment.ts'
import { type FieldPath, formatFieldPath } from '../../src/krm/field-path.ts'
import { annotation, describe, type KrmResource, PATH } from '../../src/krm/resource.ts'
import { info, place, type Result } from '../../src/krm/result.ts'
import { type Config, valueMatcher } from './config.ts'
import { textOf } from './new-value.ts'
import { pathTest } from './path-pattern.ts'
import type { Handled } from './report.ts'
import { resolved } from './search.ts'

export interface Commented {
  readonly comments: readonly FieldComment[]
  /** What there is to say now: of a field that only got a comment, this and not that it was found. */
  readonly results: readonly Result[]
}

/** JSON has no comments. */
export function commenter(config: Config): (handled: Handled, known: readonly FieldComment[]) => Commented {
  const pattern = config['put-comment']
  const wanted = pattern ? wantedBy(config, pattern) : () => []
  return ({ resource, results }, known) => {
    if (annotation(resource, PATH)?.endsWith('.json')) return { comments: [], results }
    const old = new Map(known.map(({ path, text }) => [formatFieldPath(path), text]))
    const fresh = wanted(resource, results).filter(({ path, text }) => old.get(formatFieldPath(path)) !== text)
    const paths = new Set(fresh.map(({ path }) => formatFieldPath(path)))
    const others = results.filter(
      ({ code, field }) => code !== 'field-found' || !paths.has(formatFieldPath(field?.path ?? [])),
    )
    return { comments: fresh, results: [...others, ...fresh.map((comment) => put(resource, comment))] }
  }
}

function wantedBy(config: Config, pattern: string) {
  const matcher = valueMatcher(config)
  const lists = listFinder(config)
  return (resource: KrmResource, results: readonly Result[]): readonly FieldComment[] => {
    const found = results.flatMap(({ code, field }): FieldComment[] => {
      if (!field || (code !== 'field-found' && code !== 'field-changed')) return []
      const value = textOf((field.currentValue ?? field.proposedValue ?? null) as string)
      const groups = matcher?.match(value)
      return [{ path: field.path, text: asComment(resolved(pattern, groups ? { groups } : {})) }]
    })
    return [...found, ...lists(resource).map((path) => ({ path, text: asComment(resolved(pattern, {})) }))]
  }
}

/** A list is meant by its path alone, with the comment behind its key. */
function listFinder(config: Config): (resource: KrmResource) => readonly FieldPath[] {
  const path = config['by-path']
  if (!path || config['by-value'] || config['by-value-regex']) return () => []
  const isMeant = pathTest(path)
  const find = (value: unknown, at: FieldPath): readonly FieldPath[] => {
    if (Array.isArray(value)) return value.flatMap((item, i) => find(item, [...at, i]))
    if (!isObject(value)) return []
    return Object.entries(value).flatMap(([key, child]) => {
      const isList = Array.isArray(child) && child.length > 0 && isMeant([...at, key])
      return [...(isList ? [[...at, key]] : []), ...find(child, [...at, key])]
    })
  }
  return (resource) => find(resource, [])
}

/** What is left of a matched text may hold line breaks and the like, which no comment can. */
function asComment(text: string): string {
  const line = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]+/g, ' ').trim()
  return line.startsWith('#') ? line : `# ${line}`
}

function put(resource: KrmResource, { path, text }: FieldComment): Result {
  const message = `\`${formatFieldPath(path)}\` of ${describe(resource)} has the comment "${text}" now`
  return info('comment-put', place(resource, path), message)
}
