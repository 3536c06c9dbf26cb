/** Sets images where the catalogue's set-image v0.1 does (`transformer/images_transformer.go`). */
import { catalogueConfig } from '../../src/krm/catalogue-config.ts'
import { isObject } from '../../src/krm/check.ts'
import { counted, editItems } from '../../src/krm/edit-items.ts'
import type { FieldSpec } from '../../src/krm/field-spec.ts'
import { FieldShapeError } from '../../src/krm/field-walk.ts'
import type { FunctionOutput, KrmFunction } from '../../src/krm/function.ts'
import type { KrmResource } from '../../src/krm/resource.ts'
import { info } from '../../src/krm/result.ts'
import { type Image, withImage } from './image.ts'

interface Settings {
  readonly image: Image
  readonly additionalImageFields?: readonly FieldSpec[]
}

export const setImage: KrmFunction<Settings> = {
  name: 'set-image',
  description: 'Sets the name, tag or digest of a container image',
  type: 'mutator',
  readConfig: catalogueConfig('set-image', { data: ['image'] }),
  run,
}

const WORKLOADS = ['Deployment', 'StatefulSet', 'ReplicaSet', 'DaemonSet']

const FIELDS: readonly FieldSpec[] = ['containers', 'initContainers'].flatMap((list) => [
  { kind: 'Pod', version: 'v1', path: `spec/${list}[]/image` },
  ...WORKLOADS.map((kind) => ({ kind, group: 'apps', version: 'v1', path: `spec/template/spec/${list}[]/image` })),
])

function run(items: readonly KrmResource[], { image, additionalImageFields = [] }: Settings): FunctionOutput {
  // An image cannot be made where there is none: it has no name to compare.
  const fields = [...FIELDS, ...additionalImageFields.map((field) => ({ ...field, create: false }))]
  const edited = editItems(
    items,
    ({ kind }) => (kind === 'CustomResourceDefinition' ? [] : fields),
    (value) => renamed(value, image),
  )
  if (edited.results.length > 0 || edited.fields === 0) return { items, results: edited.results }
  const done = info('images-set', {}, `${counted(edited.fields, 'image')} set`)
  return { items: edited.items, results: [done] }
}

function renamed(value: unknown, image: Image): unknown {
  if (isObject(value) || Array.isArray(value)) throw new FieldShapeError('a string')
  return typeof value === 'string' ? withImage(value, image) : value
}
