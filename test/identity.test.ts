/** What was rendered in place follows its source: renamed, removed or deleted, exactly what came from it goes, and nothing else. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'

const COMMAND = join(resolve(import.meta.dirname, '..'), 'dist/hydroam.js')
const scratch = mkdtempSync(join(tmpdir(), 'hydroam-identity-'))
afterAll(() => rmSync(scratch, { recursive: true }))

const KPTFILE = `apiVersion: kpt.dev/v1
kind: Kptfile
metadata:
  name: shop
pipeline:
  mutators:
    - image: ghcr.io/hydroam/expand-components:v0.1.0
    - image: ghcr.io/hydroam/inject-scaler:v0.1.0
    - image: ghcr.io/hydroam/inject-policy:v0.1.0
  validators:
    - image: ghcr.io/hydroam/validate-oam:v0.1.0
    - image: ghcr.io/hydroam/validate-schema:v0.1.0
      configMap:
        skipKinds: HealthScope, CronHPATrait
`

const component = (name: string) => `apiVersion: core.oam.dev/v1alpha2
kind: Component
metadata:
  name: ${name}
spec:
  workload:
    apiVersion: core.oam.dev/v1alpha2
    kind: ContainerizedWorkload
    spec:
      containers:
        - name: main
          image: registry.example.com/${name}:1
          ports: [{name: http, containerPort: 80}]
          resources: {cpu: {required: 100m}, memory: {required: 64Mi}}
`

const application = (name: string, traits: string) => `apiVersion: core.oam.dev/v1alpha2
kind: ApplicationConfiguration
metadata:
  name: shop
spec:
  components:
    - componentName: ${name}
      scopes:
        - scopeRef: {apiVersion: core.oam.dev/v1alpha2, kind: HealthScope, name: health}
      traits: [${traits}]
`

const HPA = '{trait: {apiVersion: core.oam.dev/v1alpha2, kind: HPATrait, spec: {minReplicas: 2, maxReplicas: 3}}}'
const BUDGET = '{trait: {apiVersion: core.oam.dev/v1alpha2, kind: PodDisruptionBudgetTrait, spec: {maxUnavailable: 1}}}'
const CRON = '{trait: {apiVersion: core.oam.dev/v1alpha2, kind: CronHPATrait, spec: {jobs: []}}}'

const SCOPE = `apiVersion: core.oam.dev/v1alpha2
kind: HealthScope
metadata:
  name: health
spec:
  workloadRefs:
    - apiVersion: apps/v1
      kind: Deployment
      name: by-hand
`

const BY_HAND = `apiVersion: v1
kind: Service
metadata:
  name: by-hand
spec:
  selector:
    app.oam.dev/component: cart
  ports:
    - port: 80
`

let folder = ''
const write = (file: string, text: string) => writeFileSync(join(folder, file), text)
const read = (file: string) => readFileSync(join(folder, file), 'utf8')
const generated = () =>
  readdirSync(folder)
    .filter((file) => /_/.test(file))
    .sort()

function render(...args: readonly string[]) {
  const { status, stderr, stdout } = spawnSync(process.execPath, [COMMAND, 'render', folder, ...args], {
    encoding: 'utf8',
  })
  expect(stderr).not.toContain(' error ')
  expect(status).toBe(0)
  return { stderr, stdout }
}

beforeEach(() => {
  folder = mkdtempSync(join(scratch, 'package-'))
  mkdirSync(folder, { recursive: true })
  write('Kptfile', KPTFILE)
  write('component.yaml', component('cart'))
  write('application.yaml', application('cart', [HPA, BUDGET, CRON].join(', ')))
  write('scope.yaml', SCOPE)
  write('by-hand.yaml', BY_HAND)
  render()
})

const ALL = (name: string) => [
  `cronhpatrait_${name}-cronhpatrait.yaml`,
  `deployment_${name}.yaml`,
  `horizontalpodautoscaler_${name}.yaml`,
  `poddisruptionbudget_${name}.yaml`,
  `service_${name}.yaml`,
]

test('a second run changes no byte', () => {
  const before = generated().map((file) => [file, read(file), statSync(join(folder, file)).mtimeMs])
  expect(generated()).toEqual(ALL('cart'))
  expect(render().stderr).toContain('nothing changed')
  expect(generated().map((file) => [file, read(file), statSync(join(folder, file)).mtimeMs])).toEqual(before)
})

test('what is for a cluster leaves the package, sources do not', () => {
  const { stdout } = render('-o', 'unwrap')
  const kinds = [...stdout.matchAll(/^kind: (.*)$/gm)].map(([, kind]) => kind).sort()
  const workloads = ['CronHPATrait', 'Deployment', 'HorizontalPodAutoscaler', 'PodDisruptionBudget', 'Service']
  expect(kinds).toEqual([...workloads, 'HealthScope', 'Service'].sort())
})

test('a renamed component takes everything with it, and leaves word of selectors that dangle', () => {
  write('component.yaml', component('basket'))
  write('application.yaml', application('basket', [HPA, BUDGET, CRON].join(', ')))
  const { stderr } = render()
  expect(generated()).toEqual(ALL('basket'))
  expect(stderr).toContain('selector-dangling')
  expect(read('by-hand.yaml')).toBe(BY_HAND)
  expect([...read('scope.yaml').matchAll(/name: (.*)/g)].map(([, name]) => name)).toEqual([
    'health',
    'by-hand',
    'basket',
  ])
})

test('a removed trait takes its objects and nothing else', () => {
  write('application.yaml', application('cart', BUDGET))
  render()
  expect(generated()).toEqual(ALL('cart').filter((file) => !/^(cron|horizontal)/.test(file)))
})

test('a deleted application leaves the package as it was before', () => {
  rmSync(join(folder, 'application.yaml'))
  render()
  expect(generated()).toEqual([])
  expect(read('by-hand.yaml')).toBe(BY_HAND)
  expect(read('scope.yaml')).toBe(SCOPE)
})
