/** The typed form, and a ConfigMap whose one entry says both the mode and the substring. */
import { CATALOGUE_API, catalogueConfig, invalidConfig } from '../../src/krm/catalogue-config.ts'
import type { ConfigReader } from '../../src/krm/function.ts'
import type { KrmResource } from '../../src/krm/resource.ts'
import { nearest } from '../../src/schema/nearest.ts'

const MODES = ['prepend', 'append']

const read = catalogueConfig('ensure-name-substring', { renamed: { fieldSpecs: 'additionalNameFields' } })

export const readConfig: ConfigReader = (config) => {
  return config?.apiVersion === 'v1' && config.kind === 'ConfigMap' ? fromData(config) : read(config)
}

function fromData(config: KrmResource): ReturnType<ConfigReader> {
  const entries = Object.entries(config.data ?? {})
  const [[mode, substring] = ['', '']] = entries
  const stranger = entries.map(([key]) => key).find((key) => !MODES.includes(key))
  if (entries.length !== 1 || stranger !== undefined) {
    const message = 'the ConfigMap must have exactly one entry, `prepend` or `append`'
    const meant = stranger === undefined ? undefined : nearest(stranger, MODES)
    const path = stranger === undefined ? ['data'] : ['data', stranger]
    return { results: [invalidConfig(config, path, message, meant && `did you mean "${meant}"?`)] }
  }
  if (typeof substring !== 'string' || substring === '')
    return { results: [invalidConfig(config, ['data', mode], `\`data.${mode}\` must be text that is not empty`)] }
  const { metadata } = config
  return read({ apiVersion: CATALOGUE_API, kind: 'EnsureNameSubstring', metadata, substring, editMode: mode })
}
