/**
 * From the name of a custom resource definition (`<plural>.<group>`), as OAM definitions write it, to a kind, and back.
 * Kinds come from the CustomResourceDefinitions of the package, OAM's own kinds, and those of Kubernetes.
 */
import { getIn, textIn } from '../krm/field-path.ts'
import { group, type KrmResource } from '../krm/resource.ts'
import { knownKinds } from '../schema/kubernetes.ts'

export interface Kind {
  readonly apiVersion: string
  readonly kind: string
}

export interface Kinds {
  /** The kind of a CRD by its name, in the given version, or in the one that is stored. */
  readonly ofDefinition: (crd: string, version?: string) => Kind | undefined
  /** `<plural>.<group>` of a kind; guessed where the package holds no CRD of it. */
  readonly definitionName: (kind: Kind) => string
  /** Whether the package holds a CRD of the kind. */
  readonly isDefined: (kind: Kind) => boolean
  /** Whether the kind is one of Kubernetes' own. */
  readonly isKubernetes: (kind: Kind) => boolean
  /** Whether a CRD of the package says that the kind has `spec.replicas`. */
  readonly hasReplicas: (kind: Kind) => boolean
}

interface Version {
  readonly name: string
  readonly served?: boolean
  readonly storage?: boolean
  readonly schema?: object
}

/** oam-dev/spec v0.2.1 and oam-dev/catalog; all in core.oam.dev/v1alpha2. */
const OAM_WORKLOADS: readonly string[] = ['ContainerizedWorkload']
export const OAM_TRAITS: readonly string[] = [
  'ManualScalerTrait',
  'HPATrait',
  'CronHPATrait',
  'MetricHPATrait',
  'PodDisruptionBudgetTrait',
  'SidecarTrait',
  'SimpleRolloutTrait',
]
const OAM_SCOPES: readonly string[] = ['HealthScope', 'NetworkScope']
const OAM_API_VERSION = 'core.oam.dev/v1alpha2'

export function readKinds(items: readonly KrmResource[]): Kinds {
  const crds = new Map(items.filter(isCrd).map((crd) => [crd.metadata.name ?? '', crd]))
  const byKind = new Map([...crds].map(([name, crd]) => [groupKind(crdGroup(crd), crdKind(crd)), name]))
  const nameOf = ({ apiVersion, kind }: Kind) => byKind.get(groupKind(group(apiVersion), kind))
  const guesses = new Map<string, string>()
  const guess = ({ apiVersion, kind }: Kind) => {
    const key = groupKind(apiVersion, kind)
    const known = guesses.get(key) ?? guessedName({ apiVersion, kind })
    guesses.set(key, known)
    return known
  }
  return {
    ofDefinition: (name, version) => {
      const crd = crds.get(name)
      return crd ? kindOfCrd(crd, version) : builtIn().get(name)
    },
    definitionName: (kind) => nameOf(kind) ?? guess(kind),
    isDefined: (kind) => nameOf(kind) !== undefined,
    isKubernetes: ({ apiVersion, kind }) => knownKinds().includes(`${apiVersion}/${kind}`),
    hasReplicas: (kind) => replicasIn(crds.get(nameOf(kind) ?? ''), kind),
  }
}

function isCrd(item: KrmResource): boolean {
  return item.kind === 'CustomResourceDefinition' && group(item.apiVersion) === 'apiextensions.k8s.io'
}

function crdGroup(crd: KrmResource): string {
  return textIn(crd, ['spec', 'group']) ?? ''
}

function crdKind(crd: KrmResource): string {
  return textIn(crd, ['spec', 'names', 'kind']) ?? ''
}

function groupKind(apiGroup: string, kind: string): string {
  return `${apiGroup}/${kind}`
}

/** `spec.version` is the form of apiextensions.k8s.io/v1beta1. */
function versions(crd: KrmResource): readonly Version[] {
  const one = textIn(crd, ['spec', 'version'])
  const list = getIn(crd, ['spec', 'versions'])
  const isVersion = (value: unknown): value is Version => textIn(value, ['name']) !== undefined
  return Array.isArray(list) ? list.filter(isVersion) : one ? [{ name: one, storage: true }] : []
}

function kindOfCrd(crd: KrmResource, wanted: string | undefined): Kind | undefined {
  const all = versions(crd)
  const found = wanted
    ? all.find(({ name }) => name === wanted)
    : (all.find(({ storage }) => storage) ?? all.find(({ served }) => served !== false))
  return found && { apiVersion: `${crdGroup(crd)}/${found.name}`, kind: crdKind(crd) }
}

function replicasIn(crd: KrmResource | undefined, { apiVersion }: Kind): boolean {
  if (!crd) return false
  const version = versions(crd).find(({ name }) => apiVersion.endsWith(`/${name}`))
  const schema = version?.schema ?? getIn(crd, ['spec', 'validation'])
  const type = getIn(schema, ['openAPIV3Schema', 'properties', 'spec', 'properties', 'replicas', 'type'])
  return type === 'integer' || type === 'number'
}

let known: ReadonlyMap<string, Kind> | undefined

/** Kubernetes' kinds and OAM's own, by the name that a CRD of theirs would have; a stable version stands last and wins. */
function builtIn(): ReadonlyMap<string, Kind> {
  if (known) return known
  const kubernetes = knownKinds().map((key): Kind => {
    const slash = key.lastIndexOf('/')
    return { apiVersion: key.slice(0, slash), kind: key.slice(slash + 1) }
  })
  const stableLast = kubernetes.toSorted((a, b) => Number(isStable(a)) - Number(isStable(b)))
  const oam = [...OAM_WORKLOADS, ...OAM_TRAITS, ...OAM_SCOPES].map((kind) => ({ apiVersion: OAM_API_VERSION, kind }))
  known = new Map([...stableLast, ...oam].map((kind) => [guessedName(kind), kind]))
  return known
}

function isStable({ apiVersion }: Kind): boolean {
  return /(^|\/)v\d+$/.test(apiVersion)
}

/** Kubernetes' own guess at a plural (apimachinery `meta.UnsafeGuessKindToResource`); the core group adds nothing. */
function guessedName({ apiVersion, kind }: Kind): string {
  const apiGroup = group(apiVersion)
  return `${plural(kind.toLowerCase())}${apiGroup ? `.${apiGroup}` : ''}`
}

function plural(kind: string): string {
  if (kind === 'endpoints') return kind
  if (/(s|x|ch|sh)$/.test(kind)) return `${kind}es`
  return /[^aeiou]y$/.test(kind) ? `${kind.slice(0, -1)}ies` : `${kind}s`
}
