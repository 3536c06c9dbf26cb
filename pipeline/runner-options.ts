/** The options that say how functions run, for every command that runs some. */
import { refuse } from './refusal.ts'
import { DEFAULT_IMAGE_PREFIX } from './runner/image.ts'
import { DEFAULT_LIMITS } from './runner/limits.ts'
import type { ContainerOptions, RunnerOptions } from './runner/options.ts'

/** The part of commander's Command that is needed here; only cli.ts and cli/ know commander. */
interface Options {
  option(flags: string, description: string, collect?: (value: string, all?: string[]) => string[]): unknown
}

/** Of render, fn render, hydrate and fn eval. */
export function addRunnerOptions(command: Options): void {
  command.option('--no-builtin', 'run containers also for the functions that hydroam has in itself')
  command.option('--allow-network', 'give containers the network of this machine')
  command.option('--image-pull-policy <when>', 'Always, IfNotPresent or Never (default: IfNotPresent)')
  command.option('--image-prefix <registry>', `what stands before a bare image name (default: ${DEFAULT_IMAGE_PREFIX})`)
  command.option('-e, --env <name[=value]>', 'let programs and containers see a variable; may be repeated', collect)
  command.option(
    '--fn-timeout <duration>',
    `how long a program may run: 30s, 10m (default: ${DEFAULT_LIMITS.timeoutSeconds}s)`,
  )
  command.option('--fn-memory <size>', `what a container may use: 512m, 4g (default: ${DEFAULT_LIMITS.memory})`)
}

/** Of fn eval alone, as for kpt. */
export function addContainerOptions(command: Options): void {
  command.option('--network', 'the same as --allow-network')
  command.option('--mount <mount>', 'type=bind,src=/from,dst=/to, read-only without rw=true; may be repeated', collect)
  command.option('--as-current-user', 'run the container with your user and group, and not as nobody')
}

function collect(value: string, all: string[] = []): string[] {
  return [...all, value]
}

interface Given {
  readonly builtin: boolean
  readonly allowNetwork?: boolean
  readonly network?: boolean
  readonly imagePullPolicy?: string
  readonly imagePrefix?: string
  readonly env?: readonly string[]
  readonly fnTimeout?: string
  readonly fnMemory?: string
  readonly mount?: readonly string[]
  readonly asCurrentUser?: boolean
}

/** Codes: `option-invalid`. */
export function runnerOptions(given: Given): { readonly runner: RunnerOptions } {
  return {
    runner: {
      builtin: given.builtin,
      imagePrefix: given.imagePrefix || process.env.KPT_IMAGE_PREFIX || DEFAULT_IMAGE_PREFIX,
      limits: { ...DEFAULT_LIMITS, timeoutSeconds: seconds(given.fnTimeout), memory: memory(given.fnMemory) },
      env: (given.env ?? []).map(variable),
      container: {
        pull: pullPolicy(given.imagePullPolicy),
        network: (given.allowNetwork || given.network) ?? false,
        mounts: (given.mount ?? []).map(mount),
        asCurrentUser: given.asCurrentUser ?? false,
      },
    },
  }
}

/** kpt's words for the engines' words. */
const POLICIES: Readonly<Record<string, ContainerOptions['pull']>> = {
  always: 'always',
  ifnotpresent: 'missing',
  never: 'never',
}

function pullPolicy(text = 'IfNotPresent'): ContainerOptions['pull'] {
  const word = text.toLowerCase()
  const policy = Object.hasOwn(POLICIES, word) ? POLICIES[word] : undefined
  if (policy) return policy
  throw invalid('--image-pull-policy', text, 'Always, IfNotPresent or Never')
}

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 }
/** node's timers count no further than about 24 days. */
const LONGEST_SECONDS = 24 * 3600

function seconds(text = `${DEFAULT_LIMITS.timeoutSeconds}s`): number {
  const [, number, unit = 's'] = /^(\d+)([smh])?$/.exec(text) ?? []
  const value = Number(number) * (SECONDS[unit] ?? 1)
  if (value > 0 && value <= LONGEST_SECONDS) return value
  throw invalid('--fn-timeout', text, 'a number of seconds, or one with s, m or h behind it, up to 24h')
}

function memory(text = DEFAULT_LIMITS.memory): string {
  if (/^[1-9]\d*[kmgKMG]?$/.test(text)) return text.toLowerCase()
  throw invalid('--fn-memory', text, 'a number of bytes, or one with k, m or g behind it')
}

function variable(text: string): string {
  if (/^[A-Za-z_][A-Za-z0-9_]*(=|$)/.test(text)) return text
  throw invalid('--env', text.replace(/=.*$/s, '=…'), 'NAME, or NAME=VALUE')
}

/** kpt's words for the engines' words; read-only unless `rw=true`. kyaml `runtimeutil.StorageMount`. */
function mount(text: string): string {
  const pairs = new Map(text.split(',').map((pair) => [pair.split('=')[0] ?? '', pair.split('=').slice(1).join('=')]))
  const [type, source, target] = [pairs.get('type'), pairs.get('src'), pairs.get('dst')]
  const strange = [...pairs.keys()].some((key) => !['type', 'src', 'dst', 'rw'].includes(key))
  if (!type || !target || strange)
    throw invalid('--mount', text, 'type=bind,src=/from,dst=/to, with rw=true to let it write')
  const from = source ? `,source=${source}` : ''
  return `type=${type}${from},target=${target}${pairs.get('rw') === 'true' ? '' : ',readonly'}`
}

function invalid(option: string, text: string, form: string) {
  return refuse('option-invalid', `${option} "${text}" must be ${form}`)
}
