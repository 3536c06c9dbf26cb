/** A rendered package back into its directory: only what changed, and only when all of it is ready. */
import { chmodSync, lstatSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { annotation, describe, INDEX, type KrmResource, PATH } from '../src/krm/resource.ts'
import { error, place } from '../src/krm/result.ts'
import type { SourceDocument } from '../src/text/document.ts'
import { allFiles, sourceOf, terminated, textOf } from './output.ts'
import type { Package, PackageFile } from './package.ts'
import { refuseUnsafePaths } from './paths.ts'
import { Refusal, refuse } from './refusal.ts'

export interface Changes {
  /** New text by path. */
  readonly written: ReadonlyMap<string, string>
  readonly deleted: readonly string[]
}

/** What saving will do. Codes: `path-outside-package`, `path-invalid`, `index-duplicate`, `file-exists`, `empty-result`. */
export function planChanges(pkg: Package, items: readonly KrmResource[]): Changes {
  const before = allFiles(pkg)
  if (items.length === 0 && before.size > 0) {
    throw refuse('empty-result', `package "${pkg.name}" renders to nothing, which would delete all of it`)
  }
  const texts = fileTexts(pkg, items)
  for (const path of texts.keys()) if (!before.has(path)) refuseForeign(pkg, path)
  return {
    written: new Map([...texts].filter(([path, text]) => before.get(path)?.text !== text)),
    deleted: [...before]
      .filter(([path, { resources }]) => resources.length > 0 && !texts.has(path))
      .map(([path]) => path),
  }
}

/** Every file that holds a resource, with its text. A file that was read keeps its name; what no system could keep is refused for new ones. */
export function fileTexts(pkg: Package, items: readonly KrmResource[]): ReadonlyMap<string, string> {
  const before = allFiles(pkg)
  for (const item of items) confine(item)
  const paths = [...new Set(items.map((item) => annotation(item, PATH) ?? ''))]
  refuseUnsafePaths(
    paths.filter((path) => !before.has(path)),
    paths.filter((path) => before.has(path)),
  )
  return new Map([...groupByPath(items)].map(([path, group]) => [path, fileText(before.get(path), group, before)]))
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

/** Everything is on the disk before the first file changes: what can fail for want of space or permission fails before that. */
export function saveChanges(pkg: Pick<Package, 'directory'>, { written, deleted }: Changes): void {
  if (written.size + deleted.length === 0) return
  const staging = mkdtempSync(join(pkg.directory, '.hydroam-'))
  try {
    const moves = [...written].map(([path, text], i): [string, string] => [
      stage(join(staging, String(i)), text, join(pkg.directory, path)),
      join(pkg.directory, path),
    ])
    for (const [draft, target] of moves) {
      mkdirSync(dirname(target), { recursive: true })
      renameSync(draft, target)
    }
    for (const path of deleted) rmSync(join(pkg.directory, path))
  } finally {
    rmSync(staging, { recursive: true, force: true })
  }
}

/** A file keeps its permissions. */
function stage(draft: string, text: string, target: string): string {
  const mode = lstatSync(target, { throwIfNoEntry: false })?.mode
  writeFileSync(draft, text)
  if (mode !== undefined) chmodSync(draft, mode)
  return draft
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
    if (item) return [textOf(item, sourceOf(item, all))]
    return file?.resources.some((resource) => resource.document === document) ? [] : [document.text]
  })
  const fresh = added.map((item) => textOf(item, undefined))
  return [...old, ...fresh].reduce((text, next) => {
    return text === '' ? next : `${terminated(text)}${next.startsWith('---') ? '' : '---\n'}${next}`
  }, '')
}

function duplicate(item: KrmResource, other: KrmResource): Refusal {
  const message = `${describe(item)} and ${describe(other)} claim the same place in "${annotation(item, PATH)}"`
  return new Refusal([error('index-duplicate', place(item), message)])
}
