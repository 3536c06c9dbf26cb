/** Looks at every value of a resource, and gives those that match another one. */
import type { FieldPath } from '../../src/krm/field-path.ts'
import type { KrmResource } from '../../src/krm/resource.ts'
import type { Result } from '../../src/krm/result.ts'
import { type Config, GROUP, valueMatcher } from './config.ts'
import { newValue, textOf } from './new-value.ts'
import { pathTest } from './path-pattern.ts'
import { changed, type Handled, inPart } from './report.ts'
import { walk } from './walk.ts'

export function searcher(config: Config): (resource: KrmResource) => Handled {
  const finds = finder(config)
  const wanted = config['put-value']
  return (resource) => {
    const results: Result[] = []
    const next = walk(resource, (value, path) => {
      const hit = finds(textOf(value), path)
      if (hit === 'part') results.push(inPart(resource, path, value))
      if (!hit || hit === 'part') return value
      const put = wanted ? newValue(resolved(wanted, hit), value, resource.kind, path) : value
      results.push(changed(resource, path, value, put))
      return put
    })
    return { resource: next as KrmResource, results }
  }
}

/** What matched, with the groups of an expression if there is one; 'part' where only a part of the value matches it. */
type Hit = { readonly groups?: readonly string[] } | 'part' | undefined

function finder(config: Config): (text: string, path: FieldPath) => Hit {
  const hasPath = config['by-path'] ? pathTest(config['by-path']) : undefined
  const matcher = valueMatcher(config)
  const wanted = config['by-value']
  if (!hasPath && !matcher && !wanted) return () => undefined
  return (text, path) => {
    if (wanted && text !== wanted) return undefined
    if (hasPath && !hasPath(path)) return undefined
    if (!matcher) return {}
    const groups = matcher.match(text)
    return groups ? { groups } : matcher.matchesPart(text) ? 'part' : undefined
  }
}

/** `${1}` is the first group; reading the settings made sure that it is there. */
export function resolved(pattern: string, { groups }: { readonly groups?: readonly string[] }): string {
  return groups ? pattern.replace(GROUP, (_, number: string) => groups[Number(number) - 1] as string) : pattern
}
