/** Resources of a stream as a package that has no directory yet, so that they are written as those of every package are. */
import {
  annotation,
  describe,
  ID,
  INDEX,
  type KrmResource,
  PATH,
  withAnnotations,
  withoutAnnotations,
} from '../src/krm/resource.ts'
import { error, place } from '../src/krm/result.ts'
import type { Source, SourceOf } from './output.ts'
import type { Package, PackageFile } from './package.ts'
import { refuseUnsafePaths } from './paths.ts'
import { Refusal } from './refusal.ts'

export interface StreamPackage {
  readonly pkg: Package
  readonly items: readonly KrmResource[]
}

/** Every item has a path. Codes: `index-duplicate`, `path-invalid`. */
export function asPackage(items: readonly KrmResource[], sourceOf: SourceOf): StreamPackage {
  refuseDuplicates(items)
  const owners = new Map(items.map((item) => [annotation(item, PATH) ?? '', item]))
  refuseUnsafePaths([...owners.keys()], [], (path) => owners.get(path))
  const sources = new Map<string, Source[]>()
  const placed = inOrder(items).map((identified) => {
    const source = sourceOf(identified)
    const item = withoutAnnotations(identified, (key) => key === ID || (!source && key === INDEX))
    if (!source) return item
    const path = annotation(item, PATH) ?? ''
    const file = sources.get(path) ?? []
    sources.set(path, [...file, source])
    return withAnnotations(item, { [INDEX]: String(file.length) })
  })
  return { pkg: { ...EMPTY, files: new Map([...sources].map(([path, file]) => [path, asFile(file)])) }, items: placed }
}

const EMPTY: Package = {
  directory: '',
  path: '',
  name: '',
  files: new Map(),
  items: [],
  kptfile: undefined,
  subpackages: [],
}

function asFile(resources: readonly Source[]): PackageFile {
  return { text: '', documents: resources.map(({ document }) => document), resources }
}

function inOrder(items: readonly KrmResource[]): readonly KrmResource[] {
  const index = (item: KrmResource) => Number(annotation(item, INDEX) ?? Number.MAX_SAFE_INTEGER)
  return items.toSorted((a, b) => index(a) - index(b))
}

function refuseDuplicates(items: readonly KrmResource[]): void {
  const places = new Map<string, KrmResource>()
  for (const item of items) {
    const index = annotation(item, INDEX)
    const at = `${annotation(item, PATH)} ${index}`
    const other = places.get(at)
    if (other && index !== undefined) throw duplicate(item, other)
    places.set(at, item)
  }
}

function duplicate(item: KrmResource, other: KrmResource): Refusal {
  const where = `document ${Number(annotation(item, INDEX)) + 1} of "${annotation(item, PATH)}"`
  const message = `${describe(item)} and ${describe(other)} both claim to be ${where}`
  return new Refusal([error('index-duplicate', place(item), message, 'give one of the two another path or index')])
}
