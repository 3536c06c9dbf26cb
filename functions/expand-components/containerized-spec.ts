/** The shape of a ContainerizedWorkload's `spec`, as `src/oam/parameters/ContainerizedWorkload.schema.json` admits it. */

export interface Spec {
  readonly osType?: string
  readonly arch?: string
  readonly containers: readonly Container[]
}

export interface Container {
  readonly name: string
  readonly image: string
  readonly command?: readonly string[]
  readonly args?: readonly string[]
  readonly resources?: {
    readonly cpu?: Required
    readonly memory?: Required
    readonly gpu?: Required
    readonly volumes?: readonly Volume[]
    readonly extended?: readonly { readonly name: string; readonly required: string | number }[]
  }
  readonly env?: readonly { readonly name: string; readonly value?: string; readonly fromSecret?: SecretKey }[]
  readonly config?: readonly ConfigFile[]
  readonly ports?: readonly { readonly name: string; readonly containerPort: number; readonly protocol?: string }[]
  readonly livenessProbe?: object
  readonly readinessProbe?: object
  readonly imagePullSecret?: string
}

export interface Required {
  readonly required: string | number
}

export interface SecretKey {
  readonly name: string
  readonly key: string
}

export interface ConfigFile {
  /** Absolute path of the file in the container. */
  readonly path: string
  readonly value?: string
  readonly fromSecret?: SecretKey
}

export interface Volume {
  readonly name: string
  readonly mountPath: string
  readonly accessMode?: 'RO' | 'RW'
  readonly sharingPolicy?: 'Exclusive' | 'Shared'
  readonly disk?: Required & { readonly ephemeral?: boolean }
}
