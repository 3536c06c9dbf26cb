/** The traits that let HTTP in: `gateway`, and the deprecated ones as the gateway that says the same. */
import { info, type Result } from '../../src/krm/result.ts'
import type { Trait } from '../../src/oam/traits/trait.ts'
import type { Gateway } from './parameters.ts'

type Properties = Trait['properties']

const AS_GATEWAY: Readonly<Record<string, (properties: Properties, component: string) => object>> = {
  gateway: (properties) => properties,
  ingress: (properties) => ({ ...properties, class: null }),
  'ingress-1-20': (properties) => properties,
  'pure-ingress': (properties, component) => ({ ...properties, class: null, existingServiceName: component }),
}

/** What KubeVela renders as an API that Kubernetes has removed. */
const REMOVED_API = ['ingress', 'pure-ingress']

export const gatewayTypes: readonly string[] = Object.keys(AS_GATEWAY)

export function isGateway({ type }: Trait): boolean {
  return gatewayTypes.includes(type)
}

/** Throws for a trait of another type. */
export function gatewayOf({ type, properties, component }: Trait): Gateway {
  const read = AS_GATEWAY[type]
  if (!read) throw new Error(`"${type}" is no gateway`)
  return read(properties, component) as Gateway
}

/** Codes: `trait-deprecated`, `api-replaced`. */
export function reportDeprecated(trait: Trait): readonly Result[] {
  if (!isGateway(trait) || trait.type === 'gateway') return []
  const deprecated = info('trait-deprecated', trait.at(), `${trait.title}: this trait is deprecated`, 'use `gateway`')
  if (!REMOVED_API.includes(trait.type)) return [deprecated]
  const message = `${trait.title}: its Ingress is of networking.k8s.io/v1, for Kubernetes 1.22 has removed the networking.k8s.io/v1beta1 of the definition`
  return [deprecated, info('api-replaced', trait.at(), message)]
}
