/** The values that the package's own pipeline gives to its setters: those of apply-setters in its Kptfile. */
import { isObject } from '../../src/krm/check.ts'
import { getIn } from '../../src/krm/field-path.ts'
import { annotation, type KrmResource, PATH } from '../../src/krm/resource.ts'

/** By name; of several declarations the last wins. */
export function declaredSetters(items: readonly KrmResource[]): ReadonlyMap<string, string> {
  const byPath = new Map(items.map((item) => [annotation(item, PATH), item]))
  const mutators = getIn(byPath.get('Kptfile'), ['pipeline', 'mutators'])
  const functions = (Array.isArray(mutators) ? mutators : []).filter(isObject).filter(isApplySetters)
  const settings = functions.map(({ configMap, configPath }) => configMap ?? byPath.get(String(configPath))?.data)
  return new Map(
    settings.filter(isObject).flatMap((data) => Object.entries(data).map(([name, value]) => [name, text(value)])),
  )
}

function isApplySetters({ image, exec }: Readonly<Record<string, unknown>>): boolean {
  return `${image ?? ''} ${exec ?? ''}`.includes('apply-setters')
}

function text(value: unknown): string {
  return value === null || typeof value === 'object' ? '' : String(value)
}
