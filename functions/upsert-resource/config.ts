/** Reads the functionConfig, which is itself what is to be there: a resource, or a `List` of them. Code: `config-invalid`. */
import { asResource } from '../../src/krm/check.ts'
import type { ConfigReader } from '../../src/krm/function.ts'
import type { KrmResource } from '../../src/krm/resource.ts'
import { error, failed, place, type Result } from '../../src/krm/result.ts'

export interface Config {
  readonly resources: readonly KrmResource[]
}

const HINT = 'pass the resource itself with `configPath`'

export const readResources: ConfigReader = (given) => {
  const config = given && { ...given, metadata: given.metadata ?? {} }
  if (!config)
    return { results: [error('config-invalid', {}, 'the functionConfig is missing: it is what is to be there', HINT)] }
  if (isInline(config)) {
    const message = 'the functionConfig must be the resource that is to be there, and `configMap` is none'
    return { results: [error('config-invalid', place(config), message, HINT)] }
  }
  const read = listed(config)
  const results = read.flatMap((one) => ('result' in one ? [one.result] : []))
  if (failed(results)) return { results: results.map((one) => invalid(config, one)) }
  return { config: { resources: read.flatMap((one) => ('resource' in one ? [one.resource] : [])) } }
}

/** What kpt makes of `configMap`, and of no configuration at all. */
function isInline({ apiVersion, kind, metadata }: KrmResource): boolean {
  return apiVersion === 'v1' && kind === 'ConfigMap' && metadata.name === 'function-input'
}

function listed(config: KrmResource): readonly ReturnType<typeof asResource>[] {
  if (config.kind !== 'List') return [asResource(config, {})]
  const { items = [] } = config
  if (!Array.isArray(items)) return [{ result: error('config-invalid', {}, '`items` must be a list') }]
  return items.map((item, i) => asResource(item, { field: { path: ['items', i] } }))
}

function invalid(config: KrmResource, { message, field }: Result): Result {
  return error(
    'config-invalid',
    { ...place(config), ...(field ? { field } : {}) },
    `the functionConfig is no resource: ${message}`,
    HINT,
  )
}
