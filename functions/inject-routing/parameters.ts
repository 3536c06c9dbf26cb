/** The properties of `expose` and `gateway`, as src/oam/parameters/{expose,gateway}.schema.json admit them. */
import type { StringMap } from '../../src/krm/resource.ts'

export interface Expose {
  readonly port?: readonly number[]
  readonly ports?: readonly ExposedPort[]
  readonly annotations?: StringMap
  readonly matchLabels?: StringMap
  readonly type?: string
}

export interface ExposedPort {
  readonly port: number
  readonly name?: string
  readonly protocol?: string
  readonly nodePort?: number
}

export interface Gateway {
  readonly domain?: string
  readonly http: Readonly<Record<string, number>>
  /** null: none, so that the cluster's default class serves it. No `gateway` can say so, but gateways.ts can. */
  readonly class?: string | null
  readonly classInSpec?: boolean
  readonly secretName?: string
  readonly gatewayHost?: string
  readonly name?: string
  readonly pathType?: string
  readonly annotations?: StringMap
  readonly labels?: StringMap
  readonly existingServiceName?: string
}

/** The settings of the function; config.schema.json. */
export interface Config {
  readonly defaultIngressClass?: string
}
