/** The usual forms, and the package context that `kpt pkg get --for-deployment` writes: the package's name is the namespace. */
import { catalogueConfig } from '../../src/krm/catalogue-config.ts'
import { getIn } from '../../src/krm/field-path.ts'
import type { ConfigReader } from '../../src/krm/function.ts'

const read = catalogueConfig('set-namespace')

export const readConfig: ConfigReader = (config) => {
  const name = getIn(config?.data, ['name'])
  const isContext = config?.kind === 'ConfigMap' && config.metadata?.name === 'kptfile.kpt.dev'
  if (!isContext || name === undefined || getIn(config.data, ['namespace'])) return read(config)
  const namespaceMatcher = getIn(config.data, ['namespaceMatcher'])
  return read({ ...config, data: { namespace: name, ...(namespaceMatcher ? { namespaceMatcher } : {}) } })
}
