/** What src/schema must catch, and what it must let through. */
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { setIn } from '../src/krm/field-path.ts'
import type { KrmResource } from '../src/krm/resource.ts'
import { readConfig } from '../src/schema/config.ts'
import { isNamespaced, knownKinds, kubernetesVersion, validateResource } from '../src/schema/kubernetes.ts'
import { nearest } from '../src/schema/nearest.ts'
import { hasParameters, validateParameters } from '../src/schema/parameters.ts'

const deployment = parse(`
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, creationTimestamp: null, labels: { app: web } }
spec:
  replicas: 3
  selector: { matchLabels: { app: web } }
  strategy: { rollingUpdate: { maxSurge: 25%, maxUnavailable: 1 } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: nginx
          ports: [{ containerPort: 80, protocol: TCP }]
          resources: { requests: { cpu: 1, memory: 1Gi }, limits: { cpu: "0.5", memory: 1e3 } }
          livenessProbe: { httpGet: { path: /, port: http }, periodSeconds: 5 }
        - name: sidecar
          readinessProbe: { tcpSocket: { port: 8080 } }
          env: [{ name: A, value: b }, { name: C, valueFrom: { secretKeyRef: { name: s, key: k } } }]
`) as KrmResource

const CONTAINER = ['spec', 'template', 'spec', 'containers', 0]

function changed(path: readonly (string | number)[], value: unknown): KrmResource {
  return setIn(deployment, path, value) as KrmResource
}

function resource(text: string): KrmResource {
  return parse(text) as KrmResource
}

/** Each result as "code path: message (hint)". */
async function told(subject: KrmResource): Promise<readonly string[] | undefined> {
  const results = await validateResource(subject)
  return results?.map(
    ({ code, field, message, hint }) => `${code} ${field?.path.join('.')}: ${message}${hint ? ` (${hint})` : ''}`,
  )
}

