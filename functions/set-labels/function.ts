/** Sets labels where the catalogue's set-labels v0.2 does. */
import { catalogueConfig } from '../../src/krm/catalogue-config.ts'
import { isObject } from '../../src/krm/check.ts'
import { editItems, extent } from '../../src/krm/edit-items.ts'
import { type FieldSpec, withEntries } from '../../src/krm/field-spec.ts'
import type { ConfigReader, FunctionOutput, KrmFunction } from '../../src/krm/function.ts'
import { isLocalConfig, type KrmResource, type StringMap } from '../../src/krm/resource.ts'
import { info, warning } from '../../src/krm/result.ts'
import { labelFields } from './fields.ts'

interface Settings {
  readonly labels?: StringMap
}

const read = catalogueConfig('set-labels', { data: ['labels'] })

/** What kpt passes where nothing is configured is none. */
const readConfig: ConfigReader = (config) => {
  const isNone = config?.kind === 'ConfigMap' && config.metadata?.name === 'function-input' && isEmpty(config.data)
  return read(isNone ? undefined : config)
}

function isEmpty(data: unknown): boolean {
  return Object.keys(data ?? {}).length === 0
}

export const setLabels: KrmFunction<Settings> = {
  name: 'set-labels',
  description: 'Sets labels on every resource, its pods and the selectors that find them',
  type: 'mutator',
  readConfig,
  generations: { '0.1': async () => (await import('./v0.1.ts')).setLabelsV01 },
  run,
}

function run(items: readonly KrmResource[], { labels = {} }: Settings): FunctionOutput {
  const sorted = Object.fromEntries(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)))
  if (Object.keys(sorted).length === 0)
    return { items, results: [warning('labels-missing', {}, 'set-labels has no labels to set', HINT)] }
  const edited = editItems(
    items,
    (item) => (isLocalConfig(item) ? [] : labelFields(item)),
    (value, spec) => labelled(value, spec, sorted),
  )
  if (edited.results.length > 0 || edited.fields === 0) return { items, results: edited.results }
  const done = info('labels-set', {}, `labels set in ${extent(edited)}`)
  return { items: edited.items, results: [done] }
}

const HINT = 'write them under `data` of the ConfigMap, or under `labels` of the SetLabels'

function labelled(value: unknown, { create }: FieldSpec, labels: StringMap): unknown {
  if (create) return withEntries(value, labels)
  const present = Object.entries(labels).filter(([key]) => isObject(value) && Object.hasOwn(value, key))
  return withEntries(value, Object.fromEntries(present))
}
