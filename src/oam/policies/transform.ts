/** What a policy of Application scope makes of an Application: labels and annotations are added, the parts of its spec replaced. */
import type { FieldPath } from '../../krm/field-path.ts'
import type { KrmResource, StringMap } from '../../krm/resource.ts'
import { below, type Spot } from '../spot.ts'
import { PARTS, type Part, type Written } from './written.ts'

/** The `output` of KubeVela's templates (1.11, alpha). */
export interface Transform extends Readonly<Partial<Record<Part, unknown>>> {
  readonly labels?: StringMap
  readonly annotations?: StringMap
  /** For steps of a workflow, which read it as `context.custom`. */
  readonly ctx?: object
}

/** `from` is where the policy says it, `by` where the Application names the policy, if it does. */
export function applyTransform(written: Written, transform: Transform, from: Spot, by: FieldPath | undefined): Written {
  const { labels, annotations } = transform
  const replaced = PARTS.filter((part) => isGiven(transform[part], part))
  const { metadata, spec } = written.source
  const source: KrmResource = {
    ...written.source,
    metadata: {
      ...metadata,
      ...added('labels', metadata.labels ?? {}, labels),
      ...added('annotations', metadata.annotations ?? {}, annotations),
    },
    spec: { ...(spec as object), ...Object.fromEntries(replaced.map((part) => [part, transform[part]])) },
  }
  const spotOf = (part: Part): Spot => {
    if (replaced.includes(part)) return below(from, part)
    return written[part].source === written.source ? { source, path: written[part].path } : written[part]
  }
  const componentsIn = replaced.includes('components') ? (by ?? ['spec', 'components']) : written.componentsIn
  return {
    source,
    components: spotOf('components'),
    policies: spotOf('policies'),
    workflow: spotOf('workflow'),
    componentsIn,
  }
}

/** No components are none to put in the place of others; no policies are. */
function isGiven(value: unknown, part: Part): boolean {
  return value !== undefined && !(part === 'components' && Array.isArray(value) && value.length === 0)
}

function added(field: string, own: StringMap | undefined, more: StringMap | undefined): object {
  return more ? { [field]: { ...own, ...more } } : {}
}
