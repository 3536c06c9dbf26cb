/**
 * The definitions that a package brings: ComponentDefinition and TraitDefinition of core.oam.dev/v1beta1, and DefinitionRevisions of them.
 * KubeVela `apis/core.oam.dev/v1beta1/{componentdefinition,core}_types.go`. `extension`, `status` and `childResourceKinds` are for
 * a cluster and not read.
 */
import { isObject } from '../krm/check.ts'
import { FieldPathError, getIn, parseFieldPath, setIn } from '../krm/field-path.ts'
import { annotation, describe, group, type KrmResource } from '../krm/resource.ts'
import { error, info, place, type Result } from '../krm/result.ts'
import { readKube } from './kube-schematic.ts'
import type { ReadSchematic, Template } from './template.ts'

export type DefinitionKind = 'ComponentDefinition' | 'TraitDefinition'

export interface Definition {
  readonly kind: DefinitionKind
  /** The type that it defines. */
  readonly name: string
  readonly source: KrmResource
  /** What may stand behind `@`, without a leading "v". */
  readonly version: string | undefined
  /** Only to be had with its version: a DefinitionRevision. */
  readonly isRevision: boolean
  /** Undefined when `problems` say why. */
  readonly template: Template | undefined
  /** Why the type cannot be used; codes `definition-unsupported`, `definition-invalid`. */
  readonly problems: readonly Result[]
  /** What to say where a built-in type gives way to it; code `definition-overrides`. */
  readonly override: Result
  /** ComponentDefinition: where the pods stand in the workload, if not at `spec.template.spec`. */
  readonly podSpecPath?: string
  /** TraitDefinition: where the trait's objects name the workload. */
  readonly workloadRefPath?: string
}

/** The languages of schematics that are evaluated. */
const SCHEMATICS: Readonly<Record<string, ReadSchematic>> = { kube: readKube }

const API_VERSION = 'core.oam.dev/v1beta1'
const REVISION_NAME = 'definitionrevision.oam.dev/name'

export function readDefinitions(items: readonly KrmResource[]): readonly Definition[] {
  return withoutTwins(items.filter(({ apiVersion }) => apiVersion === API_VERSION).flatMap(readOne))
}

/** Which of two definitions of one type in one namespace is meant, nobody can know. Code `definition-duplicate`. */
function withoutTwins(definitions: readonly Definition[]): readonly Definition[] {
  const keyOf = ({ kind, name, source, isRevision, version }: Definition) =>
    JSON.stringify([kind, name, source.metadata.namespace, isRevision && version])
  const last = new Map(definitions.map((definition) => [keyOf(definition), definition]))
  const first = new Map(definitions.toReversed().map((definition) => [keyOf(definition), definition]))
  return definitions.map((definition) => {
    const other = [first, last].map((map) => map.get(keyOf(definition))).find((one) => one && one !== definition)
    if (!other) return definition
    const elsewhere = place(other.source).file?.path
    const message = `${describe(definition.source)} is defined twice${elsewhere ? `, also in ${elsewhere}` : ''}`
    const at = place(definition.source, ['metadata', 'name'])
    return { ...definition, problems: [error('definition-duplicate', at, message, 'remove one of the two')] }
  })
}

function readOne(source: KrmResource): readonly Definition[] {
  if (source.kind === 'ComponentDefinition' || source.kind === 'TraitDefinition') {
    const version = getIn(source, ['spec', 'version']) ?? annotation(source, REVISION_NAME)
    return [readDefinition(source, typeof version === 'string' ? version : undefined, false)]
  }
  return source.kind === 'DefinitionRevision' ? readRevision(source) : []
}

/** A DefinitionRevision holds the definition that it was made of, and is named `<type>-v<version>`. */
function readRevision(revision: KrmResource): readonly Definition[] {
  return ['componentDefinition', 'traitDefinition'].flatMap((field) => {
    const held = getIn(revision, ['spec', field])
    const name = getIn(held, ['metadata', 'name'])
    if (!isObject(held) || typeof name !== 'string') return []
    const kind = field === 'componentDefinition' ? 'ComponentDefinition' : 'TraitDefinition'
    const metadata = { ...revision.metadata, name }
    const version = (revision.metadata.name ?? '').slice(name.length + 1)
    return [readDefinition({ ...held, apiVersion: API_VERSION, kind, metadata }, version, true)]
  })
}

