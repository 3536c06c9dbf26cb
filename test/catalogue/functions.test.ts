/**
 * Our answers against those of the catalogue's own programs, which tools/catalogue-oracle/ask-functions.mjs wrote down. Values are compared as
 * Kubernetes reads their text; the READMEs say where we keep a text that the catalogue makes a number of.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { catalogue } from '../../functions/index.ts'
import { apply, type KrmFunction, type ResourceList } from '../../src/krm/function.ts'
import { failed } from '../../src/krm/result.ts'
import { readStream, writeResourceList } from '../../src/krm/wire.ts'
import { readConfig } from '../../src/schema/config.ts'
import { resolvePlain } from '../../src/text/scalar.ts'

interface Golden {
  readonly answers: readonly {
    /** A case of ours, or an input that was made. */
    readonly case?: string
    readonly input?: string
    readonly status: number
    readonly stdout: string
  }[]
}

const FUNCTIONS = ['set-namespace', 'apply-setters', 'apply-replacements']

/** Where we do otherwise, and why; a generated input is named by its number. */
const DIFFERENCES: Readonly<Record<string, string>> = {
  'set-namespace/beyond-metadata': 'it makes a service where there is none',
  'set-namespace/custom-kinds': 'the definition in the package is asked, and OAM is known',
  'set-namespace/every-resource': 'it makes a service where there is none',
  'set-namespace/depends-on': 'it changes one reference, and this version none',
  'set-namespace/matcher': 'this version ignores `namespaceMatcher`',
  'set-namespace/matcher-by-origin': 'this version ignores `namespaceMatcher`',
  'set-namespace/config-invalid': 'unknown settings are ignored',
  'set-namespace/config-misspelt': 'unknown settings are ignored',
  'apply-setters/23': 'an empty field stays empty',
  'apply-setters/52': 'an empty field stays empty',
  'apply-setters/62': 'an empty field stays empty',
  'apply-setters/types': 'an empty field stays empty',
  'apply-setters/resource-broken': 'it writes a resource without a name',
  'apply-setters/structure-asked-for': 'it empties the list',
  'apply-replacements/copies': 'its kustomize knows no `*`; v5.5.0 does',
  'apply-replacements/creates': 'its kustomize takes `^a$` for a name; v5.5.0 for an expression',
  'apply-replacements/element-matched-in-part': 'its kustomize wants the whole name; v5.5.0 a part of it',
  'apply-replacements/typed-form': 'the kind is ours',
}

describe.each(FUNCTIONS)('%s', (name) => {
  const golden = JSON.parse(
    readFileSync(join(import.meta.dirname, 'functions', `${name}.golden.json`), 'utf8'),
  ) as Golden

  test.each(golden.answers.map((answer, i) => [answer.case ?? String(i), answer] as const))(
    '%s',
    async (title, asked) => {
      const input =
        asked.input ??
        readFileSync(join(import.meta.dirname, `../../functions/${name}/cases/${title}/input.yaml`), 'utf8')
      const read = readStream(input)
      if ('results' in read) throw new Error(JSON.stringify(read.results))
      const ours = await answerOf(name, read.list)
      const theirs = asked.status === 0 ? values(asked.stdout) : 'refused'
      if (`${name}/${title}` in DIFFERENCES) expect(ours).not.toEqual(theirs)
      else expect(ours).toEqual(theirs)
    },
  )
})

async function answerOf(name: string, list: ResourceList): Promise<unknown> {
  const fn = (await catalogue[name]?.()) as KrmFunction
  const answer = await apply(fn, list, readConfig(name))
  return failed(answer.results) ? 'refused' : values(writeResourceList(answer))
}

/** The items as Kubernetes reads them, sorted: the catalogue's library sorts them. Null and no text are alike to it. */
function values(list: string): unknown {
  const { items = [] } = parse(list, { schema: 'failsafe' }) as { readonly items?: readonly unknown[] }
  return items.map((item) => JSON.stringify(normal(item))).sort()
}

function normal(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(normal)
  if (typeof value !== 'object' || value === null) return String(resolvePlain(String(value)) ?? '')
  // Which subjects of bindings move is held to kustomize, by cases.
  const entries = Object.entries(value).filter(([key]) => key !== 'subjects')
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, child]) => [key, normal(child)]))
}
