/** Resources against the schemas of a Kubernetes release. */
import type { KrmResource } from '../krm/resource.ts'
import { error, place, type Result } from '../krm/result.ts'
import { type Catalogue, catalogues, type Kind } from './compiled/kubernetes.js'
import type { Validate } from './error.ts'
import type { Problem } from './problem.ts'
import { problemsOf } from './problems.ts'
import { type Library, library } from './schema.ts'
import { sentence } from './sentence.ts'

/** The minors we have schemas for, oldest first. */
export const kubernetesMinors: readonly string[] = Object.keys(catalogues)

const NEWEST = kubernetesMinors.at(-1) as string

/** The release that a minor's schemas come from, such as "1.37.2". */
export function kubernetesVersion(minor = NEWEST): string {
  return catalogue(minor).version
}

/** As apiVersion/kind, such as "apps/v1/Deployment". */
export function knownKinds(minor = NEWEST): readonly string[] {
  return Object.keys(catalogue(minor).kinds)
}

/** Whether resources of the kind live in a namespace; undefined for a kind without a schema. */
export function isNamespaced(apiVersion: string, kind: string, minor = NEWEST): boolean | undefined {
  return kindOf(apiVersion, kind, minor)?.namespaced
}

/** Undefined when there is no schema for the kind. Codes: `field-unknown`, `field-missing`, `field-invalid`, `list-duplicate`. */
export async function validateResource(resource: KrmResource, minor = NEWEST): Promise<readonly Result[] | undefined> {
  const kind = kindOf(resource.apiVersion, resource.kind, minor)
  if (!kind) return undefined
  const validate = await validatorOf(kind)
  if (validate(resource)) return []
  // Read before the next wait, during which the validator may be called again.
  const errors = validate.errors ?? []
  const problems = problemsOf(errors, resource, await schemasOf(catalogue(minor)))
  return problems.map((problem) => resultOf(problem, resource))
}

const CODES: Readonly<Record<Problem['rule'], string>> = {
  unknown: 'field-unknown',
  missing: 'field-missing',
  type: 'field-invalid',
  choice: 'field-invalid',
  limit: 'field-invalid',
  ambiguous: 'field-invalid',
  duplicate: 'list-duplicate',
}

function resultOf(problem: Problem, resource: KrmResource): Result {
  const telling = { root: `the ${resource.kind}`, secret: resource.kind === 'Secret' }
  const { message, hint, path } = sentence(problem, telling)
  return error(CODES[problem.rule], place(resource, path), message, hint)
}

function kindOf(apiVersion: string, kind: string, minor: string) {
  const { kinds } = catalogue(minor)
  const key = `${apiVersion}/${kind}`
  return Object.hasOwn(kinds, key) ? kinds[key] : undefined
}

function catalogue(minor: string): Catalogue {
  const found = Object.hasOwn(catalogues, minor) ? catalogues[minor] : undefined
  if (!found) throw new Error(`no schemas of Kubernetes ${minor}, only of ${kubernetesMinors.join(', ')}`)
  return found
}

/** Loaded once: an import() that has nothing left to do still costs as much as ten validations. */
const validators = new Map<Kind, Promise<Validate>>()
const libraries = new Map<Catalogue, Promise<Library>>()

function validatorOf(kind: Kind): Promise<Validate> {
  const known = validators.get(kind) ?? kind.load().then((loaded) => loaded.default)
  validators.set(kind, known)
  return known
}

function schemasOf(release: Catalogue): Promise<Library> {
  const known = libraries.get(release) ?? release.load().then(({ definitions }) => library(definitions))
  libraries.set(release, known)
  return known
}
