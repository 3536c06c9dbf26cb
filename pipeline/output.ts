/** Rendered resources → text, as files or as one stream. What nobody changed keeps the text it was read from. */
import { equal } from '../src/krm/equal.ts'
import {
  annotation,
  ID,
  INDEX,
  identity,
  type KrmResource,
  PACKAGE_PATH,
  PATH,
  withoutAnnotations,
} from '../src/krm/resource.ts'
import { editDocument, type SourceDocument, writeDocument } from '../src/text/document.ts'
import { withoutMark } from '../src/text/head.ts'
import { writeJson } from '../src/text/json-writer.ts'
import { hydratedPaths, isHydrated } from './layout.ts'
import type { Package, PackageFile } from './package.ts'
import { refuse } from './refusal.ts'

/** A document, and the resource that it says. */
export interface Source {
  readonly document: SourceDocument
  readonly value: KrmResource
}

/** What resources say with the comments that functions gave them; by placeKey. See drafts.ts. */
export type Drafts = ReadonlyMap<string, Source>

export const NO_DRAFTS: Drafts = new Map()

/** A new resource has no place yet: what it was called when it got its draft goes with it, like an orchestrator's ids. */
export const DRAFT = 'internal.config.kubernetes.io/hydroam-draft'

/** By what a resource is known from function to function. */
export function placeKey(item: KrmResource): string {
  const id = annotation(item, ID)
  if (id !== undefined) return id
  const index = annotation(item, INDEX)
  return index === undefined ? (annotation(item, DRAFT) ?? identity(item)) : `${annotation(item, PATH)}#${index}`
}

export type SourceOf = (item: KrmResource) => Source | undefined

/** What a resource's text is edited from: its draft, else the document that it was read from, wherever a function moved the resource. */
export function sourceOf(
  item: KrmResource,
  files: ReadonlyMap<string, PackageFile>,
  drafts: Drafts = NO_DRAFTS,
): Source | undefined {
  return draftOf(item, drafts) ?? originOf(item, files)
}

export function draftOf(item: KrmResource, drafts: Drafts): Source | undefined {
  return drafts.size === 0 ? undefined : drafts.get(placeKey(item))
}

/** The document that a resource was read from. */
export function originOf(item: KrmResource, files: ReadonlyMap<string, PackageFile>): Source | undefined {
  const id = annotation(item, ID)
  if (id !== undefined) {
    const end = id.lastIndexOf('#')
    return files.get(id.slice(0, end))?.resources[Number(id.slice(end + 1))]
  }
  const index = annotation(item, INDEX)
  return index === undefined ? undefined : files.get(annotation(item, PATH) ?? '')?.resources[Number(index)]
}

/** What kpt takes away before it writes; other annotations that look internal are somebody's and stay. */
const TRANSIENT = new Set([
  PATH,
  INDEX,
  ID,
  PACKAGE_PATH,
  DRAFT,
  'internal.config.kubernetes.io/seqindent',
  'internal.config.kubernetes.io/annotations-migration-resource-id',
  'internal.config.kubernetes.io/kpt-resource-id',
  'internal.config.k8s.io/kpt-resource-id',
  'config.kubernetes.io/path',
  'config.kubernetes.io/index',
  'config.k8s.io/id',
])

/** A resource as it goes to disk: without what only functions and orchestrators tell each other. */
export function persistent(item: KrmResource): KrmResource {
  return withoutAnnotations(item, (key) => TRANSIENT.has(key))
}

/** The text of a resource, in the words of its source document wherever they still apply. */
export function textOf(item: KrmResource, source: Source | undefined): string {
  const value = persistent(item)
  const isJson = annotation(item, PATH)?.endsWith('.json') ?? false
  // Without a change the editor gives back the text as it is.
  if (source && !isJson) return editDocument(source.document, source.value, value)
  if (source && equal(source.value, value)) return source.document.text
  return isJson ? writeJson(value, source?.document.text) : writeDocument(withoutEmptyMetadata(value))
}

/** A new Kustomization may have no metadata at all; reading gave it an empty one. */
function withoutEmptyMetadata(item: KrmResource): object {
  const { metadata, ...rest } = item
  return Object.keys(metadata).length > 0 ? item : rest
}

const files = new WeakMap<Package, ReadonlyMap<string, PackageFile>>()

/** Every file of a package and its subpackages. */
export function allFiles(pkg: Package): ReadonlyMap<string, PackageFile> {
  if (pkg.subpackages.length === 0) return pkg.files
  const known = files.get(pkg)
  if (known) return known
  const all = new Map([...pkg.files, ...pkg.subpackages.flatMap((subpackage) => [...allFiles(subpackage)])])
  files.set(pkg, all)
  return all
}

/** The hydrated package: one file a resource. Refuses to be empty (`empty-result`). */
export function hydratedFiles(
  items: readonly KrmResource[],
  pkg: Package,
  drafts: Drafts = NO_DRAFTS,
): ReadonlyMap<string, string> {
  const files = allFiles(pkg)
  const hydrated = items.filter(isHydrated)
  if (hydrated.length === 0) {
    const hint =
      'an empty result would delete everything; check that the package holds an application or plain resources'
    throw refuse('empty-result', `package "${pkg.name}" renders to nothing`, hint)
  }
  const texts = [...hydratedPaths(hydrated)].map(([path, item]): [string, string] => {
    return [path, terminated(withoutSeparator(textOf(item, sourceOf(item, files, drafts))))]
  })
  return new Map(texts.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** A hydrated package as one stream for `kubectl apply -f -` and its like. */
export function unwrapped(files: ReadonlyMap<string, string>): string {
  return [...files.values()].join('---\n')
}

function withoutSeparator(text: string): string {
  return withoutMark(text).replace(/^---[ \t]*\r?\n/, '')
}

export function terminated(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`
}
