/** Routes that two gateways claim: the controller would choose one of them, and which one is chance. */
import { getIn } from '../../src/krm/field-path.ts'
import { annotation } from '../../src/krm/resource.ts'
import { error, type Result } from '../../src/krm/result.ts'
import type { Rendered } from '../../src/oam/traits/rendered.ts'
import { titleWithPlace } from '../../src/oam/traits/use.ts'
import { gatewayOf } from './gateways.ts'
import { CLASS_ANNOTATION } from './ingress.ts'

interface Route extends Pick<Rendered, 'trait'> {
  readonly path: string
  readonly pathType: string
  readonly host: string | undefined
  /** Equal for routes that exclude each other. */
  readonly key: string
}

/** Code: `route-conflict`. */
export function findRouteConflicts(ingresses: readonly Rendered[]): readonly Result[] {
  const claimed = new Map<string, Route>()
  return ingresses.flatMap(routes).flatMap((route) => {
    const first = claimed.get(route.key)
    if (!first) claimed.set(route.key, route)
    if (!first || first.trait === route.trait) return []
    const { trait, path, pathType, host } = route
    const message = `${trait.title} routes "${path}" (${pathType}) of ${host ? `host "${host}"` : 'every host'}, which ${titleWithPlace(first.trait)} routes already`
    const hint = 'change the path, the domain or the class of one of the two'
    return [error('route-conflict', trait.at(['properties', 'http', path]), message, hint)]
  })
}

/** Each ingress class has a controller of its own, so that one route in two classes is no conflict. */
function routes(ingress: Rendered): readonly Route[] {
  const { domain: host, http, pathType = 'ImplementationSpecific' } = gatewayOf(ingress.trait)
  const { resource, trait } = ingress
  const ingressClass = getIn(resource, ['spec', 'ingressClassName']) ?? annotation(resource, CLASS_ANNOTATION)
  const around = JSON.stringify([ingressClass, host ?? '', pathType])
  return Object.keys(http).map((path) => {
    // A prefix is compared element by element, so that its last slash means nothing.
    const matched = pathType === 'Prefix' ? path.replace(/\/+$/, '') : path
    return { trait, path, pathType, host, key: `${around}${matched}` }
  })
}

/** Kubernetes takes no other path. Code: `path-not-absolute`. */
export function checkPaths(ingresses: readonly Rendered[]): readonly Result[] {
  return ingresses.flatMap(({ trait }) => {
    const paths = Object.keys(gatewayOf(trait).http)
    return paths
      .filter((path) => !path.startsWith('/'))
      .map((path) => {
        const message = `${trait.title} routes the path "${path}", which must start with "/"`
        return error('path-not-absolute', trait.at(['properties', 'http', path]), message, `write "/${path}"`)
      })
  })
}
