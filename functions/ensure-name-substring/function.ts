/** Names as the catalogue's ensure-name-substring v0.2 does (`ensure_name_substring.go`, `nameref/nameref.go`). */
import { asDependency, dependencyKey, editDependsOn } from '../../src/krm/depends-on.ts'
import { counted, editItems } from '../../src/krm/edit-items.ts'
import type { FieldSpec } from '../../src/krm/field-spec.ts'
import { FieldShapeError } from '../../src/krm/field-walk.ts'
import type { FunctionOutput, KrmFunction } from '../../src/krm/function.ts'
import { group, type KrmResource } from '../../src/krm/resource.ts'
import { info } from '../../src/krm/result.ts'
import { namespaces } from '../../src/krm/scope.ts'
import { readConfig } from './config.ts'
import { followReferences } from './references.ts'
import { type Renamed, renamedOnes } from './renamed.ts'

interface Settings {
  readonly substring: string
  readonly editMode?: 'prepend' | 'append'
  readonly additionalNameFields?: readonly FieldSpec[]
}

export const ensureNameSubstring: KrmFunction<Settings> = {
  name: 'ensure-name-substring',
  description: 'Adds a prefix or suffix to every name that lacks it, and follows the references',
  type: 'mutator',
  readConfig,
  generations: { '0.1': async () => ensureNameSubstringV01 },
  run: (items, settings) => run(items, settings, followDependencies),
}

/** v0.1 knew nothing of `depends-on`. */
const ensureNameSubstringV01: KrmFunction<Settings> = {
  ...ensureNameSubstring,
  run: (items, settings) => run(items, settings, (followed) => followed),
}

function run(
  items: readonly KrmResource[],
  settings: Settings,
  dependenciesOf: typeof followDependencies,
): FunctionOutput {
  const fields = [{ path: 'metadata/name' }, ...(settings.additionalNameFields ?? [])]
  const named = editItems(
    items,
    (item) => (keepsName(item) ? [] : fields),
    (value) => withSubstring(value, settings),
  )
  if (named.results.length > 0) return { items, results: named.results }
  const namespaceOf = namespaces(items)
  const renamed = renamedOnes(items, named.items, namespaceOf)
  const followed = followReferences(named.items, renamed, namespaceOf)
  const after = dependenciesOf(followed.items, renamed)
  const references = followed.fields + after.filter((item, i) => item !== followed.items[i]).length
  const message = `${counted(named.fields, 'name')} changed, ${counted(references, 'reference')} followed`
  const done = named.fields + references === 0 ? [] : [info('names-changed', {}, message)]
  return { items: after, results: [...followed.results, ...done] }
}

/** Their names mean something to Kubernetes or kpt. */
function keepsName({ apiVersion, kind }: KrmResource): boolean {
  return (
    kind === 'CustomResourceDefinition' ||
    kind === 'Namespace' ||
    (kind === 'APIService' && group(apiVersion) === 'apiregistration.k8s.io') ||
    (kind === 'Kptfile' && group(apiVersion) === 'kpt.dev')
  )
}

function withSubstring(value: unknown, { substring, editMode }: Settings): unknown {
  const name = value ?? ''
  if (typeof name !== 'string') throw new FieldShapeError('a string')
  if (name.includes(substring)) return value
  return editMode === 'append' ? name + substring : substring + name
}

function followDependencies(items: readonly KrmResource[], renamed: readonly Renamed[]): readonly KrmResource[] {
  const names = new Map(
    renamed.map(({ before, name, namespace }) => [dependencyKey(asDependency(before, namespace)), name]),
  )
  return items.map((item) => editDependsOn(item, (on) => ({ ...on, name: names.get(dependencyKey(on)) ?? on.name })))
}
