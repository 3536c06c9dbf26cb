/** `existingServiceName`: the Service and its ports must be there, as far as the package knows. */
import { identity, indexByIdentity, type KrmResource, ownNamespace } from '../../src/krm/resource.ts'
import { error, type Result, warning } from '../../src/krm/result.ts'
import type { Trait } from '../../src/oam/traits/trait.ts'
import { nearest } from '../../src/schema/nearest.ts'
import { gatewayOf, isGateway } from './gateways.ts'
import { isService, servicePorts, serviceSpec } from './service-spec.ts'

/** `items` as they are after this function, so that a Service of another trait counts. Codes: `service-unresolved`, `service-port-missing`. */
export function checkBackends(traits: readonly Trait[], items: readonly KrmResource[]): readonly Result[] {
  const routing = traits.filter((trait) => isGateway(trait) && gatewayOf(trait).existingServiceName !== undefined)
  if (routing.length === 0) return []
  const services = items.filter(isService)
  const index = indexByIdentity(services)
  return routing.flatMap((trait) => checkBackend(trait, services, index))
}

function checkBackend(
  trait: Trait,
  services: readonly KrmResource[],
  index: ReadonlyMap<string, KrmResource>,
): readonly Result[] {
  const { existingServiceName: name = '' } = gatewayOf(trait)
  const namespace = ownNamespace(trait.resource)
  const service = index.get(
    identity({ apiVersion: 'v1', kind: 'Service', metadata: { name, ...(namespace ? { namespace } : {}) } }),
  )
  if (service) return missingPorts(trait, service)
  const names = services.flatMap((item) => (ownNamespace(item) === namespace ? (item.metadata.name ?? []) : []))
  return [unresolved(trait, name, nearest(name, names))]
}

function unresolved(trait: Trait, name: string, near: string | undefined): Result {
  const isSaid = trait.properties.existingServiceName !== undefined
  const otherwise = isSaid ? 'remove `existingServiceName`' : 'use a `gateway`, which makes it'
  const hint = `${near ? `did you mean "${near}"? ` : ''}make sure that the cluster has the Service, or ${otherwise}`
  const message = `${trait.title} routes to the Service "${name}", which is not in the package`
  return warning('service-unresolved', trait.at(isSaid ? ['properties', 'existingServiceName'] : []), message, hint)
}

function missingPorts(trait: Trait, service: KrmResource): readonly Result[] {
  // An ExternalName Service needs no ports of its own.
  if (serviceSpec(service).type === 'ExternalName') return []
  const known = servicePorts(service)
    .filter(({ protocol = 'TCP' }) => protocol === 'TCP')
    .map(({ port }) => port)
  const { http } = gatewayOf(trait)
  return Object.entries(http).flatMap(([path, port]) => {
    if (known.includes(port)) return []
    const message = `${trait.title} routes "${path}" to port ${port}, which the Service "${service.metadata.name}" does not have`
    const hint = `TCP ports of the Service: ${known.join(', ') || 'none'}`
    return [error('service-port-missing', trait.at(['properties', 'http', path]), message, hint)]
  })
}
