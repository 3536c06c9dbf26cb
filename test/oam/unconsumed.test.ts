/** A trait that no function of the pipeline consumed: the render says so and fails, whatever validators the package declares. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'

const ROOT = resolve(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'hydroam-unconsumed-'))
afterAll(() => rmSync(folder, { recursive: true }))

writeFileSync(
  join(folder, 'app.yaml'),
  `apiVersion: core.oam.dev/v1beta1
kind: Application
metadata: {name: shop}
spec:
  components:
    - name: web
      type: webservice
      properties: {image: "nginx:1.29", ports: [{port: 80}]}
      traits:
        - {type: scaler, properties: {replicas: 2}}
        - {type: labels, properties: {tier: front}}
        - {type: gateway, properties: {domain: a.example.com, http: {/: 80}}}
`,
)

function hydroam(words: readonly string[], mutators: readonly string[], validators: readonly string[] = []) {
  const list = (names: readonly string[]) => JSON.stringify(names.map((image) => ({ image })))
  const pipeline = `pipeline: {mutators: ${list(mutators)}, validators: ${list(validators)}}`
  writeFileSync(join(folder, 'Kptfile'), `apiVersion: kpt.dev/v1\nkind: Kptfile\nmetadata: {name: p}\n${pipeline}\n`)
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'dist/hydroam.js'), ...words], {
    encoding: 'utf8',
    cwd: folder,
  })
  const left = [
    ...stderr.matchAll(
      /^app\.yaml:(\d+):\d+: (\w+) trait-unconsumed: (\S+) of component "web" .*\n(?: +\d* \|.*\n)* {2}hint: (.*)$/gm,
    ),
  ]
  return { status, stdout, stderr, left: left.map(([, line, ...said]) => [Number(line), ...said]) }
}

const scaler = [10, 'error', 'scaler', "add inject-scaler to the pipeline's mutators"]
const labels = [11, 'error', 'labels', "add inject-workload to the pipeline's mutators"]
const gateway = [12, 'error', 'gateway', "add inject-routing to the pipeline's mutators"]

test('each of them, at its line, with the function that is missing', () => {
  const { status, stdout, left } = hydroam(['render', '-o', 'unwrap'], ['expand-components'])
  expect(left).toEqual([scaler, labels, gateway])
  expect([status, stdout]).toEqual([1, ''])
})

test('one function is missing, and another validator finds nothing wrong', () => {
  const { status, left } = hydroam(
    ['render'],
    ['expand-components', 'inject-workload', 'inject-routing'],
    ['validate-schema'],
  )
  expect(left).toEqual([scaler])
  expect(status).toBe(1)
  expect(readdirSync(folder).sort()).toEqual(['Kptfile', 'app.yaml'])
})

test('validate-oam has said it', () => {
  const { left } = hydroam(['render'], ['expand-components'], ['validate-oam'])
  expect(left).toEqual([scaler, labels, gateway])
})

test('fn render writes what kpt writes, and warns', () => {
  const { status, stdout, left } = hydroam(['fn', 'render', '-o', 'unwrap'], ['expand-components'])
  expect(left.map(([line, severity]) => [line, severity])).toEqual([10, 11, 12].map((line) => [line, 'warning']))
  expect(stdout.match(/^kind: Trait$/gm)).toHaveLength(3)
  expect(status).toBe(0)
})

test('between functions that run one by one, traits are as they should be', () => {
  const { status, left } = hydroam(['fn', 'eval', '-i', 'expand-components', '-o', 'stdout'], [])
  expect(left).toEqual([])
  expect(status).toBe(0)
})
