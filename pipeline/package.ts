/** Directory → package: its files, their documents, and the resources in them. */
import { lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, join, relative, sep } from 'node:path'
import { asResource, isObject } from '../src/krm/check.ts'
import { INDEX, type KrmResource, PATH, withAnnotations } from '../src/krm/resource.ts'
import { error } from '../src/krm/result.ts'
import { OAM_GROUP } from '../src/oam/application.ts'
import { readDocument, type SourceDocument, splitDocuments } from '../src/text/document.ts'
import { readIgnore } from './ignore.ts'
import { type Finding, Refusal, refuse } from './refusal.ts'

export interface PackageFile {
  readonly text: string
  /** Every document, also those that hold only comments. */
  readonly documents: readonly SourceDocument[]
  /** The documents that hold resources, with the resource as it was read; a resource's index counts in this list. */
  readonly resources: readonly { readonly document: SourceDocument; readonly value: KrmResource }[]
}

export interface Package {
  /** Absolute. */
  readonly directory: string
  /** Relative to the root package, '' for the root itself; slashes. */
  readonly path: string
  readonly name: string
  /** By path relative to the root package, in walk order. */
  readonly files: ReadonlyMap<string, PackageFile>
  /** The package's own resources, with their path (relative to the root package) and index annotations. */
  readonly items: readonly KrmResource[]
  readonly kptfile: KrmResource | undefined
  readonly subpackages: readonly Package[]
}

export const KPTFILE = 'Kptfile'
const RESOURCE_FILE = /^Kptfile$|\.(ya?ml|json)$/

/** Reads a package and, below it, its subpackages. Refuses with every problem found (codes of check.ts and `yaml-invalid`). */
export function readPackage(directory: string): Package {
  refuseMissing(directory)
  if (!looksLikePackage(directory)) throw noPackage(directory)
  const findings: Finding[] = []
  const root = readFolder(realpathSync(directory), '', findings, holdsKptfile)
  if (findings.length > 0) throw new Refusal(findings, { directory: root.directory, files: root.files })
  return root
}

/** A whole directory as one package, whatever Kptfiles are in it, or one file of it: what `fn source` and `fn eval` work on. */
export function readTree(target: string): Package {
  const isFile = statSync(target, { throwIfNoEntry: false })?.isFile() ?? false
  if (!isFile) refuseMissing(target)
  const findings: Finding[] = []
  const real = realpathSync(target)
  const tree = isFile
    ? assemble(dirname(real), '', { files: [basename(real)], packages: [] }, findings, () => false)
    : readFolder(real, '', findings, () => false)
  if (findings.length > 0) throw new Refusal(findings, { directory: tree.directory, files: tree.files })
  return tree
}

function refuseMissing(directory: string): void {
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory()) return
  throw refuse('package-missing', `"${directory}" is no directory`, 'name the directory that holds the resources')
}

/** Without a Kptfile only OAM right in it makes a directory a package: in a wrong directory, no file is at fault. */
function looksLikePackage(directory: string): boolean {
  return readdirSync(directory, { withFileTypes: true }).some((entry) => {
    if (entry.name === KPTFILE) return true
    return (
      entry.isFile() &&
      RESOURCE_FILE.test(entry.name) &&
      readFileSync(join(directory, entry.name), 'utf8').includes(OAM_GROUP)
    )
  })
}

function noPackage(directory: string): Refusal {
  const hint = 'run hydroam in a package, or name one: a directory with a Kptfile or with OAM applications'
  return refuse('package-missing', `"${directory}" has neither a Kptfile nor an OAM application`, hint)
}

function readFolder(root: string, path: string, findings: Finding[], isPackage: IsPackage): Package {
  return assemble(root, path, walk(root, path, isPackage), findings, isPackage)
}

