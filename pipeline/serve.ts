/** One function as a filter: ResourceList on stdin, ResourceList on stdout, results for a person on stderr. */

import type { Catalogue } from '../src/krm/function.ts'
import { failed } from '../src/krm/result.ts'
import { readStream } from '../src/krm/wire.ts'
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
  const { items, results, comments } = await inProcess(load, tag)(read.list)
  const own = results.slice(read.list.results.length)
  const stdout = read.write({ ...read.list, items, results, ...(comments ? { comments } : {}) })
  return { stdout, stderr: report(own), failed: failed(own) }
}
