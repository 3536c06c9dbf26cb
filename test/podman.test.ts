/**
 * Row 71 of the fault table: hydroam's functions as real containers of a real podman, without network, root file system or capabilities.
 * Needs podman and runc on Linux, as root; `.ci/run` installs them where it can.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { parse } from 'yaml'

const ROOT = resolve(import.meta.dirname, '..')
const COMMAND = join(ROOT, 'dist/hydroam.js')

const missing = [
  ...(process.platform === 'linux' && process.getuid?.() === 0 ? [] : ['Linux and root']),
  ...['podman', 'runc'].filter((tool) => spawnSync(tool, ['--version']).error),
]

/** Made for a machine whose cgroups are mixed and whose limits cannot be raised; any other runs with it, too. */
const CONTAINERS_CONF = `[containers]
default_ulimits = ["nofile=4096:4096", "nproc=4096:4096"]
[engine]
cgroup_manager = "cgroupfs"
events_logger = "file"
runtime = "runc"
`

let folder: string
let env: NodeJS.ProcessEnv

function podman(args: readonly string[], input?: string): string {
  return execFileSync('podman', args, { env, cwd: ROOT, encoding: 'utf8', input, stdio: ['pipe', 'pipe', 'pipe'] })
}

/** What node needs to start, and nobody. */
function writeRoot(root: string): void {
  const libraries = execFileSync('ldd', [process.execPath], { encoding: 'utf8' }).match(/\/\S+/g) ?? []
  for (const path of libraries) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    cpSync(path, join(root, path), { dereference: true })
  }
  for (const path of ['etc', 'usr/local/bin']) mkdirSync(join(root, path), { recursive: true })
  mkdirSync(join(root, 'tmp'))
  // Not with mkdir, from whose mode the umask is taken away: runc gives a /tmp in memory the mode of the image's.
  chmodSync(join(root, 'tmp'), 0o1777)
  writeFileSync(join(root, 'etc/passwd'), 'nobody:x:65534:65534:nobody:/nonexistent:/bin/false\n')
  cpSync(process.execPath, join(root, 'usr/local/bin/node'), { dereference: true })
}

/** The images that the examples name, of the project's own Containerfile. */
function buildImages(): void {
  writeRoot(join(folder, 'root'))
  execFileSync('tar', ['-C', join(folder, 'root'), '-cf', join(folder, 'root.tar'), '.'])
  podman(['import', '--quiet', join(folder, 'root.tar'), 'localhost/node:scratch'])
  const node = ['--build-arg', 'NODE=localhost/node:scratch']
  const plain = ['--target', 'plain', '--file', 'Containerfile', '.']
  podman(['build', '--quiet', ...node, '--tag', 'localhost/hydroam', ...plain])
  for (const image of images()) {
    const name = image.replace(/^.*\/|:.*$/g, '')
    podman(['build', '--quiet', '--tag', image, '-'], `FROM localhost/hydroam\nCMD ["${name}"]\n`)
  }
}

function images(): readonly string[] {
  const { mutators, validators } = parse(readFileSync(join(ROOT, 'Kptfile'), 'utf8')).pipeline
  return [...mutators, ...validators].map(({ image }: { image: string }) => image)
}

function hydroam(...args: readonly string[]) {
  return spawnSync(process.execPath, [COMMAND, ...args], { cwd: folder, encoding: 'utf8', env })
}

const CONFINED = ['--no-builtin', '--image-pull-policy', 'Never', '--fn-memory', '256m']

describe.skipIf(missing.length > 0)(`podman${missing.length > 0 ? ` (missing: ${missing.join(', ')})` : ''}`, () => {
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'hydroam-podman-'))
    const storage = `[storage]\ndriver = "overlay"\ngraphroot = "${folder}/storage"\nrunroot = "${folder}/run"\n`
    writeFileSync(join(folder, 'containers.conf'), CONTAINERS_CONF)
    writeFileSync(join(folder, 'storage.conf'), storage)
    env = {
      ...process.env,
      CONTAINERS_CONF: join(folder, 'containers.conf'),
      CONTAINERS_STORAGE_CONF: join(folder, 'storage.conf'),
      KPT_FN_RUNTIME: 'podman',
    }
    buildImages()
  })

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test.each(readdirSync(join(ROOT, 'examples')))('examples/%s: the same from containers', (name) => {
    const example = join(ROOT, 'examples', name)
    const native = hydroam('render', example, '-o', 'unwrap')
    const contained = hydroam('render', example, '-o', 'unwrap', ...CONFINED)
    expect(contained.stderr).not.toContain('error')
    expect(contained.stderr).toMatch(/pin what ran now: ghcr\.io\/hydroam\/\S+@sha256:[0-9a-f]{64}/)
    expect(contained.status).toBe(0)
    expect(native.stdout).not.toBe('')
    expect(contained.stdout).toBe(native.stdout)
  })

  test('in the words of row 71', () => {
    const words = '--network none --read-only --cap-drop ALL --user 65534 --memory 256m --pids-limit 64'
    const input = readFileSync(join(ROOT, 'functions/expand-components/cases', firstCase(), 'input.yaml'), 'utf8')
    const image = images()[0] as string
    const { stdout } = hydroamFilter(input)
    expect(podman(['run', '--rm', '-i', ...words.split(' '), image], input)).toBe(stdout)
  })

  /** A container with a script of node's in place of a function, on an example. */
  const runScript = (name: string, script: string, ...options: readonly string[]) => {
    const image = `localhost/${name}:v1`
    const entrypoint = JSON.stringify(['node', '-e', script])
    podman(['build', '--quiet', '--tag', image, '-'], `FROM localhost/hydroam\nENTRYPOINT ${entrypoint}\n`)
    const { status, stderr } = hydroam(
      'fn',
      'eval',
      join(ROOT, 'examples/shop'),
      '-i',
      image,
      '-o',
      'unwrap',
      ...options,
    )
    expect(status).toBe(1)
    expect(podman(['ps', '--all', '--quiet'])).toBe('')
    return stderr
  }

  test('a container that does not end is gone after its time', () => {
    const stderr = runScript('hang', 'setInterval(() => {}, 1000)', '--fn-timeout', '4')
    expect(stderr).toMatch(/^error function-timeout: /m)
  })

  test('a container that takes more memory than it may is killed', () => {
    const stderr = runScript('greedy', 'for (const all = []; ; ) all.push(Buffer.alloc(1e7, 1))', '--fn-memory', '128m')
    expect(stderr).toMatch(
      /^error function-crashed: .+ was killed \(exit code 137\)\n {2}hint: it may need more memory than 128m/m,
    )
  })

  test('a container has no network and nowhere to write but /tmp', () => {
    const script = `
      const fs = require('fs'), os = require('os')
      fs.writeFileSync('/tmp/x', '')
      try { fs.writeFileSync('/x', '') } catch (cause) { console.error(cause.code) }
      console.error(Object.keys(os.networkInterfaces()).join(), process.getuid(), process.env.HOME, process.env.CI_TOKEN)
      process.exit(1)`
    vi.stubEnv('CI_TOKEN', 'secret')
    expect(runScript('look', script)).toMatch(/^ {4}"EROFS"\n {4}"(lo)? 65534 \S* undefined"$/m)
    vi.unstubAllEnvs()
  })
})

function firstCase(): string {
  return readdirSync(join(ROOT, 'functions/expand-components/cases')).sort()[0] as string
}

function hydroamFilter(input: string) {
  return spawnSync(process.execPath, [COMMAND, 'fn', 'run', 'expand-components'], { encoding: 'utf8', input })
}
