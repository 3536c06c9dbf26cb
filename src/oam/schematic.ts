/** `spec.schematic` of a definition into a template, and whether the definition agrees with it. Codes: `definition-unsupported`, `definition-invalid`, and those of its shape. */
import { isObject } from '../krm/check.ts'
import { type FieldPath, FieldPathError, getIn, parseFieldPath, setIn } from '../krm/field-path.ts'
import { describe, group, type KrmResource } from '../krm/resource.ts'
import { error, place, type Result } from '../krm/result.ts'
import { componentTypes, traitTypes } from './application.ts'
import { checkShape } from './check.ts'
import { readKube } from './kube-schematic.ts'
import { policyTypes } from './policies/types.ts'
import type { ReadSchematic, Template } from './template.ts'

/** The languages of schematics that are evaluated. */
const SCHEMATICS: Readonly<Record<string, ReadSchematic>> = { kube: readKube }

interface Reading {
  /** Undefined when `problems` say why. */
  readonly template: Template | undefined
  readonly problems: readonly Result[]
}

export function readTemplate(source: KrmResource): Reading {
  const refuse = (problems: readonly Result[]): Reading => ({ template: undefined, problems })
  const { language, body, path } = schematicOf(source)
  const read = language === undefined || !Object.hasOwn(SCHEMATICS, language) ? undefined : SCHEMATICS[language]
  if (language !== undefined && !read) return refuse([unsupported(source, language, path)])
  const shape = checkDefinition(source)
  if (shape.length > 0) return refuse(shape)
  if (!read) return refuse([bare(source)])
  const answer = read(body, source)
  if ('results' in answer) return refuse(answer.results)
  const problems = [...checkWorkload(source, body), ...checkPaths(source, body), ...checkManaged(source)]
  return { template: answer.template, problems }
}

/** The fields of the definition itself. Codes: `field-missing`, `field-unknown`, `field-invalid`. */
export function checkDefinition(source: KrmResource): readonly Result[] {
  return checkShape(source.kind === 'TraitDefinition' ? 'TraitDefinition.v1beta1' : source.kind, source)
}

interface Schematic {
  /** Undefined where the definition has none. */
  readonly language: string | undefined
  readonly body: unknown
  readonly path: FieldPath
}

/** KubeVela falls back to a template in CUE in `extension`, where its first versions had it. */
function schematicOf(source: KrmResource): Schematic {
  const schematic = getIn(source, ['spec', 'schematic'])
  const [language, body] = isObject(schematic) ? (Object.entries(schematic)[0] ?? []) : []
  if (language !== undefined) return { language, body, path: ['spec', 'schematic', language] }
  const old: FieldPath = ['spec', 'extension', 'template']
  const template = getIn(source, old)
  return { language: typeof template === 'string' ? 'cue' : undefined, body: template, path: old }
}

const LANGUAGES: Readonly<Record<string, string>> = { cue: 'CUE', helm: 'Helm', terraform: 'Terraform' }

function unsupported(source: KrmResource, language: string, path: FieldPath): Result {
  const message = `${describe(source)} is written in ${Object.hasOwn(LANGUAGES, language) ? LANGUAGES[language] : `"${language}"`}, which hydroam does not evaluate`
  return error('definition-unsupported', place(source, path), message, instead(source))
}

function bare(source: KrmResource): Result {
  const message = `${describe(source)} has no \`schematic\``
  return error('definition-unsupported', place(source, ['spec']), message, instead(source))
}

/** Definitions that were taken out of a cluster are mostly KubeVela's own. */
function instead({ kind, metadata: { name = '' }, spec }: KrmResource): string {
  if (BUILT_IN[kind]?.includes(name)) return `remove it: hydroam has "${name}" itself`
  const kube = 'write it as `schematic.kube`, a template with parameters (see functions/expand-components/README.md)'
  if (kind !== 'PolicyDefinition') return kube
  const skipped = 'an application with the annotation `policy.oam.dev/skip-global: "true"` has no global policies'
  const isGlobal = getIn(spec, ['global']) === true
  return `${kube}; or write what it makes into the package, and remove it${isGlobal ? `; ${skipped}` : ''}`
}

const BUILT_IN: Readonly<Record<string, readonly string[]>> = {
  ComponentDefinition: componentTypes,
  TraitDefinition: traitTypes,
  PolicyDefinition: policyTypes,
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
