/** What one entry of `storage` comes to: a volume and where it is mounted, variables, an object beside the workload. */
import type { FieldPath } from '../../src/krm/field-path.ts'
import type { KrmResource, StringMap } from '../../src/krm/resource.ts'
import { type ClaimParameters, claim } from './claims.ts'
import { type Mount, volumeName } from './mounts.ts'
import { fromConfigMap, fromSecret, type Variable } from './variables.ts'
import { claimSource, configMapSource, emptyDirSource, type Files, hostPathSource, secretSource } from './volumes.ts'

export type Kind = 'pvc' | 'configMap' | 'secret' | 'emptyDir' | 'hostPath'

/** In KubeVela's order, which is also the order of the mounts. */
export const KINDS: readonly Kind[] = ['pvc', 'configMap', 'secret', 'emptyDir', 'hostPath']

interface ToVariable {
  readonly envName: string
  readonly configMapKey?: string
  readonly secretKey?: string
}

export interface Entry extends ClaimParameters, Files {
  readonly name: string
  readonly mountOnly?: boolean
  readonly mountPath?: string
  readonly subPath?: string
  readonly readOnly?: boolean
  readonly mountToEnv?: ToVariable
  readonly mountToEnvs?: readonly ToVariable[]
  readonly data?: StringMap
  readonly stringData?: StringMap
  readonly medium?: string
  readonly path?: string
  readonly type?: string
}

export type Parameters = Readonly<Partial<Record<Kind, readonly Entry[]>>>

export interface Stored {
  readonly kind: Kind
  readonly entry: Entry
  /** Where the entry stands among the parameters. */
  readonly path: FieldPath
  readonly volume?: { readonly name: string }
  readonly mount?: Mount
  readonly device?: { readonly name: string; readonly devicePath: string }
  /** Of `mountToEnv`. */
  readonly variable?: Variable
  /** Of `mountToEnvs`. */
  readonly variables: readonly Variable[]
  readonly output?: { readonly key: string; readonly resource: KrmResource }
}

const SOURCE: Readonly<Record<Kind, (entry: Entry) => object>> = {
  pvc: ({ name }) => claimSource(name),
  configMap: ({ name, ...files }) => configMapSource(name, files),
  secret: ({ name, ...files }) => secretSource(name, files),
  emptyDir: ({ medium }) => emptyDirSource(medium),
  hostPath: ({ path = '', type }) => hostPathSource(path, type),
}

const OUTPUT: Readonly<Partial<Record<Kind, (entry: Entry) => KrmResource>>> = {
  pvc: ({ name, ...parameters }) => claim(name, parameters),
  configMap: ({ name, data }) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data }),
  secret: ({ name, data, stringData }) => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name }, data, stringData }),
}

export function stored(kind: Kind, parameters: Parameters): readonly Stored[] {
  return (parameters[kind] ?? []).map((entry, i) => ({
    kind,
    entry,
    path: [kind, i],
    ...placed(kind, entry),
    ...(entry.mountToEnv ? { variable: variable(entry.name, entry.mountToEnv) } : {}),
    variables: (entry.mountToEnvs ?? []).map((one) => variable(entry.name, one)),
    ...made(kind, entry),
  }))
}

/** A ConfigMap or Secret without a path only gives variables. */
function placed(kind: Kind, entry: Entry): Pick<Stored, 'volume' | 'mount' | 'device'> {
  const { mountPath, subPath, readOnly, volumeMode } = entry
  if (mountPath === undefined) return {}
  const name = volumeName(kind.toLowerCase(), entry.name)
  const volume = { name, ...SOURCE[kind](entry) }
  if (volumeMode === 'Block') return { volume, device: { name, devicePath: mountPath } }
  return { volume, mount: { name, mountPath, subPath, readOnly: readOnly || undefined } }
}

function variable(name: string, { envName, configMapKey, secretKey = '' }: ToVariable): Variable {
  return configMapKey === undefined ? fromSecret(envName, name, secretKey) : fromConfigMap(envName, name, configMapKey)
}

function made(kind: Kind, entry: Entry): Pick<Stored, 'output'> {
  const make = OUTPUT[kind]
  if (!make || entry.mountOnly) return {}
  return { output: { key: `${kind.toLowerCase()}-${entry.name}`, resource: make(entry) } }
}
