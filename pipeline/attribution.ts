/**
 * kpt marks Config Connector's resources as rendered by it, for their vendor's statistics, unless the environment says otherwise.
 * kpt `internal/util/attribution/attribution.go`.
 */
import { annotation, type KrmResource, withAnnotations } from '../src/krm/resource.ts'

const BLUEPRINT = 'cnrm.cloud.google.com/blueprint'

export function attributed(items: readonly KrmResource[], environment: NodeJS.ProcessEnv): readonly KrmResource[] {
  if (environment.KPT_DISABLE_ATTRIBUTION) return items
  return items.map((item) => {
    if (!item.apiVersion.includes('.cnrm.')) return item
    const before = annotation(item, BLUEPRINT) ?? ''
    const after = marked(before)
    return after === before ? item : withAnnotations(item, { [BLUEPRINT]: after })
  })
}

/** Adds `fn` to the parts that tell of kpt, or such a part where there is none. */
function marked(value: string): string {
  if (value === '') return 'kpt-fn'
  if (!value.includes('kpt-')) return `${value},kpt-fn`
  // What one part says counts for the later ones too, as kpt has it.
  let mark = 'kpt'
  const parts = value.split(',').map((part) => {
    if (!part.includes('kpt')) return part
    for (const group of ['pkg', 'fn', 'live']) if (group === 'fn' || part.includes(group)) mark += `-${group}`
    return mark
  })
  return parts.join(',')
}