describe('resources', () => {
  test('a valid one has no results', async () => expect(await told(deployment)).toEqual([]))

  test('a kind without schema is not a valid one', async () => {
    expect(await validateResource(resource('{apiVersion: example.com/v1, kind: Widget, metadata: {}}'))).toBeUndefined()
    expect(await validateResource(resource('{apiVersion: v1, kind: toString, metadata: {}}'))).toBeUndefined()
  })

  test('an unknown field', async () =>
    expect(await told(changed(['spec', 'replcias'], 3))).toEqual([
      'field-unknown spec.replcias: field `replcias` is not known in `spec` (did you mean "replicas"?)',
    ]))

  test('a wrong type', async () =>
    expect(await told(changed(['spec', 'replicas'], '3'))).toEqual([
      'field-invalid spec.replicas: `spec.replicas` must be an integer, not the string "3" (write 3 without quotes)',
    ]))

  test('a value outside an enum', async () =>
    expect(await told(changed([...CONTAINER, 'ports', 0, 'protocol'], 'XXX'))).toEqual([
      'field-invalid spec.template.spec.containers.0.ports.0.protocol: ' +
        '`spec.template.spec.containers[0].ports[0].protocol` must be one of "SCTP", "TCP", "UDP", not "XXX"',
    ]))

  test('a field of another version', async () =>
    expect(
      await told(
        resource(`{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: web}, spec: {
          scaleTargetRef: {kind: Deployment, name: web}, maxReplicas: 3, targetCPUUtilizationPercentage: 70}}`),
      ),
    ).toEqual([
      'field-unknown spec.targetCPUUtilizationPercentage: field `targetCPUUtilizationPercentage` is not known in `spec`' +
        ' (known here: `behavior`, `maxReplicas`, `metrics`, `minReplicas`, `scaleTargetRef`)',
    ]))

  test('duplicate container names', async () =>
    expect(await told(changed([...CONTAINER, 'name'], 'sidecar'))).toEqual([
      'list-duplicate spec.template.spec.containers.1: `spec.template.spec.containers[1]` has the same `name` "sidecar" as ' +
        '`spec.template.spec.containers[0]`, each item must have its own',
    ]))

  test('a port counts as TCP unless it says otherwise', async () => {
    const twice = (protocol: string) =>
      told(changed([...CONTAINER, 'ports'], [{ containerPort: 80, protocol }, { containerPort: 80 }]))
    expect(await twice('UDP')).toEqual([])
    expect(await twice('TCP')).toHaveLength(1)
  })

  test('a set holds each value once', async () =>
    expect(await told(changed(['metadata', 'finalizers'], ['a/b', 'a/b']))).toHaveLength(1))

  test('an extra key in a NetworkPolicy port', async () =>
    expect(
      await told(
        resource(`{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: web}, spec: {
          podSelector: {}, ingress: [{ports: [{port: 80, targetPort: 8080}]}]}}`),
      ),
    ).toEqual([
      'field-unknown spec.ingress.0.ports.0.targetPort: field `targetPort` is not known in `spec.ingress[0].ports[0]`' +
        ' (known here: `endPort`, `port`, `protocol`)',
    ]))

  test('an Ingress path without pathType', async () =>
    expect(
      await told(
        resource(`{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: web}, spec: {
          rules: [{http: {paths: [{path: /, backend: {service: {name: web, port: {number: 80}}}}]}}]}}`),
      ),
    ).toEqual([
      'field-missing spec.rules.0.http.paths.0: field `pathType` is missing in `spec.rules[0].http.paths[0]`',
    ]))

  test('ports by number or name, quantities as number or string', async () => {
    const port = [...CONTAINER, 'livenessProbe', 'httpGet', 'port']
    for (const value of [80, 'http']) expect(await told(changed(port, value))).toEqual([])
    expect(await told(changed(port, 80.5))).toHaveLength(1)
    const cpu = [...CONTAINER, 'resources', 'requests', 'cpu']
    for (const value of [2, 0.5, '2', '500m', '1e3', '.5', '5.', '12Ki', '+1E'])
      expect(await told(changed(cpu, value))).toEqual([])
    for (const value of ['', '1 Gi', '1GB', 'half', '1ki', true])
      expect(await told(changed(cpu, value))).toHaveLength(1)
  })

  test('null leaves an optional field out, and is missing where a field is required', async () => {
    expect(await told(changed(['spec', 'replicas'], null))).toEqual([])
    expect(await told(changed(['spec', 'selector'], null))).toEqual([
      'field-missing spec: field `selector` is missing in `spec`',
    ])
    expect(await told(changed(['metadata', 'labels', 'app'], null))).toHaveLength(1)
  })

  test('names of Object.prototype are fields like any other', async () => {
    expect(await told(changed(['spec', 'constructor'], 1))).toHaveLength(1)
    expect(await told(changed(['spec', '__proto__'], 1))).toHaveLength(1)
  })

  test('values of a Secret stay secret', async () => {
    const results = await told(
      resource(
        '{apiVersion: v1, kind: Secret, metadata: {name: s}, data: {a: hunter2}, stringData: {b: 31337}, type: {x: y}}',
      ),
    )
    expect(results).toHaveLength(3)
    expect(results?.join()).not.toMatch(/hunter2|31337/)
  })

  test('a long Secret is checked in time', async () => {
    const text = 'QUJD'.repeat(500_000)
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, data: { good: text, bad: `${text}!` } }
    expect(await told(secret)).toHaveLength(1)
  })

  test('schemas inside a CustomResourceDefinition', async () => {
    const crd = (schema: string) =>
      told(
        resource(`{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: w.e.com}, spec: {
          group: e.com, scope: Namespaced, names: {kind: W, plural: w}, versions: [{name: v1, served: true, storage: true,
          schema: {openAPIV3Schema: ${schema}}}]}}`),
      )
    expect(
      await crd('{type: object, additionalProperties: false, properties: {a: {items: {type: string}, default: [1]}}}'),
    ).toEqual([])
    expect((await crd('{properties: {a: {additionalProperties: {tipe: string}}}}'))?.[0]).toMatch(
      /field-unknown .*did you mean "type"/,
    )
    expect((await crd('{properties: {a: {items: 3}}}'))?.[0]).toMatch(/must be an object, not the integer 3/)
  })

  test('the catalogue', () => {
    expect(kubernetesVersion()).toMatch(/^1\.\d+\.\d+$/)
    expect(knownKinds()).toContain('apps/v1/Deployment')
    expect(
      knownKinds().filter(
        (kind) => /List$|Review$|Binding$|\/Event$/.test(kind) && !/RoleBinding|PolicyBinding/.test(kind),
      ),
    ).toEqual([])
    expect(isNamespaced('v1', 'Namespace')).toBe(false)
    expect(isNamespaced('v1', 'Service')).toBe(true)
    expect(() => knownKinds('1.1')).toThrow('no schemas of Kubernetes 1.1')
  })
})

