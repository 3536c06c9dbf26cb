/** `fn eval --save`: the function becomes one of the Kptfile's, whose comments stay. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { isObject } from '../src/krm/check.ts'
import type { KrmResource } from '../src/krm/resource.ts'
import { editDocument, readDocument, type SourceDocument, splitDocuments } from '../src/text/document.ts'
import { type FunctionSpec, readPipeline } from './kptfile.ts'
import { terminated } from './output.ts'
import { KPTFILE } from './package.ts'
import { saveFiles } from './save-files.ts'
import { readText } from './utf8.ts'

export type SavedFunction = Omit<FunctionSpec, 'at' | 'type'>

/** What was done; undefined where there is no Kptfile. Codes of readPipeline. */
export async function saveFunction(
  directory: string,
  type: FunctionSpec['type'],
  fn: SavedFunction,
): Promise<'Added' | 'Updated' | undefined> {
  const file = join(directory, KPTFILE)
  if (!existsSync(file)) return undefined
  const before = readText(file).text
  const documents = splitDocuments(before)
  const document = documents.find((one) => readDocument(one).value !== undefined)
  if (!document) return undefined
  const old = readDocument(document).value as KrmResource
  readPipeline(old, '', document)
  const { kptfile, isNew } = withFunction(old, type, fn)
  const texts = documents.map((one) => (one === document ? editDocument(one, old, kptfile) : one.text))
  await saveFiles(directory, [{ path: KPTFILE, before, after: joined(texts) }])
  return isNew ? 'Added' : 'Updated'
}

/** A function of the same name is replaced in its place, as kpt does it: names are compared as they are written. */
function withFunction(kptfile: KrmResource, type: FunctionSpec['type'], fn: SavedFunction) {
  const list = `${type}s`
  const pipeline = isObject(kptfile.pipeline) ? kptfile.pipeline : {}
  const functions = (pipeline[list] ?? []) as readonly SavedFunction[]
  const at = functions.findIndex((one) => one.image === fn.image && one.exec === fn.exec)
  const changed = at < 0 ? [...functions, fn] : functions.with(at, fn)
  return { kptfile: { ...kptfile, pipeline: { ...pipeline, [list]: changed } }, isNew: at < 0 }
}

function joined(texts: readonly SourceDocument['text'][]): string {
  return texts.reduce((all, next) => {
    return all === '' ? next : `${terminated(all)}${next.startsWith('---') ? '' : '---\n'}${next}`
  }, '')
}
