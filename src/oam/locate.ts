/** From a generated resource back to the component or trait that it comes from. */
import { type FieldPath, getIn } from '../krm/field-path.ts'
import { GENERATED_FROM } from '../krm/origin.ts'
import { annotation, type KrmResource } from '../krm/resource.ts'
import { type Place, place } from '../krm/result.ts'

type Entry = Readonly<Record<string, unknown>>

/** The place of the source of `resource` among `items`; undefined for a resource that nobody generated. */
export function sourcePlace(resource: KrmResource, items: readonly KrmResource[]): Place | undefined {
  const [kind, name, component, trait] = (annotation(resource, GENERATED_FROM) ?? '').split('/')
  const { namespace } = resource.metadata
  const source = items.find((item) => {
    return item.kind === kind && item.metadata.name === name && (item.metadata.namespace ?? namespace) === namespace
  })
  return source && place(source, path(source, component, trait))
}

function path(source: KrmResource, component: string | undefined, trait: string | undefined): FieldPath {
  const components = entries(source, ['spec', 'components'])
  const i = components.findIndex(({ name, componentName }) => (componentName ?? name) === component)
  if (i < 0) return ['spec', 'components']
  const at: FieldPath = ['spec', 'components', i]
  const j = entries(source, [...at, 'traits']).findIndex((entry) => trait !== undefined && typeOf(entry) === trait)
  return j < 0 ? at : [...at, 'traits', j]
}

function entries(source: KrmResource, at: FieldPath): readonly Entry[] {
  const list = getIn(source, at)
  return Array.isArray(list) ? list : []
}

function typeOf({ type, trait }: Entry): unknown {
  const { kind, name } = (trait ?? {}) as Entry
  return type ?? kind ?? name
}
