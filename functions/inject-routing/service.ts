/** The one Service of a component: made for its traits, or the one that expand-components made with what they add. */
import { equal } from '../../src/krm/equal.ts'
import { generatedBy } from '../../src/krm/origin.ts'
import { type KrmResource, labelsOf, ownNamespace, type StringMap } from '../../src/krm/resource.ts'
import { traitOwners } from '../../src/oam/application.ts'
import { APP_NAME, COMPONENT } from '../../src/oam/contract.ts'
import { renderFor } from '../../src/oam/traits/render.ts'
import type { Rendered } from '../../src/oam/traits/rendered.ts'
import type { Trait } from '../../src/oam/traits/trait.ts'
import type { Use } from '../../src/oam/traits/use.ts'
import type { Claim } from './claim.ts'
import { mergePorts } from './ports.ts'
import { isService, type ServicePort } from './service-spec.ts'

/** What all claims together say. */
export interface Settled {
  readonly type: string
  readonly selector: StringMap | undefined
  readonly annotations: StringMap
  readonly ports: readonly ServicePort[]
}

export function settle(claims: readonly Claim[]): Settled {
  const type = claims.find((claim) => claim.type)?.type ?? 'ClusterIP'
  return {
    type,
    selector: claims.find(({ selector }) => selector)?.selector,
    annotations: Object.assign({}, ...claims.map(({ annotations }) => annotations)),
    ports: mergePorts(claims, type),
  }
}

/** The Services that this function did not make, by their place. */
export type Services = ReadonlyMap<string, KrmResource>

export function listServices(items: readonly KrmResource[]): Services {
  const foreign = items.filter((item) => isService(item) && generatedBy(item) !== traitOwners.expose)
  return new Map(foreign.map((item) => [serviceKey(ownNamespace(item), item.metadata.name), item]))
}

function serviceKey(namespace: string | undefined, name: string | undefined): string {
  return `${namespace ?? ''}/${name}`
}

/** The Service of that name, if it is the component's own; any other stands in the way, see `resource-conflict`. */
export function ownService({ resource, application, component }: Trait, services: Services): KrmResource | undefined {
  const service = services.get(serviceKey(ownNamespace(resource), component))
  const labels = service ? labelsOf(service) : {}
  return labels[APP_NAME] === application && labels[COMPONENT] === component ? service : undefined
}

export function patchService(service: KrmResource, { type, annotations, ports }: Settled): KrmResource {
  const { metadata } = service
  const spec = (service.spec ?? {}) as Readonly<Record<string, unknown>>
  const patched = {
    ...service,
    metadata: Object.keys(annotations).length > 0 ? { ...metadata, annotations } : metadata,
    spec: { ...spec, ports, ...(spec.type || type === 'ClusterIP' ? {} : { type }) },
  }
  return equal(patched, service) ? service : patched
}

/** `expose` speaks for the Service where both traits ask for it. */
export function renderService(uses: readonly Use[], settled: Settled): Rendered {
  const { trait } = (uses.find((use) => use.trait.type === 'expose') ?? uses[0]) as Use
  const { type, selector, annotations, ports } = settled
  const resource = renderFor(trait, 'service', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: trait.component, annotations },
    spec: { type, selector, ports },
  })
  return { trait, resource }
}
