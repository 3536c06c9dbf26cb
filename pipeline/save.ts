/** A rendered package back into its directory: only what changed, and only when all of it is ready. */
import { lstatSync } from 'node:fs'
import { join } from 'node:path'
import { annotation, describe, INDEX, type KrmResource, PATH } from '../src/krm/resource.ts'
import { error, place } from '../src/krm/result.ts'
import type { SourceDocument } from '../src/text/document.ts'
import { saveFiles } from './journal.ts'
import { allFiles, type Drafts, NO_DRAFTS, placeKey, sourceOf, terminated, textOf } from './output.ts'
import type { Package, PackageFile } from './package.ts'
import { Refusal, refuse } from './refusal.ts'

export interface Changes {
  /** New text by path. */
  readonly written: ReadonlyMap<string, string>
  readonly deleted: readonly string[]
}

/** What saving will do. Codes: `path-outside-package`, `index-duplicate`, `file-exists`, `empty-result`. */
export function planChanges(pkg: Package, items: readonly KrmResource[], drafts: Drafts = NO_DRAFTS): Changes {
  const before = allFiles(pkg)
  if (items.length === 0 && before.size > 0) {
    throw refuse('empty-result', `package "${pkg.name}" renders to nothing, which would delete all of it`)
  }
  const texts = fileTexts(pkg, items, drafts)
  for (const path of texts.keys()) if (!before.has(path)) refuseForeign(pkg, path)
  return {
    written: new Map([...texts].filter(([path, text]) => before.get(path)?.text !== text)),
    deleted: [...before]
      .filter(([path, { resources }]) => resources.length > 0 && !texts.has(path))
      .map(([path]) => path),
  }
}

/** Every file that holds a resource, with its text. */
export function fileTexts(
  pkg: Package,
  items: readonly KrmResource[],
  drafts: Drafts = NO_DRAFTS,
): ReadonlyMap<string, string> {
  const before = allFiles(pkg)
  for (const item of items) confine(item)
  const groups = [...groupByPath(items)]
  return new Map(groups.map(([path, group]) => [path, fileText(before.get(path), group, before, drafts)]))
}

/** A file that was not read is somebody else's, and a link may lead anywhere. */
function refuseForeign(pkg: Package, path: string): void {
  const parts = path.split('/')
  for (let length = 1; length <= parts.length; length++) {
    const part = parts.slice(0, length).join('/')
    const stat = lstatSync(join(pkg.directory, part), { throwIfNoEntry: false })
    if (!stat) return
    if (length < parts.length && stat.isDirectory()) continue
    const what = stat.isSymbolicLink() ? 'a link' : 'something that is no resource of the package'
    const hint = 'move it away, or give the new resource another path'
    throw refuse('file-exists', `"${path}" must be written, but "${part}" is ${what}`, hint, { file: { path } })
  }
}

/** All of the files change, or none. */
export async function saveChanges(pkg: Package, { written, deleted }: Changes): Promise<void> {
  const files = allFiles(pkg)
  const before = (path: string) => files.get(path)?.text ?? null
  await saveFiles(pkg.directory, [
    ...[...written].map(([path, after]) => ({ path, before: before(path), after })),
    ...deleted.map((path) => ({ path, before: before(path), after: null })),
  ])
}

/** Paths come from functions and from names: none may leave the package. */
export function confine(item: KrmResource): void {
  const path = annotation(item, PATH) ?? ''
  const segments = path.split('/')
  const strange = /[\\\u0000-\u001f]/.test(path)
  if (!strange && !segments.some((segment) => ['', '.', '..', '.git'].includes(segment.toLowerCase()))) return
  const message = `${describe(item)} wants the path ${JSON.stringify(path)}, which is not inside the package`
  throw new Refusal([
    error('path-outside-package', place(item), message, 'a path must be relative and without `.`, `..` and `.git`'),
  ])
}

function groupByPath(items: readonly KrmResource[]): ReadonlyMap<string, readonly KrmResource[]> {
  const groups = new Map<string, KrmResource[]>()
  for (const item of items) {
    const path = annotation(item, PATH) ?? ''
    groups.set(path, [...(groups.get(path) ?? []), item])
  }
  return groups
}

/** Documents that stay, in their old order and with the comments between them; then the new ones. */
function fileText(
  file: PackageFile | undefined,
  items: readonly KrmResource[],
  all: ReadonlyMap<string, PackageFile>,
  drafts: Drafts,
): string {
  const kept = new Map<SourceDocument, KrmResource>()
  const added: KrmResource[] = []
  for (const item of items) {
    const source = annotation(item, INDEX) === undefined ? undefined : sourceOf(item, all)
    if (!source) added.push(item)
    else if (kept.has(source.document)) throw duplicate(item, kept.get(source.document) as KrmResource)
    else kept.set(source.document, item)
  }
  const old = (file?.documents ?? []).flatMap((document) => {
    const item = kept.get(document)
    if (item) return [textOf(item, sourceOf(item, all, drafts))]
    return file?.resources.some((resource) => resource.document === document) ? [] : [document.text]
  })
  const fresh = added.map((item) => textOf(item, drafts.get(placeKey(item))))
  return [...old, ...fresh].reduce((text, next) => {
    return text === '' ? next : `${terminated(text)}${next.startsWith('---') ? '' : '---\n'}${next}`
  }, '')
}

function duplicate(item: KrmResource, other: KrmResource): Refusal {
  const message = `${describe(item)} and ${describe(other)} claim the same place in "${annotation(item, PATH)}"`
  return new Refusal([error('index-duplicate', place(item), message)])
}
