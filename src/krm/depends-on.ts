/**
 * The annotation with which a resource is applied after others: `<group>/namespaces/<namespace>/<kind>/<name>` or
 * `<group>/<kind>/<name>`, several with commas between; cli-utils `pkg/object/dependson/strings.go`.
 */
import { annotation, group, type KrmResource, withAnnotations } from './resource.ts'

const DEPENDS_ON = 'config.kubernetes.io/depends-on'
const REFERENCE = /^(?<group>[-.\w]*)\/(?:namespaces\/(?<namespace>[-.\w]*)\/)?(?<kind>[-.\w]+)\/(?<name>[-.\w]+)$/

export interface Dependency {
  readonly group: string
  /** Absent for what lives in no namespace. */
  readonly namespace?: string
  readonly kind: string
  readonly name: string
}

/** The resource with what `change` makes of each reference; what is no reference stays. */
export function editDependsOn(resource: KrmResource, change: (dependency: Dependency) => Dependency): KrmResource {
  const before = annotation(resource, DEPENDS_ON)
  if (before === undefined) return resource
  const after = before.replace(/[^,\s][^,]*[^,\s]/g, (text) => {
    const found = REFERENCE.exec(text)?.groups
    return found ? written(change(found as unknown as Dependency)) : text
  })
  return after === before ? resource : withAnnotations(resource, { [DEPENDS_ON]: after })
}

/** The resource with further dependencies, behind those that it has. */
export function addDependsOn(resource: KrmResource, dependencies: readonly Dependency[]): KrmResource {
  if (dependencies.length === 0) return resource
  const before = annotation(resource, DEPENDS_ON)
  const all = [...(before === undefined ? [] : [before]), ...dependencies.map(written)]
  return withAnnotations(resource, { [DEPENDS_ON]: [...new Set(all)].join(',') })
}

function written({ group, namespace, kind, name }: Dependency): string {
  return [group, ...(namespace === undefined ? [] : ['namespaces', namespace]), kind, name].join('/')
}

/** A key under which a resource and the references to it meet. */
export function dependencyKey({ group, namespace, kind, name }: Dependency): string {
  return `${group}/${namespace ?? ''}/${kind}/${name}`
}

export function asDependency(resource: KrmResource, namespace: string | undefined): Dependency {
  const { apiVersion, kind, metadata } = resource
  return {
    group: group(apiVersion),
    ...(namespace === undefined ? {} : { namespace }),
    kind,
    name: metadata.name ?? '',
  }
}
