/** A package in a folder of its own, and hydroam on it with a stand-in for the container engines first on PATH. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'

const ROOT = resolve(import.meta.dirname, '../..')
const COMMAND = join(ROOT, 'dist/hydroam.js')
const FAKE_ENGINE = join(ROOT, 'test/kpt/fake-engine.mjs')

export type Files = Readonly<Record<string, string>>

export class Scene {
  readonly folder = mkdtempSync(join(tmpdir(), 'hydroam-runner-'))
  readonly #files: Files
  readonly #log = join(this.folder, 'calls')
  readonly #env: NodeJS.ProcessEnv

  constructor(files: Files, env: NodeJS.ProcessEnv = {}) {
    this.#files = files
    for (const [path, content] of Object.entries(files)) this.#write(join('p', path), content)
    for (const folder of ['bin', 'containers']) mkdirSync(join(this.folder, folder))
    for (const engine of ['docker', 'podman', 'nerdctl']) symlinkSync(FAKE_ENGINE, join(this.folder, 'bin', engine))
    const { KPT_FN_RUNTIME: _, KPT_IMAGE_PREFIX: __, ...own } = process.env
    this.#env = {
      ...own,
      PATH: `${join(this.folder, 'bin')}:${process.env.PATH}`,
      FAKE_ENGINE_LOG: this.#log,
      FAKE_ENGINE_STATE: join(this.folder, 'containers'),
      ...env,
    }
  }

  #write(path: string, content: string): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true })
    writeFileSync(join(this.folder, path), content)
  }

  start(args: readonly string[]): ChildProcess {
    return spawn(process.execPath, [COMMAND, ...args], {
      cwd: this.folder,
      env: this.#env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  }

  async run(...args: readonly string[]): Promise<{ status: number; stdout: string; stderr: string }> {
    const child = this.start(args)
    const output = Promise.all([
      text(child.stdout as NodeJS.ReadableStream),
      text(child.stderr as NodeJS.ReadableStream),
    ])
    const [status] = await once(child, 'close')
    const [stdout, stderr] = await output
    return { status, stdout, stderr }
  }

  /** Each call of an engine: its name, then its words; the random part of a container's name is left out. */
  calls(command?: string): readonly (readonly string[])[] {
    if (!existsSync(this.#log)) return []
    const lines = readFileSync(this.#log, 'utf8').trim().split('\n')
    const calls = lines.map((line) => JSON.parse(line.replace(/hydroam-\d+-[0-9a-f]{8}/, 'NAME')) as string[])
    return command === undefined ? calls : calls.filter((call) => call[1] === command)
  }

  /** What images ran, in order. */
  images(): readonly string[] {
    return this.calls('run').map((call) => call.at(-1) ?? '')
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), 'utf8')
  }

  isUnchanged(): boolean {
    return Object.entries(this.#files).every(([path, content]) => this.read(join('p', path)) === content)
  }

  /** What a failed test left running, too. */
  [Symbol.dispose](): void {
    for (const name of readdirSync(join(this.folder, 'containers')))
      process.kill(Number(this.read(join('containers', name))), 'SIGKILL')
    rmSync(this.folder, { recursive: true, force: true })
  }
}

const CONFIG_MAP = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n'

/** A package with one ConfigMap, whose functions are lines of YAML behind `- `. */
export function files(...functions: readonly string[]): Files {
  const list = functions.map((fn) => `    - ${fn}\n`).join('')
  const head = 'apiVersion: kpt.dev/v1\nkind: Kptfile\nmetadata:\n  name: p\n'
  return { Kptfile: `${head}pipeline:\n  mutators:\n${list}`, 'a.yaml': CONFIG_MAP }
}
