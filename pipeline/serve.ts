/** One function as a filter: ResourceList on stdin, ResourceList on stdout, results for a person on stderr. */

import { isObject } from '../src/krm/check.ts'
import type { Catalogue, ResourceList } from '../src/krm/function.ts'
import { failed } from '../src/krm/result.ts'
import { readStream } from '../src/krm/wire.ts'
import { CORE_WORDS } from '../src/text/scalar.ts'
import { report } from './report.ts'
import { inProcess } from './runner/in-process.ts'

/** What a filter run leaves behind; a list that could be read is always answered, also when the function reports an error. */
export interface Served {
  readonly stdout: string
  readonly stderr: string
  readonly failed: boolean
}

/** `tag` says which generation of the function. */
export async function serve(load: Catalogue[string], input: string, tag?: string): Promise<Served> {
  const read = readStream(input)
  if ('results' in read) return { stdout: '', stderr: report(read.results), failed: true }
  const { items, results, comments } = await inProcess(load, tag)(asKptWrites(read.list, input))
  const own = results.slice(read.list.results.length)
  const stdout = read.write({ ...read.list, items, results, ...(comments ? { comments } : {}) })
  return { stdout, stderr: report(own), failed: failed(own) }
}

/** kpt writes a text `yes` of a Kptfile's `configMap` as a bare word of YAML 1.2; in a ConfigMap it can be nothing but text. */
function asKptWrites(list: ResourceList, input: string): ResourceList {
  const { kind, data } = list.functionConfig ?? { kind: '', data: undefined }
  if (kind !== 'ConfigMap' || !isObject(data) || !Object.values(data).some((value) => typeof value === 'boolean'))
    return list
  const again = readStream(input, CORE_WORDS)
  const functionConfig = 'list' in again ? again.list.functionConfig : undefined
  return functionConfig ? { ...list, functionConfig } : list
}
