/** Sets annotations where the catalogue's set-annotations v0.1 does, which is where kustomize's commonAnnotations do. */
import { catalogueConfig } from '../../src/krm/catalogue-config.ts'
import { editItems, extent } from '../../src/krm/edit-items.ts'
import { type FieldSpec, withEntries } from '../../src/krm/field-spec.ts'
import type { FunctionOutput, KrmFunction } from '../../src/krm/function.ts'
import type { KrmResource, StringMap } from '../../src/krm/resource.ts'
import { error, info } from '../../src/krm/result.ts'

interface Settings {
  readonly annotations?: StringMap
  readonly additionalAnnotationFields?: readonly FieldSpec[]
}

export const setAnnotations: KrmFunction<Settings> = {
  name: 'set-annotations',
  description: 'Sets annotations on every resource and its pods',
  type: 'mutator',
  readConfig: catalogueConfig('set-annotations', {
    data: ['annotations'],
    kinds: ['SetAnnotationConfig'],
    renamed: { fieldSpecs: 'additionalAnnotationFields' },
  }),
  run,
}

/** kustomize `builtinpluginconsts/commonannotations.go` */
const FIELDS: readonly FieldSpec[] = [
  { path: 'metadata/annotations' },
  { kind: 'ReplicationController', version: 'v1', path: 'spec/template/metadata/annotations' },
  { kind: 'Deployment', path: 'spec/template/metadata/annotations' },
  { kind: 'ReplicaSet', path: 'spec/template/metadata/annotations' },
  { kind: 'DaemonSet', path: 'spec/template/metadata/annotations' },
  { kind: 'StatefulSet', path: 'spec/template/metadata/annotations' },
  { kind: 'Job', group: 'batch', path: 'spec/template/metadata/annotations' },
  { kind: 'CronJob', group: 'batch', path: 'spec/jobTemplate/metadata/annotations' },
  { kind: 'CronJob', group: 'batch', path: 'spec/jobTemplate/spec/template/metadata/annotations' },
].map((field) => ({ ...field, create: true }))

const HINT = 'write them under `data` of the ConfigMap, or under `annotations` of the SetAnnotations'

function run(items: readonly KrmResource[], settings: Settings): FunctionOutput {
  const { annotations = {}, additionalAnnotationFields = [] } = settings
  const sorted = Object.fromEntries(Object.entries(annotations).sort(([a], [b]) => (a < b ? -1 : 1)))
  if (Object.keys(sorted).length === 0)
    return { items, results: [error('annotations-missing', {}, 'set-annotations has no annotations to set', HINT)] }
  const fields = [...additionalAnnotationFields, ...FIELDS]
  const edited = editItems(
    items,
    () => fields,
    (value) => withEntries(value, sorted),
  )
  if (edited.results.length > 0 || edited.fields === 0) return { items, results: edited.results }
  const done = info('annotations-set', {}, `annotations set in ${extent(edited)}`)
  return { items: edited.items, results: [done] }
}
