/** `existingServiceName`: the Service and its ports must be there, as far as the package knows. */
import type { KrmResource } from '../../src/krm/resource.ts'
import { error, type Result, warning } from '../../src/krm/result.ts'
import type { Trait } from '../../src/oam/trait.ts'
import { nearest } from '../../src/schema/nearest.ts'
import { gatewayOf, isGateway } from './gateways.ts'
import { isService, servicePorts, serviceSpec } from './service-spec.ts'

/** `items` as they are after this function, so that a Service of another trait counts. Codes: `service-unresolved`, `service-port-missing`. */
export function checkBackend(trait: Trait, items: readonly KrmResource[]): readonly Result[] {
  if (!isGateway(trait)) return []
  const { existingServiceName: name } = gatewayOf(trait)
  if (name === undefined) return []
  const namespace = trait.resource.metadata.namespace
  const services = items.filter((item) => isService(item) && item.metadata.namespace === namespace)
  const service = services.find((item) => item.metadata.name === name)
  if (service) return missingPorts(trait, service)
  const names = services.flatMap((item) => item.metadata.name ?? [])
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
