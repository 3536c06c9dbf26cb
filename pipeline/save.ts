/** A rendered package back into its directory: only what changed, and only when all of it is ready. */
import { lstatSync } from 'node:fs'
import { join } from 'node:path'
import { annotation, type KrmResource, PATH } from '../src/krm/resource.ts'
import { fileText } from './file-text.ts'
import { allFiles, type Drafts, NO_DRAFTS } from './output.ts'
import type { Package } from './package.ts'
import { refuseUnsafePaths } from './paths.ts'
import { confine } from './places.ts'
import { refuse } from './refusal.ts'
import { saveFiles } from './save-files.ts'

export interface Changes {
  /** New text by path. */
  readonly written: ReadonlyMap<string, string>
  readonly deleted: readonly string[]
}

export interface SaveOptions {
  /** Lets a result without any resource delete all of them. */
  readonly allowEmpty?: boolean
  /** Keeps the files whose resources are all gone. */
  readonly keepFiles?: boolean
  /** Comments that functions added. */
  readonly drafts?: Drafts
  /** Learns how many files have changed. */
  readonly onSave?: ((files: number) => void) | undefined
}

/** What saving will do. Codes: `path-outside-package`, `path-invalid`, `index-duplicate`, `file-exists`, `empty-result`. */
export function planChanges(pkg: Package, items: readonly KrmResource[], options: SaveOptions = {}): Changes {
  const before = allFiles(pkg)
  if (items.length === 0 && before.size > 0 && !options.allowEmpty) {
    const hint = 'a function that fails can look so; add --allow-empty if it is meant'
    throw refuse('empty-result', `package "${pkg.name}" renders to nothing, which would delete all of it`, hint)
  }
  const texts = fileTexts(pkg, items, options.drafts)
  for (const path of texts.keys()) if (!before.has(path)) refuseForeign(pkg, path)
  return {
    written: new Map([...texts].filter(([path, text]) => before.get(path)?.text !== text)),
    deleted: [...before]
      .filter(([path, { resources }]) => !options.keepFiles && resources.length > 0 && !texts.has(path))
      .map(([path]) => path),
  }
}

/** Every file that holds a resource, with its text. A file that was read keeps its name; what no system could keep is refused for new ones. */
export function fileTexts(
  pkg: Package,
  items: readonly KrmResource[],
  drafts: Drafts = NO_DRAFTS,
): ReadonlyMap<string, string> {
  const before = allFiles(pkg)
  for (const item of items) confine(item)
  const groups = groupByPath(items)
  refuseUnsafePaths(
    [...groups.keys()].filter((path) => !before.has(path)),
    [...groups.keys()].filter((path) => before.has(path)),
    (path) => groups.get(path)?.[0],
  )
  return new Map([...groups].map(([path, group]) => [path, fileText(before.get(path), group, before, drafts)]))
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

function groupByPath(items: readonly KrmResource[]): ReadonlyMap<string, readonly KrmResource[]> {
  const groups = new Map<string, KrmResource[]>()
  for (const item of items) {
    const path = annotation(item, PATH) ?? ''
    const group = groups.get(path)
    if (group) group.push(item)
    else groups.set(path, [item])
  }
  return groups
}