describe('nearest', () => {
  test.each([
    ['replcias', 'replicas'],
    ['Replicas', 'replicas'],
    ['prot', 'port'],
    ['imagePullpolicy', 'imagePullPolicy'],
    ['zzz', undefined],
    ['', undefined],
  ])('%s → %s', (name, expected) => {
    expect(nearest(name, ['image', 'imagePullPolicy', 'port', 'replicas'])).toBe(expected)
  })
})

describe('config', () => {
  const read = readConfig('validate-schema')
  const configMap = (data?: object) =>
    resource(JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, data }))

  test('absent or empty', () => {
    expect(read(undefined)).toEqual({ config: {} })
    expect(read(resource('{apiVersion: v1, kind: ConfigMap, metadata: {name: function-input}}'))).toEqual({
      config: {},
    })
    expect(read(resource('{apiVersion: v1, kind: ConfigMap, metadata: {name: function-input}, data: {}}'))).toEqual({
      config: {},
    })
  })

  test('strings of a ConfigMap become what the schema asks for', () => {
    expect(read(configMap({ ignoreMissingSchemas: 'true', skipKinds: 'A, B\nC' }))).toEqual({
      config: { ignoreMissingSchemas: true, skipKinds: ['A', 'B', 'C'] },
    })
  })

  test('a typed config', () => {
    const typed = (spec: string) =>
      read(resource(`{apiVersion: fn.hydroam.dev/v1alpha1, kind: ValidateSchema, metadata: {}, spec: ${spec}}`))
    expect(typed('{ignoreMissingSchemas: true}')).toEqual({ config: { ignoreMissingSchemas: true } })
    expect(typed('{ignoreMissingSchemas: "true"}')).toHaveProperty('results.0.code', 'config-invalid')
  })

  test.each([
    [configMap({ ignoreMissingSchema: 'true' }), /`ignoreMissingSchema` is not known/],
    [configMap({ ignoreMissingSchemas: 'yes' }), /must be a boolean, not the string "yes"/],
    [resource('{apiVersion: v1, kind: ConfigMap, metadata: {}, spec: {}}'), /`spec` is not known/],
    [resource('{apiVersion: v1, kind: Secret, metadata: {}}'), /must be a "v1" "ConfigMap" or a/],
    [resource('{apiVersion: v1, kind: ConfigMap, metadata: {}, data: [a]}'), /must be an object, not a list/],
  ])('refuses %j', (config, message) => {
    expect(read(config)).toMatchObject({
      results: [{ code: 'config-invalid', severity: 'error', message: expect.stringMatching(message) }],
    })
  })

  test('an unknown function is our bug', () => expect(() => readConfig('no-such')).toThrow('no-such'))
})

describe('parameters', () => {
  test('known types', () => {
    expect(hasParameters('webservice')).toBe(true)
    expect(hasParameters('shared')).toBe(false)
    expect(() => validateParameters('shared', {})).toThrow('shared')
  })

  test('valid', () => expect(validateParameters('webservice', { image: 'nginx', ports: [{ port: 80 }] })).toEqual([]))

  test('missing, undeclared, invalid', () => {
    expect(validateParameters('webservice', undefined)).toMatchObject([{ code: 'parameter-missing', path: [] }])
    expect(validateParameters('webservice', { image: 'nginx', imagePullPolcy: 'Always' })).toMatchObject([
      { code: 'parameter-undeclared', path: ['imagePullPolcy'], hint: 'did you mean "imagePullPolicy"?' },
    ])
    expect(validateParameters('webservice', { image: 'nginx', ports: [{ port: 'http' }] })).toMatchObject([
      {
        code: 'parameter-invalid',
        path: ['ports', 0, 'port'],
        message: '`ports[0].port` must be an integer, not the string "http"',
      },
    ])
  })

  test('alternatives are told as one', () => {
    expect(validateParameters('expose', {})).toMatchObject([
      { code: 'parameter-missing', message: '"expose" must have one of `ports`, `port`' },
    ])
  })
})
