/**
 * Sets labels as the catalogue's set-labels v0.1 did (`set-labels/main.go`, `label_transformer.go` before v0.2): wherever kustomize's common labels
 * go, into local configuration too; a selector that is there gets them even where it is optional.
 */
import { catalogueConfig } from '../../src/krm/catalogue-config.ts'
import { editItems, extent } from '../../src/krm/edit-items.ts'
import { type FieldSpec, withEntries } from '../../src/krm/field-spec.ts'
import type { FunctionOutput, KrmFunction } from '../../src/krm/function.ts'
import type { KrmResource, StringMap } from '../../src/krm/resource.ts'
import { error, info } from '../../src/krm/result.ts'
import { commonLabelFields } from './common-labels.ts'

interface Settings {
  readonly labels?: StringMap
  readonly additionalLabelFields?: readonly FieldSpec[]
}

export const setLabelsV01: KrmFunction<Settings> = {
  name: 'set-labels',
  description: 'Sets labels wherever the common labels of kustomize go',
  type: 'mutator',
  readConfig: catalogueConfig('set-labels', {
    version: 'v0.1',
    data: ['labels'],
    kinds: ['SetLabelConfig'],
    renamed: { fieldSpecs: 'additionalLabelFields' },
  }),
  run,
}

const HINT = 'write them under `data` of the ConfigMap, or under `labels` of the SetLabels'

function run(items: readonly KrmResource[], { labels = {}, additionalLabelFields = [] }: Settings): FunctionOutput {
  const sorted = Object.fromEntries(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)))
  if (Object.keys(sorted).length === 0)
    return { items, results: [error('labels-missing', {}, 'set-labels has no labels to set', HINT)] }
  const edited = editItems(items, commonLabelFields(additionalLabelFields), (value) => withEntries(value, sorted))
  if (edited.results.length > 0 || edited.fields === 0) return { items, results: edited.results }
  return { items: edited.items, results: [info('labels-set', {}, `labels set in ${extent(edited)}`)] }
}
