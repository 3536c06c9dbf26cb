/** Directory, or tree of a commit → package: its files, their documents, and the resources in them. */
import { realpathSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { asResource, isObject } from '../src/krm/check.ts'
import { ID, INDEX, type KrmResource, PACKAGE_PATH, PATH } from '../src/krm/resource.ts'
import { error } from '../src/krm/result.ts'
import { OAM_GROUP } from '../src/oam/application.ts'
import { readDocument, type SourceDocument, type SyntaxProblem, splitDocuments } from '../src/text/document.ts'
import { directoryTree, type FileTree } from './file-tree.ts'
import { type Finding, Refusal, refuse } from './refusal.ts'
import { refuseInterrupted } from './save-files.ts'
import { noteRead } from './v8-settings.ts'
import { holdsKptfile, type IsPackage, KPTFILE, RESOURCE_FILE, type Walked, walk } from './walk.ts'

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
  /** The package's own resources, with their path (relative to this package), index, package and id annotations. */
  readonly items: readonly KrmResource[]
  readonly kptfile: KrmResource | undefined
  readonly kptfileDocument?: SourceDocument
  readonly subpackages: readonly Package[]
}

export { KPTFILE, RESOURCE_FILE } from './walk.ts'

/** Reads a package and, below it, its subpackages. Refuses with every problem found (codes of check.ts and `yaml-invalid`). */
export function readPackage(directory: string): Package {
  return readPackageIn(directoryTree(open(directory)), directory)
}

/** The same, wherever its files come from. `called` is what the user calls it. */
export function readPackageIn(tree: FileTree, called: string): Package {
  if (!looksLikePackage(tree)) throw noPackage(called)
  const findings: Finding[] = []
  const root = readFolder(tree, '', findings, holdsKptfile)
  if (findings.length > 0) throw new Refusal(findings, { directory: root.directory, files: root.files })
  return root
}

/** A whole directory as one package, whatever Kptfiles are in it, or one file of it: what `fn source` and `fn eval` work on. */
export function readTree(target: string): Package {
  const isFile = statSync(target, { throwIfNoEntry: false })?.isFile() ?? false
  const real = isFile ? realpathSync(target) : open(target)
  if (isFile) refuseInterrupted(dirname(real))
  const findings: Finding[] = []
  const tree = isFile
    ? assemble(directoryTree(dirname(real)), '', { files: [basename(real)], packages: [] }, findings, () => false)
    : readFolder(directoryTree(real), '', findings, () => false)
  if (findings.length > 0) throw new Refusal(findings, { directory: tree.directory, files: tree.files })
  return tree
}

/** The directory itself, behind links, with every file as a whole run left it. Codes: `package-missing`, `save-interrupted`. */
function open(directory: string): string {
  if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory()) {
    throw refuse('package-missing', `"${directory}" is no directory`, 'name the directory that holds the resources')
  }
  const opened = realpathSync(directory)
  refuseInterrupted(opened)
  return opened
}

/** Without a Kptfile only OAM right in it makes a directory a package: in a wrong directory, no file is at fault. */
export function looksLikePackage(tree: FileTree): boolean {
  if (tree.hasFile(KPTFILE)) return true
  return tree.list('').some((entry) => {
    return entry.isFile() && RESOURCE_FILE.test(entry.name) && tree.text(entry.name).text.includes(OAM_GROUP)
  })
}

function noPackage(directory: string): Refusal {
  const hint = 'run hydroam in a package, or name one: a directory with a Kptfile or with OAM applications'
  return refuse('package-missing', `"${directory}" has neither a Kptfile nor an OAM application`, hint)
}

function readFolder(tree: FileTree, path: string, findings: Finding[], isPackage: IsPackage): Package {
  return assemble(tree, path, walk(tree, path, isPackage), findings, isPackage)
}

function assemble(
  tree: FileTree,
  path: string,
  { files: paths, packages }: Walked,
  findings: Finding[],
  isPackage: IsPackage,
): Package {
  const files = new Map(paths.map((file) => [file, readFile(tree, file, findings)]))
  const items: KrmResource[] = []
  for (const [file, { resources }] of files)
    for (const [index, { value }] of resources.entries()) items.push(tracked(value, path, file, index))
  const directory = join(tree.directory, path)
  const kptfile = readKptfile(tree, join(path, KPTFILE), files, findings)
  const name = kptfile?.value.metadata.name ?? basename(path || tree.name)
  return {
    directory,
    path,
    name,
    files,
    items,
    kptfile: kptfile?.value,
    ...(kptfile ? { kptfileDocument: kptfile.document } : {}),
    subpackages: packages.map((sub) => readFolder(tree, sub, findings, isPackage)),
  }
}

/** Its pipeline counts also where .krmignore takes it from the resources. */
function readKptfile(
  tree: FileTree,
  path: string,
  files: ReadonlyMap<string, PackageFile>,
  findings: Finding[],
): PackageFile['resources'][number] | undefined {
  const isThere = files.has(path) || tree.hasFile(path)
  return isThere ? (files.get(path) ?? readFile(tree, path, findings)).resources[0] : undefined
}

/** What a file says itself about its place is overwritten. */
function tracked(value: KrmResource, folder: string, file: string, index: number): KrmResource {
  const annotations: Record<string, string> = { ...value.metadata.annotations }
  annotations[PATH] = folder ? file.slice(folder.length + 1) : file
  annotations[INDEX] = String(index)
  annotations[ID] = `${file}#${index}`
  if (folder !== '') annotations[PACKAGE_PATH] = folder
  else if (Object.hasOwn(annotations, PACKAGE_PATH)) delete annotations[PACKAGE_PATH]
  return { ...value, metadata: { ...value.metadata, annotations } }
}

function readFile(tree: FileTree, path: string, findings: Finding[]): PackageFile {
  const { text, broken } = tree.text(path)
  noteRead(text.length)
  const documents = splitDocuments(text)
  if (broken) {
    const document = documents.findLast(({ line }) => line <= broken.line) as SourceDocument
    const { encoding, ...position } = broken
    const message = `the file is not ${encoding}`
    findings.push({ ...error('yaml-invalid', { file: { path } }, message), position, document })
    return { text, documents, resources: [] }
  }
  const resources: PackageFile['resources'][number][] = []
  for (const document of documents) {
    const { value, problems } = readDocument(document)
    for (const problem of problems) findings.push(invalidYaml(problem, path, document))
    const resource = value === undefined ? undefined : readResource(value, path, document, findings)
    if (resource) resources.push({ document, value: resource })
  }
  return { text, documents, resources }
}

function invalidYaml({ message, hint, position }: SyntaxProblem, path: string, document: SourceDocument): Finding {
  return { ...error('yaml-invalid', { file: { path } }, message, hint), position, document }
}

const KUSTOMIZATION_FILE = /(?:^|\/)(?:kustomization\.ya?ml|Kustomization)$/

/** Kustomize's own file may lack what makes a resource; then it is none, and stays as it is. */
function isBareKustomization(path: string, value: unknown): boolean {
  const isNamed = KUSTOMIZATION_FILE.test(path)
  const isKind = isObject(value) && value.kind === 'Kustomization' && value.apiVersion === undefined
  return isKind || (isNamed && 'result' in asResource(value, {}))
}

function readResource(
  value: unknown,
  path: string,
  document: SourceDocument,
  findings: Finding[],
): KrmResource | undefined {
  if (isBareKustomization(path, value)) return undefined
  const read = asResource(value, { file: { path } })
  if ('resource' in read) return read.resource
  findings.push({ ...read.result, document })
  return undefined
}