function readDefinition(source: KrmResource, version: string | undefined, isRevision: boolean): Definition {
  const { workloadRefPath, podSpecPath } = (isObject(source.spec) ? source.spec : {}) as Readonly<
    Record<string, string>
  >
  const { template, problems } = readTemplate(source)
  return {
    kind: source.kind as DefinitionKind,
    name: source.metadata.name ?? '',
    source,
    version: version?.replace(/^v/, ''),
    isRevision,
    template,
    problems,
    override: override(source),
    ...(podSpecPath ? { podSpecPath } : {}),
    ...(workloadRefPath ? { workloadRefPath } : {}),
  }
}

function readTemplate(source: KrmResource): Pick<Definition, 'template' | 'problems'> {
  const schematic = getIn(source, ['spec', 'schematic'])
  const [language, body] = isObject(schematic) ? (Object.entries(schematic)[0] ?? []) : []
  const read = language === undefined || !Object.hasOwn(SCHEMATICS, language) ? undefined : SCHEMATICS[language]
  if (!read) return { template: undefined, problems: [unsupported(source, language)] }
  const answer = read(body, source)
  if ('results' in answer) return { template: undefined, problems: answer.results }
  const problems = [...checkWorkload(source, body), ...checkPaths(source, body), ...checkManaged(source)]
  return { template: answer.template, problems }
}

const LANGUAGES: Readonly<Record<string, string>> = { cue: 'CUE', helm: 'Helm', terraform: 'Terraform' }

function unsupported(source: KrmResource, language: string | undefined): Result {
  const hint = 'write it as `schematic.kube`, a template with parameters; or remove it if hydroam has the type itself'
  if (language === undefined) {
    return error('definition-unsupported', place(source, ['spec']), `${describe(source)} has no \`schematic\``, hint)
  }
  const message = `${describe(source)} is written in ${LANGUAGES[language] ?? `"${language}"`}, which hydroam does not evaluate`
  return error('definition-unsupported', place(source, ['spec', 'schematic', language]), message, hint)
}

/** `workload` says what the template is: by `definition`, or by the name of its CRD in `type`, whose group must agree. */
function checkWorkload(source: KrmResource, schematic: unknown): readonly Result[] {
  const template = getIn(schematic, ['template']) as KrmResource
  const { type, definition } = (getIn(source, ['spec', 'workload']) ?? {}) as {
    readonly type?: string
    readonly definition?: { readonly apiVersion?: string; readonly kind?: string }
  }
  const own = `the template is a "${template.kind}" of "${template.apiVersion}"`
  if (definition && (definition.apiVersion !== template.apiVersion || definition.kind !== template.kind)) {
    const message = `\`workload.definition\` says "${definition.kind}" of "${definition.apiVersion}", but ${own}`
    return [error('definition-invalid', place(source, ['spec', 'workload', 'definition']), message)]
  }
  const agrees =
    !type?.includes('.') || type === AUTODETECT || type.slice(type.indexOf('.') + 1) === group(template.apiVersion)
  if (agrees) return []
  const message = `\`workload.type\` says "${type}", but ${own}`
  return [error('definition-invalid', place(source, ['spec', 'workload', 'type']), message)]
}

const AUTODETECT = 'autodetects.core.oam.dev'

/** The paths that the definition names in its template. */
function checkPaths(source: KrmResource, schematic: unknown): readonly Result[] {
  return ['workloadRefPath', 'podSpecPath'].flatMap((field) => {
    const path = getIn(source, ['spec', field])
    if (path === undefined || path === '') return []
    try {
      setIn(getIn(schematic, ['template']), parseFieldPath(String(path)), {})
      return []
    } catch (cause) {
      if (!(cause instanceof FieldPathError)) throw cause
      const message = `\`${field}\` "${path}": ${cause.message}`
      return [error('definition-invalid', place(source, ['spec', field]), message)]
    }
  })
}

/** The trait would apply the workload in the cluster, so that it must not be in the output; no function of ours does so. */
function checkManaged(source: KrmResource): readonly Result[] {
  if (getIn(source, ['spec', 'manageWorkload']) !== true) return []
  const message = `${describe(source)} manages the workload itself (\`manageWorkload\`), which hydroam does not follow`
  return [
    error('definition-unsupported', place(source, ['spec', 'manageWorkload']), message, 'remove `manageWorkload`'),
  ]
}

function override(source: KrmResource): Result {
  const { name = '' } = source.metadata
  const noun = source.kind === 'TraitDefinition' ? 'trait' : 'component type'
  const message = `${describe(source)} takes the place of hydroam's own ${noun} "${name}"`
  return info('definition-overrides', place(source, ['metadata', 'name']), message)
}
