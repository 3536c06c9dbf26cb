/** A gateway to an Ingress. */

import { renderFor } from '../../src/oam/traits/render.ts'
import type { Rendered } from '../../src/oam/traits/rendered.ts'
import type { Use } from '../../src/oam/traits/use.ts'
import { gatewayOf } from './gateways.ts'
import type { Config, Gateway } from './parameters.ts'

export const CLASS_ANNOTATION = 'kubernetes.io/ingress.class'

export function renderIngress({ trait }: Use, { defaultIngressClass = 'nginx' }: Config): Rendered {
  const gateway = gatewayOf(trait)
  const suffix = gateway.name ? `-${gateway.name}` : ''
  const ingressClass = gateway.class === undefined ? defaultIngressClass : gateway.class
  const resource = renderFor(trait, `ingress${suffix}`, {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: {
      name: `${trait.component}${suffix}`,
      labels: gateway.labels ?? {},
      annotations: {
        ...(ingressClass && !gateway.classInSpec ? { [CLASS_ANNOTATION]: ingressClass } : {}),
        ...(gateway.gatewayHost ? { 'ingress.controller/host': gateway.gatewayHost } : {}),
        ...gateway.annotations,
      },
    },
    spec: {
      ...(ingressClass && gateway.classInSpec ? { ingressClassName: ingressClass } : {}),
      ...(gateway.secretName ? { tls: [tls(gateway)] } : {}),
      rules: [rule(gateway, gateway.existingServiceName ?? trait.component)],
    },
  })
  return { trait, resource }
}

function tls({ domain, secretName }: Gateway): object {
  return { ...(domain ? { hosts: [domain] } : {}), secretName }
}

function rule({ domain, http, pathType = 'ImplementationSpecific' }: Gateway, service: string): object {
  const paths = Object.keys(http).sort()
  return {
    ...(domain ? { host: domain } : {}),
    http: {
      paths: paths.map((path) => {
        return { path, pathType, backend: { service: { name: service, port: { number: http[path] } } } }
      }),
    },
  }
}