function assemble(
  root: string,
  path: string,
  { files: paths, packages }: Walked,
  findings: Finding[],
  isPackage: IsPackage,
): Package {
  const files = new Map(paths.map((file) => [file, readFile(root, file, findings)]))
  const items = [...files].flatMap(([file, { resources }]) => {
    return resources.map(({ value }, index) => withAnnotations(value, { [PATH]: file, [INDEX]: String(index) }))
  })
  const kptfile = files.get(join(path, KPTFILE))?.resources[0]?.value
  const directory = join(root, path)
  const name = kptfile?.metadata.name ?? basename(directory)
  return {
    directory,
    path,
    name,
    files,
    items,
    kptfile,
    subpackages: packages.map((sub) => readFolder(root, sub, findings, isPackage)),
  }
}

/** Resource files and direct subpackages below `path`, in lexical order. */
function walk(root: string, path: string, isPackage: IsPackage): Walked {
  const ignored = readIgnore(join(root, path))
  const files: string[] = []
  const packages: string[] = []
  const visit = (folder: string) => {
    for (const name of readdirSync(join(root, folder)).sort()) {
      const entry = folder ? `${folder}/${name}` : name
      const below = path ? entry.slice(path.length + 1) : entry
      const kind = kindOf(root, entry, ignored(below))
      if (kind === 'directory' && name !== '.git' && isPackage(root, entry)) packages.push(entry)
      else if (kind === 'directory' && name !== '.git' && !ignored(`${below}/`)) visit(entry)
      else if (kind === 'file' && RESOURCE_FILE.test(name) && !ignored(below)) files.push(entry)
    }
  }
  visit(path)
  // kpt runs subpackages in the byte order of their whole paths, which is not the order of the walk.
  return { files, packages: packages.sort() }
}

interface Walked {
  readonly files: readonly string[]
  readonly packages: readonly string[]
}

type IsPackage = (root: string, folder: string) => boolean

function holdsKptfile(root: string, folder: string): boolean {
  return statSync(join(root, folder, KPTFILE), { throwIfNoEntry: false })?.isFile() ?? false
}

/** A link within the package is no file of its own: its target is read where it stands. A resource behind a link that leads out is refused. */
function kindOf(root: string, entry: string, isIgnored: boolean): 'file' | 'directory' | 'other' {
  const file = join(root, entry)
  const stat = lstatSync(file)
  if (!isIgnored && stat.isSymbolicLink() && RESOURCE_FILE.test(basename(file)) && leadsOut(root, file)) {
    const hint = 'copy the file into the package, or list the link in .krmignore'
    throw refuse('link-outside-package', `the link "${entry}" leads out of the package, or nowhere`, hint, {
      file: { path: entry },
    })
  }
  return stat.isDirectory() ? 'directory' : stat.isFile() ? 'file' : 'other'
}

function leadsOut(root: string, file: string): boolean {
  try {
    const target = relative(root, realpathSync(file))
    return target === '..' || target.startsWith(`..${sep}`)
  } catch (cause) {
    // Nowhere, or in a circle.
    if (['ENOENT', 'ELOOP', 'ENOTDIR'].includes((cause as NodeJS.ErrnoException).code ?? '')) return true
    throw cause
  }
}

function readFile(root: string, path: string, findings: Finding[]): PackageFile {
  const text = readFileSync(join(root, path), 'utf8')
  const documents = splitDocuments(text)
  const resources = documents.flatMap((document) => {
    const { value, problems } = readDocument(document)
    findings.push(
      ...problems.map(({ message, position }) => {
        return { ...error('yaml-invalid', { file: { path } }, message), position, document }
      }),
    )
    return value === undefined || isKustomizationFile(path, value) ? [] : readResource(document, value, path, findings)
  })
  return { text, documents, resources }
}

/** Kustomize's own file needs neither `kind` nor `apiVersion`; without them it is no resource, and stays as it is. */
function isKustomizationFile(path: string, value: unknown): boolean {
  return /^(kustomization\.ya?ml|Kustomization)$/.test(basename(path)) && isObject(value) && value.kind === undefined
}

function readResource(document: SourceDocument, value: unknown, path: string, findings: Finding[]) {
  const read = asResource(value, { file: { path } })
  if ('resource' in read) return [{ document, value: read.resource }]
  findings.push({ ...read.result, document })
  return []
}
