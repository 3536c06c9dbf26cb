/**
 * The usual forms, and the package context that `kpt pkg get --for-deployment` writes: without a `namespace` in it, the package's name is one.
 * What else stands there is for other functions; only what looks like a misspelt setting is worth a warning.
 */
import { catalogueConfig } from '../../src/krm/catalogue-config.ts'
import { isObject } from '../../src/krm/check.ts'
import { unknownSetting } from '../../src/krm/foreign-config.ts'
import type { ConfigRead, ConfigReader } from '../../src/krm/function.ts'
import type { KrmResource } from '../../src/krm/resource.ts'
import { nearest } from '../../src/schema/nearest.ts'

const SETTINGS = ['namespace', 'namespaceMatcher']

const read = catalogueConfig('set-namespace')

export const readConfig: ConfigReader = (config) => {
  const isContext = config?.kind === 'ConfigMap' && config.metadata?.name === 'kptfile.kpt.dev'
  return isContext && isObject(config.data) ? fromContext(config, config.data) : read(config)
}

function fromContext(config: KrmResource, data: Readonly<Record<string, unknown>>): ConfigRead {
  const { namespace, name = namespace, namespaceMatcher } = data
  const settings = { namespace: namespace || name, namespaceMatcher }
  const given = Object.fromEntries(Object.entries(settings).filter(([, value]) => value))
  const result = read({ ...config, data: given })
  const misspelt = Object.keys(data).filter((key) => !SETTINGS.includes(key) && nearest(key, SETTINGS))
  const warnings = misspelt.map((key) => unknownSetting('set-namespace', config, ['data', key], SETTINGS))
  return 'results' in result ? result : { ...result, warnings }
}
