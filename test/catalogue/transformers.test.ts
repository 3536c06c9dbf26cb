/** Our answers against kustomize's, by meaning: tools/catalogue-oracle/kustomize-transformers.mjs wrote them down. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { catalogue } from '../../functions/index.ts'
import { apply, type KrmFunction } from '../../src/krm/function.ts'
import { ofGeneration } from '../../src/krm/generation.ts'
import { isLocalConfig, type KrmResource } from '../../src/krm/resource.ts'
import { readConfig } from '../../src/schema/config.ts'

/** With a tag: generations that ran kustomize's own transformer. */
const FUNCTIONS = [
  'set-labels',
  'set-labels:v0.1',
  'set-namespace:v0.2',
  'set-annotations',
  'set-image',
  'ensure-name-substring',
]

/** kustomize `imagetag.LegacyFilter`, which the catalogue does not run. */
const JOB = 'kustomize looks for containers in any kind, set-image v0.1 only in those it names'

/** Function/case, kind and name as it was: why we answer something else. */
const DIFFERENCES: Readonly<Record<string, string>> = {
  'set-labels/partial-and-foreign Deployment patch': 'set-labels v0.2 makes no template where there is none',
  'set-labels/partial-and-foreign Service web': 'a Service of Knative has no selector',
  'set-labels:v0.1/partial-and-foreign Service web': 'a Service of Knative has no selector',
  'set-labels/only-replaced Job once':
    'set-labels v0.2 replaces labels in optional selectors and adds none; it also knows topology spreads',
  'set-labels/only-replaced PodDisruptionBudget web': 'set-labels v0.2 adds no label to an optional selector',
  'set-labels/only-replaced NetworkPolicy web': 'set-labels v0.2 adds no label to an optional selector',
  'set-namespace:v0.2/v0.2-service-accounts RoleBinding rights': 'a User has no namespace',
  'set-image/tag Job once': JOB,
  'set-image/name Job once': JOB,
  'set-image/digest Job once': JOB,
  'set-image/tag-and-digest Job once': JOB,
  'set-image/name-is-no-pattern Pod lone': 'kustomize reads the name as a regular expression',
  'ensure-name-substring/namespaces RoleBinding person': 'a User who is called like a ServiceAccount is somebody else',
  'ensure-name-substring/additional-fields MyResource mine':
    'ensure-name-substring adds nothing to a name that has the substring',
}

function read(path: string) {
  return parse(readFileSync(path, 'utf8')) as { items: KrmResource[]; functionConfig?: KrmResource; kustomize: string }
}

describe.each(FUNCTIONS)('%s', (reference) => {
  const [name = '', tag] = reference.split(':')
  const goldens = readdirSync(join(import.meta.dirname, name)).filter((file) => file.endsWith('.golden.yaml'))

  test.each(goldens.map((file) => file.replace('.golden.yaml', '')))('%s', async (one) => {
    const folder = join(import.meta.dirname, '../../functions', name, 'cases', one)
    expect(existsSync(folder)).toBe(true)
    const { items, functionConfig } = read(join(folder, 'input.yaml'))
    const golden = read(join(import.meta.dirname, name, `${one}.golden.yaml`))
    const fn = await ofGeneration((await catalogue[name]?.()) as KrmFunction, tag)
    const answer = await apply(
      fn,
      { items, results: [], ...(functionConfig ? { functionConfig } : {}) },
      readConfig(name),
    )
    const pairs = answer.items.map((ours, i) => ({ ours, input: items[i] as KrmResource }))
    const asked = pairs.filter(({ input }) => !isLocalConfig(input))
    expect(golden.items).toHaveLength(asked.length)
    for (const [i, { ours, input }] of asked.entries()) {
      const title = `${reference}/${one} ${input.kind} ${input.metadata.name}`
      if (title in DIFFERENCES) expect(ours, title).not.toEqual(golden.items[i])
      else expect(ours, title).toEqual(golden.items[i])
    }
  })
})
