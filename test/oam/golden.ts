/** The applications of test/oam/vela and what KubeVela answers to them (tools/vela-oracle). */
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import type { KrmResource } from '../../src/krm/resource.ts'

export interface GoldenResource {
  readonly application: string
  readonly component?: string
  readonly policy?: string
  /** Absent for a component's main object. */
  readonly trait?: string
  readonly object: KrmResource
}

export type Answer = { readonly resources: readonly GoldenResource[] } | { readonly error: string }

const FOLDER = resolve(import.meta.dirname, 'vela')
const APPLICATIONS = join(FOLDER, 'applications')

export const applications: readonly string[] = readdirSync(APPLICATIONS).map((file) => basename(file, '.yaml'))

export function applicationText(name: string): string {
  return readFileSync(join(APPLICATIONS, `${name}.yaml`), 'utf8')
}

/** In kube form what `vela/definitions/twin-*.cue` tell KubeVela, which has no such form any more. */
export const kubeDefinitions: string = readFileSync(join(FOLDER, 'kube-definitions/twins.yaml'), 'utf8')

/** By application, as on the Kubernetes of `kubernetesMinor`. */
export const { answers } = JSON.parse(readFileSync(join(FOLDER, 'golden.json'), 'utf8')) as {
  readonly answers: Readonly<Record<string, Answer>>
}
