/** The pipeline of a package that declares none: the one in hydroam's own Kptfile, which says the order once. */
import { readFileSync } from 'node:fs'
import type { KrmResource } from '../src/krm/resource.ts'
import { readDocument } from '../src/text/document.ts'
import { type FunctionSpec, readPipeline } from './kptfile.ts'
import { KPTFILE } from './package.ts'

export function defaultPipeline(): readonly FunctionSpec[] {
  // One level above this file, in the sources as well as in the bundle.
  const text = readFileSync(new URL(`../${KPTFILE}`, import.meta.url), 'utf8')
  return readPipeline(readDocument({ text, line: 1 }).value as KrmResource, '') ?? []
}
