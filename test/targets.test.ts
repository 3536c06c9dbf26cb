/** `--target` on the command line: what is rendered and hydrated for it, and what is refused. */
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { devNull, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'

const ROOT = resolve(import.meta.dirname, '..')
const scratch = mkdtempSync(join(tmpdir(), 'hydroam-targets-'))
afterAll(() => rmSync(scratch, { recursive: true }))

const env = { ...process.env, GIT_CONFIG_GLOBAL: devNull, GIT_CONFIG_NOSYSTEM: '1' }

function hydroam(...args: readonly string[]) {
  return spawnSync(process.execPath, [join(ROOT, 'dist/hydroam.js'), ...args], { encoding: 'utf8', env })
}

function git(repository: string, ...args: readonly string[]): string {
  return execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
    cwd: repository,
    encoding: 'utf8',
    env,
  }).trim()
}

/** The shop, committed; the Kptfile as `edit` leaves it. */
function shop(edit: (kptfile: string) => string = (kptfile) => kptfile): string {
  const repository = mkdtempSync(join(scratch, 'repository-'))
  const copy = join(repository, 'shop')
  cpSync(join(ROOT, 'examples/shop'), copy, { recursive: true })
  writeFileSync(join(copy, 'Kptfile'), edit(readFileSync(join(copy, 'Kptfile'), 'utf8')))
  git(repository, 'init', '--quiet', '--initial-branch=main')
  git(repository, 'add', '--all')
  git(repository, 'commit', '--quiet', '--message=shop')
  return copy
}

function withoutTarget(kptfile: string): string {
  return kptfile.replace(/ {6}# Without --target.*\n {6}configMap:\n {8}target: production\n/, '')
}

test('without a target that the package says, nothing is rendered, and the targets are listed', () => {
  const copy = shop(withoutTarget)
  const { status, stderr } = hydroam('render', copy)
  expect(status).toBe(1)
  expect(stderr).toContain('target-missing')
  expect(stderr).toContain('targets: deploy-staging, staging, deploy-production, production')
  expect(git(copy, 'status', '--short')).toBe('')
})

test('a target that is not there is refused with the nearest name', () => {
  const { status, stderr, stdout } = hydroam('render', shop(), '--target', 'prodution', '-o', 'unwrap')
  expect(status).toBe(1)
  expect(stdout).toBe('')
  expect(stderr).toContain('target-unknown')
  expect(stderr).toContain('did you mean "production"?')
})

test('a target that no function would hear of is refused', () => {
  const copy = shop((kptfile) => kptfile.replace(/image: \S+expand-components\S+/, 'exec: expand'))
  const { status, stderr } = hydroam('render', copy, '--target', 'staging', '--allow-exec')
  expect(status).toBe(1)
  expect(stderr).toContain('target-ignored')
})

test('fn render takes a target too', () => {
  const copy = shop(withoutTarget)
  expect(hydroam('fn', 'render', copy, '--target', 'deploy-staging').status).toBe(0)
  expect(git(copy, 'status', '--short', '--untracked-files=all')).toContain('deployment_cart.yaml')
})

test('each target is hydrated to a branch of its own', () => {
  const copy = shop(withoutTarget)
  const { status, stderr } = hydroam('hydrate', copy, '--target', 'staging', 'production')
  expect(stderr).toContain('shop (staging): hydrated/shop-staging is now')
  expect(status).toBe(0)
  for (const [target, folder] of [
    ['staging', '.expected-staging'],
    ['production', '.expected'],
  ]) {
    const files = git(copy, 'ls-tree', '-r', '--full-tree', '--name-only', `hydrated/shop-${target}`).split('\n')
    const expected = readdirSync(join(copy, folder as string, 'shop'))
    expect(files).toEqual(expected.map((file) => `shop/${file}`).sort())
    const cart = git(copy, 'show', `hydrated/shop-${target}:shop/deployment_cart.yaml`)
    expect(`${cart}\n`).toBe(readFileSync(join(copy, folder as string, 'shop/deployment_cart.yaml'), 'utf8'))
  }
})

test('an error in one target leaves the branches of all as they were', () => {
  const copy = shop(withoutTarget)
  expect(hydroam('hydrate', copy, '--target', 'production', 'stagin').status).toBe(1)
  expect(git(copy, 'branch', '--list', 'hydrated/*')).toBe('')
})

test('two targets do not share a branch', () => {
  const { status, stderr } = hydroam('hydrate', shop(), '--branch', 'live', '--target', 'staging', 'production')
  expect(status).toBe(1)
  expect(stderr).toContain('branch-conflict')
})
