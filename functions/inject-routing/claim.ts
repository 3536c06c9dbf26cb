/** What a trait, or the Service that is there already, says about the one Service of a component. What is left out is no opinion. */
import type { FieldPath } from '../../src/krm/field-path.ts'
import { GENERATED_FROM } from '../../src/krm/origin.ts'
import { annotation, describe, type KrmResource, type StringMap } from '../../src/krm/resource.ts'
import { type Place, place } from '../../src/krm/result.ts'
import { titleWithPlace, type Use } from '../../src/oam/traits/use.ts'
import { gatewayOf } from './gateways.ts'
import type { Expose, Gateway } from './parameters.ts'
import { podSelector, type ServicePort, servicePorts, serviceSpec } from './service-spec.ts'

export interface PortClaim {
  readonly port: number
  readonly protocol: string
  readonly name?: string | undefined
  readonly nodePort?: number | undefined
  /** Where the claimer says so. */
  readonly path: FieldPath
  /** The port as it stands in the Service that is there. */
  readonly existing?: ServicePort
}

export interface Claim {
  readonly title: string
  readonly titleWithPlace: () => string
  readonly at: (path: FieldPath) => Place
  readonly type?: string | undefined
  readonly selector?: StringMap | undefined
  readonly annotations: StringMap
  readonly ports: readonly PortClaim[]
}

export function claimOfService(service: KrmResource): Claim {
  const { type, selector } = serviceSpec(service)
  const title = describe(service)
  const from = annotation(service, GENERATED_FROM)
  return {
    title,
    titleWithPlace: () => (from ? `${title} (from ${from})` : title),
    at: (path) => place(service, path),
    type,
    selector,
    annotations: service.metadata.annotations ?? {},
    ports: servicePorts(service).map((existing, i) => {
      const { port, protocol = 'TCP', name, nodePort } = existing
      return { port, protocol, name, nodePort, path: ['spec', 'ports', i], existing }
    }),
  }
}

/** `there`: the selector of the Service that is there; a trait without `matchLabels` goes along with it. */
export function claimOfTrait({ trait, workload }: Use, there: StringMap | undefined): Claim {
  const properties = trait.type === 'expose' ? (trait.properties as Expose) : undefined
  const { type, matchLabels, annotations = {} } = properties ?? {}
  return {
    title: trait.title,
    titleWithPlace: () => titleWithPlace(trait),
    at: trait.at,
    type,
    selector: matchLabels ?? there ?? podSelector(workload),
    annotations,
    ports: properties ? exposedPorts(properties) : gatewayPorts(gatewayOf(trait)),
  }
}

/** The deprecated `port` is read only without `ports`. */
function exposedPorts({ port = [], ports }: Expose): readonly PortClaim[] {
  if (!ports) return port.map((number, i) => ({ port: number, protocol: 'TCP', path: ['properties', 'port', i] }))
  return ports.map(({ protocol = 'TCP', ...rest }, i) => ({ ...rest, protocol, path: ['properties', 'ports', i] }))
}

function gatewayPorts({ http, existingServiceName }: Gateway): readonly PortClaim[] {
  if (existingServiceName) return []
  const paths = Object.keys(http).sort()
  return paths.map((path) => ({ port: http[path] as number, protocol: 'TCP', path: ['properties', 'http', path] }))
}
