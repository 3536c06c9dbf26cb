/**
 * Moves resources as the catalogue's set-namespace v0.1 and v0.2 did (`namespace_transformer.go` before v0.3): as kustomize's namespace
 * transformer does, Kptfiles and local configuration too.
 */
import { catalogueConfig } from '../../src/krm/catalogue-config.ts'
import { isKustomization, isObject } from '../../src/krm/check.ts'
import { editItems, extent } from '../../src/krm/edit-items.ts'
import { getIn, setIn } from '../../src/krm/field-path.ts'
import type { FieldSpec } from '../../src/krm/field-spec.ts'
import { FieldShapeError } from '../../src/krm/field-walk.ts'
import type { FunctionOutput, KrmFunction } from '../../src/krm/function.ts'
import type { KrmResource } from '../../src/krm/resource.ts'
import { info } from '../../src/krm/result.ts'
import { namespaces } from '../../src/krm/scope.ts'
import { places } from './places.ts'

interface Settings {
  readonly namespace: string
  readonly additionalNamespaceFields?: readonly FieldSpec[]
}

/** The account that every namespace has. */
const DEFAULT = 'default'

export const setNamespaceV01 = generation((items, settings) => move(items, settings, [DEFAULT]))

/** Bindings follow the package's own accounts too. */
export const setNamespaceV02 = generation((items, settings) => {
  const accounts = items.filter(({ kind }) => kind === 'ServiceAccount').map(({ metadata }) => metadata.name)
  return move(items, settings, [DEFAULT, ...accounts])
})

function generation(run: KrmFunction<Settings>['run']): KrmFunction<Settings> {
  return {
    name: 'set-namespace',
    description: "Moves resources into a namespace as kustomize's transformer does",
    type: 'mutator',
    readConfig: catalogueConfig('set-namespace', {
      version: 'v0.1',
      kinds: ['SetNamespaceConfig'],
      renamed: { fieldSpecs: 'additionalNamespaceFields' },
    }),
    run,
  }
}

function move(items: readonly KrmResource[], settings: Settings, accounts: readonly unknown[]): FunctionOutput {
  const { namespace, additionalNamespaceFields = [] } = settings
  const further = editItems(
    items,
    () => additionalNamespaceFields,
    (value) => moved(value, namespace),
  )
  if (further.results.length > 0) return { items, results: further.results }
  const namespaceOf = namespaces(items)
  const leaving = further.items.map((item) => {
    if (isKustomization(item)) return []
    const all = places(
      item,
      (resource) => namespaceOf(resource) !== undefined,
      (subject) => isAccount(subject) && accounts.includes(getIn(subject, ['name'])),
    )
    return all.filter((at) => getIn(item, at) !== namespace)
  })
  const after = further.items.map((item, i) => {
    return (leaving[i] ?? []).reduce((each, at) => setIn(each, at, namespace) as KrmResource, item)
  })
  const fields = further.fields + leaving.flat().length
  if (fields === 0) return { items }
  const resources = after.filter((item, i) => item !== items[i]).length
  const message = `namespace "${namespace}" set in ${extent({ fields, resources })}`
  return { items: after, results: [info('namespace-set', {}, message)] }
}

function isAccount(subject: unknown): boolean {
  return getIn(subject, ['kind']) === 'ServiceAccount'
}

function moved(value: unknown, namespace: string): string {
  if (isObject(value) || Array.isArray(value)) throw new FieldShapeError('a string')
  return namespace
}
