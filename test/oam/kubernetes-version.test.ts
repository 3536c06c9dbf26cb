/** The Kubernetes that a result is for: one range everywhere, and the way of the command line's option to the functions. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { kubernetesVersions } from '../../pipeline/kubernetes-version.ts'
import { withSetting } from '../../pipeline/setting.ts'
import { kubernetesMinors } from '../../src/schema/kubernetes.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const scratch = mkdtempSync(join(tmpdir(), 'hydroam-version-'))
afterAll(() => rmSync(scratch, { recursive: true }))

test('the newest is the newest that there are schemas of', () => {
  expect(kubernetesVersions.at(-1)).toBe(kubernetesMinors.at(-1))
})

test.each(['expand-components', 'validate-schema'])('the setting of %s takes what the option takes', (name) => {
  const schema = JSON.parse(readFileSync(join(ROOT, 'functions', name, 'config.schema.json'), 'utf8'))
  expect(schema.properties.kubernetesVersion.enum).toEqual(kubernetesVersions)
  expect(schema.properties.kubernetesVersion.default).toBe(kubernetesVersions.at(-1))
})

describe('the option becomes a setting', () => {
  const configMap = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, data: { a: 'b' } }
  const typed = { apiVersion: 'fn.hydroam.dev/v1alpha1', kind: 'ExpandComponents', metadata: { name: 'c' }, spec: {} }

  test.each([
    ['no config', undefined, 'data', { kubernetesVersion: '1.30' }],
    ['a ConfigMap', configMap, 'data', { a: 'b', kubernetesVersion: '1.30' }],
    [
      'a ConfigMap that says another',
      { ...configMap, data: { kubernetesVersion: '1.25' } },
      'data',
      { kubernetesVersion: '1.30' },
    ],
    ['a typed config', typed, 'spec', { kubernetesVersion: '1.30' }],
  ])('of %s', (_, config, field, settings) => {
    expect(withSetting(config, 'expand-components', 'kubernetesVersion', '1.30')?.[field]).toEqual(settings)
  })

  test('not of a function without it, of another publisher, or when it is not given', () => {
    expect(withSetting(configMap, 'set-labels', 'kubernetesVersion', '1.30')).toBe(configMap)
    expect(withSetting(configMap, 'nobody-knows', 'kubernetesVersion', '1.30')).toBe(configMap)
    expect(withSetting(configMap, 'expand-components', 'kubernetesVersion', undefined)).toBe(configMap)
  })
})

describe('the command', () => {
  const application = {
    apiVersion: 'core.oam.dev/v1beta1',
    kind: 'Application',
    metadata: { name: 'shop' },
    spec: { components: [{ name: 'report', type: 'cron-task', properties: { image: 'i', schedule: '@daily' } }] },
  }
  const kptfile = {
    apiVersion: 'kpt.dev/v1',
    kind: 'Kptfile',
    metadata: { name: 'shop' },
  }
  const write = (pipeline?: object) => writeFileSync(join(scratch, 'Kptfile'), JSON.stringify({ ...kptfile, pipeline }))
  writeFileSync(join(scratch, 'application.yaml'), JSON.stringify(application))
  const hydroam = (...args: string[]) =>
    spawnSync(process.execPath, [join(ROOT, 'dist/hydroam.js'), ...args, scratch, '-o', 'unwrap'], { encoding: 'utf8' })

  test.each([['render'], ['fn render']])('%s follows it', (command) => {
    write({ mutators: [{ image: 'ghcr.io/hydroam/expand-components:v0.1.0' }] })
    const words = command.split(' ')
    expect(hydroam(...words).stdout).toContain('apiVersion: batch/v1\n')
    expect(hydroam(...words, '--kubernetes-version', '1.24').stdout).toContain('apiVersion: batch/v1beta1\n')
  })

  test('its own pipeline finds what it renders for an old Kubernetes right for that one', () => {
    write()
    expect(hydroam('render', '--kubernetes-version', '1.24').stdout).toContain('apiVersion: batch/v1beta1\n')
  })

  test('refuses a version out of range as wrong usage', () => {
    const { status, stderr } = hydroam('render', '--kubernetes-version', '1.20')
    expect(stderr).toContain('1.23')
    expect(status).toBe(2)
  })
})
