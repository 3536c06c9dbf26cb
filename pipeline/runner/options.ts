/** How functions run, as the command line says it. */
import { DEFAULT_IMAGE_PREFIX } from './image.ts'
import { DEFAULT_LIMITS, type Limits } from './limits.ts'

export interface RunnerOptions {
  /** A function that hydroam has natively takes the place of its image. */
  readonly builtin: boolean
  /** What stands before an image's bare name; undefined for kpt's catalogue, whose functions hydroam has. */
  readonly imagePrefix?: string | undefined
  readonly limits: Limits
  /** What every program gets to see besides the usual: NAME or NAME=VALUE. */
  readonly env: readonly string[]
  readonly container: ContainerOptions
}

export interface ContainerOptions {
  readonly pull: 'always' | 'missing' | 'never'
  /** The host's network, or none. */
  readonly network: boolean
  /** In the words of the engine's `--mount`. */
  readonly mounts: readonly string[]
  /** With this process's user and group, and not as nobody. */
  readonly asCurrentUser: boolean
}

export const DEFAULT_RUNNER_OPTIONS: RunnerOptions = {
  builtin: true,
  imagePrefix: DEFAULT_IMAGE_PREFIX,
  limits: DEFAULT_LIMITS,
  env: [],
  container: { pull: 'missing', network: false, mounts: [], asCurrentUser: false },
}
