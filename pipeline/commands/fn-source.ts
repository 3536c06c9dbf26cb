/** `hydroam fn source` and `hydroam fn sink`: a directory into a ResourceList, and back into a new directory. */
import { text } from 'node:stream/consumers'
import { annotation, INDEX, type KrmResource } from '../../src/krm/resource.ts'
import { readStream } from '../../src/krm/wire.ts'
import { withDrafts } from '../drafts.ts'
import { placeNew } from '../layout.ts'
import { NO_DRAFTS } from '../output.ts'
import { type Package, readTree } from '../package.ts'
import { Refusal } from '../refusal.ts'
import { fileTexts } from '../save.ts'
import { refuseExisting, writeDirectory } from './destination.ts'
import { deliverAll } from './kpt-output.ts'
import { count } from './say.ts'

export async function sourceCommand(
  directory: string,
  { output = 'stdout' }: { readonly output?: string },
): Promise<void> {
  const pkg = readTree(directory)
  await deliverAll(pkg, pkg.items, output)
}

export async function sinkCommand(directory: string): Promise<void> {
  refuseExisting(directory)
  const read = readStream(await text(process.stdin))
  if ('results' in read) throw new Refusal(read.results)
  const { items, texts } = read.list
  const placed = placeNew(items)
  const comments = new Map(placed.map((item, i) => [item, texts?.comments.of(items[i] as KrmResource) ?? []]))
  const files = fileTexts(EMPTY, inOrder(placed), withDrafts(NO_DRAFTS, comments, new Map()))
  writeDirectory(directory, files)
  process.stderr.write(`wrote ${count(files.size, 'file')} to ${directory}\n`)
}

/** Nothing was read: every resource is a new document. */
const EMPTY: Package = {
  directory: '',
  path: '',
  name: '',
  files: new Map(),
  items: [],
  kptfile: undefined,
  subpackages: [],
}

function inOrder(items: readonly KrmResource[]): readonly KrmResource[] {
  const index = (item: KrmResource) => Number(annotation(item, INDEX) ?? Number.MAX_SAFE_INTEGER)
  return items.toSorted((a, b) => index(a) - index(b))
}
