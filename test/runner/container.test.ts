/** Containers, with a stand-in for the engines: what runs where, with which words, and what is said when it cannot. */

import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { functionName, generationTag, type Image, readImage } from '../../pipeline/runner/image.ts'
import { withoutPullNoise } from '../../pipeline/runner/pull-noise.ts'
import { files, Scene } from './scene.ts'

const LABEL = 'image: example.com/label--app--web:v1'
const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`
const CATALOGUE = 'ghcr.io/kptdev/krm-functions-catalog'

/** hydroam and everything after it can be slow where several tests share a core. */

describe.concurrent('a container', () => {
  test('runs as kpt runs it, and confined further', async () => {
    using scene = new Scene(files(LABEL))
    expect(await scene.run('fn', 'render', 'p')).toMatchObject({ status: 0 })
    expect(scene.read('p/a.yaml')).toContain('    app: web\n')
    expect(scene.calls('run')).toEqual([
      [
        'docker',
        'run',
        '--rm',
        '-i',
        '--name',
        'NAME',
        '--network',
        'none',
        '--user',
        'nobody',
        '--security-opt=no-new-privileges',
        '--read-only',
        '--tmpfs',
        '/tmp',
        '--cap-drop',
        'ALL',
        '--memory',
        '1g',
        '--pids-limit',
        '256',
        '--pull',
        'missing',
        'example.com/label--app--web:v1',
      ],
    ])
  })

  test('runs with what the command line gives it', async () => {
    using scene = new Scene(files(), { REGION: 'eu' })
    const mounts = ['--mount', 'type=bind,src=/from,dst=/to', '--mount', 'type=bind,src=/b,dst=/c,rw=true']
    const rest = ['--network', '--as-current-user', '-e', 'REGION', '--env', 'MODE=a=b', '--image-pull-policy', 'NEVER']
    const limits = ['--fn-memory', '2G', '--fn-timeout', '2m']
    expect(
      await scene.run('fn', 'eval', 'p', '-i', 'example.com/identity', ...mounts, ...rest, ...limits),
    ).toMatchObject({ status: 0 })
    const words = scene.calls('run')[0]?.join(' ')
    for (const part of [
      '--network host',
      `--user ${process.getuid?.()}:${process.getgid?.()}`,
      '--memory 2g',
      '--pull never',
      '--mount type=bind,source=/from,target=/to,readonly',
      '--mount type=bind,source=/b,target=/c -e',
      '-e REGION -e MODE=a=b example.com/identity',
    ])
      expect(words).toContain(part)
  })

  test.each([
    ['Always', 'always'],
    ['ifnotpresent', 'missing'],
  ])('--image-pull-policy %s', async (policy, word) => {
    using scene = new Scene(files(LABEL))
    await scene.run('render', 'p', '--image-pull-policy', policy, '--allow-network')
    expect(scene.calls('run')[0]?.join(' ')).toMatch(new RegExp(`--network host .*--pull ${word} `))
  })

  test.each([
    ['--image-pull-policy', 'Sometimes'],
    ['--fn-timeout', 'soon'],
    ['--fn-timeout', '0'],
    ['--fn-memory', 'much'],
    ['--env', '-x=y'],
  ])('%s %s is refused', async (...option) => {
    using scene = new Scene(files(LABEL))
    const { status, stderr } = await scene.run('fn', 'render', 'p', ...option)
    expect(stderr).toMatch(/^error option-invalid: .+ must be /)
    expect(status).toBe(1)
    expect(scene.calls()).toEqual([])
  })

  test.each([[['--network']], [['--as-current-user']], [['--mount', 'type=bind,src=/a,dst=/b']]])(
    '%s means nothing to a program',
    async (option) => {
      using scene = new Scene(files())
      const { status, stderr } = await scene.run('fn', 'eval', 'p', '--exec', 'cat', ...option)
      expect(stderr).toMatch(/^error option-invalid: .+\n {2}hint: /)
      expect(status).toBe(1)
    },
  )
})

describe.concurrent('what runs', () => {
  const SET_LABELS = 'image: gcr.io/kpt-fn/set-labels:v0.2.0\n      configMap:\n        app: web'

  test('in this process: what hydroam has; no engine is asked for', async () => {
    using scene = new Scene(files(SET_LABELS), { KPT_FN_RUNTIME: 'none' })
    expect(await scene.run('fn', 'render', 'p')).toMatchObject({ status: 0 })
    expect(scene.calls()).toEqual([])
  })

  test('--no-builtin: a container all the same, with the same result', async () => {
    using native = new Scene(files(SET_LABELS))
    using scene = new Scene(files(SET_LABELS))
    await native.run('fn', 'render', 'p')
    expect(await scene.run('fn', 'render', 'p', '--no-builtin')).toMatchObject({ status: 0 })
    expect(scene.images()).toEqual(['gcr.io/kpt-fn/set-labels:v0.2.0'])
    expect(scene.read('p/a.yaml')).toBe(native.read('p/a.yaml'))
  })

  test('a bare name means the catalogue, or what the user says', async () => {
    using scene = new Scene(files('image: identity:v1'), { KPT_IMAGE_PREFIX: 'example.com/fns/' })
    using plain = new Scene(files('image: identity:v1'))
    await scene.run('fn', 'render', 'p')
    await scene.run('fn', 'render', 'p', '--image-prefix', 'example.org')
    await plain.run('fn', 'render', 'p', '--results-dir', 'r')
    expect(scene.images()).toEqual(['example.com/fns/identity:v1', 'example.org/identity:v1'])
    expect(plain.images()).toEqual([`${CATALOGUE}/identity:v1`])
    expect(parse(plain.read('r/results.yaml')).items[0].image).toBe(`${CATALOGUE}/identity:v1`)
  })

  test.each([
    ['image: set-label:v1', 'did you mean "set-labels"', `write "${CATALOGUE}/set-label:v1"`],
    ['image: ghcr.io/hydroam/label--app--web', 'known: apply-replacements', ''],
    ['image: ghcr.io/hydroam/deep/set-labels', 'known: apply-replacements', ''],
    ['image: ghcr.io/hydroam/constructor', 'known: apply-replacements', ''],
  ])('%s is a mistake, and never pulled', async (fn, ...hints) => {
    using scene = new Scene(files(fn))
    const { status, stderr } = await scene.run('fn', 'render', 'p', '--no-builtin')
    expect(stderr).toMatch(/^p\/Kptfile:7:14: error function-unknown: /)
    for (const hint of hints) expect(stderr).toContain(hint)
    expect(status).toBe(1)
    expect(scene.calls()).toEqual([])
  })
})

describe.concurrent('its documentation', () => {
  test('is what the container says to --help, as confined as ever', async () => {
    using scene = new Scene({})
    const { status, stdout } = await scene.run('fn', 'doc', '-i', 'example.com/set-labels:v1')
    expect([status, stdout]).toEqual([0, 'how to use example.com/set-labels:v1\n'])
    const [call = []] = scene.calls('run')
    expect(call.slice(-2)).toEqual(['example.com/set-labels:v1', '--help'])
    for (const word of ['--network', '--read-only', '--cap-drop']) expect(call).toContain(word)
  })

  test('is the README for what hydroam has', async () => {
    using scene = new Scene({})
    const { stdout } = await scene.run('fn', 'doc', '--image', 'gcr.io/kpt-fn/set-labels:v0.1')
    expect(stdout).toMatch(/^# set-labels\n/)
    expect(scene.calls()).toEqual([])
  })

  test.each([
    ['example.com/not-there:v1', /^error doc-missing: .+\n {2}hint: it said: .*not found/m],
    ['set-lables', /^error function-unknown: .+\n {2}hint: did you mean "set-labels"/m],
    ['A B', /^error image-invalid: /m],
  ])('of %s is refused', async (image, message) => {
    using scene = new Scene({})
    const { status, stderr } = await scene.run('fn', 'doc', '--image', image)
    expect(stderr).toMatch(message)
    expect(status).toBe(1)
  })
})

describe.concurrent('the engine', () => {
  test.each(['podman', 'nerdctl', 'PODMAN', 'docker'])('KPT_FN_RUNTIME=%s', async (engine) => {
    using scene = new Scene(files(LABEL, 'image: example.com/label--b--c:v1'), { KPT_FN_RUNTIME: engine })
    expect(await scene.run('fn', 'render', 'p')).toMatchObject({ status: 0 })
    const format = engine === 'docker' ? ['--format', '{{.Client.Version}}'] : []
    expect(scene.calls('version')).toEqual([[engine.toLowerCase(), 'version', ...format]])
    expect(scene.calls('run').map(([name]) => name)).toEqual([engine.toLowerCase(), engine.toLowerCase()])
  })

  test('any other is refused, naming the three', async () => {
    using scene = new Scene(files(LABEL), { KPT_FN_RUNTIME: 'podmn' })
    const { status, stderr } = await scene.run('fn', 'render', 'p')
    expect(stderr).toMatch(/^p\/Kptfile:7:14: error engine-unknown: .+"podmn"/)
    expect(stderr).toMatch(/hint: did you mean "podman"\? set it to docker, podman, nerdctl/)
    expect(status).toBe(1)
  })

  test.each(['19.03.15', '20.9.9', 'unknown'])('docker %s is too old', async (version) => {
    using scene = new Scene(files(LABEL), { FAKE_ENGINE_VERSION: version })
    const { status, stderr } = await scene.run('fn', 'render', 'p')
    expect(stderr).toMatch(/^error engine-too-old: docker must be 20\.10\.0 or newer, found .+\n {2}hint: /m)
    expect(status).toBe(1)
    expect(scene.images()).toEqual([])
  })

  test('that is not there', async () => {
    using scene = new Scene(files(LABEL), { PATH: '' })
    const { status, stderr } = await scene.run('fn', 'render', 'p')
    expect(stderr).toMatch(
      /^error engine-missing: .+docker.+not on PATH\n {2}hint: install and start docker, or set KPT_FN_RUNTIME/m,
    )
    expect(status).toBe(1)
  })

  test('that finds no image', async () => {
    using scene = new Scene(files('image: example.com/not-there:v1'))
    const { status, stderr } = await scene.run('fn', 'render', 'p', '--results-dir', 'r')
    expect(stderr).toMatch(/^ {4}"docker: manifest for .+ not found\."$/m)
    expect(stderr).toMatch(/^error container-not-started: /m)
    expect(status).toBe(1)
    expect(parse(scene.read('r/results.yaml'))).toMatchObject({ exitCode: 1, items: [{ exitCode: 125 }] })
    expect(scene.isUnchanged()).toBe(true)
  })

  test('what it says about pulling is not what the function says', () => {
    const noise = [
      "Unable to find image 'gcr.io/kpt-fn/starlark:v0.3' locally",
      'v0.3: Pulling from kpt-fn/starlark',
      '4e9f2cdf4387: Already exists',
      'aafbf7df3ddf: Pulling fs layer',
      '6b759ab96cb2: Waiting',
      'aafbf7df3ddf: Verifying Checksum',
      'aafbf7df3ddf: Download complete',
      'aafbf7df3ddf: Pull complete',
      `Digest: ${DIGEST}`,
      'Status: Downloaded newer image for gcr.io/kpt-fn/starlark:v0.3',
      'Trying to pull gcr.io/kpt-fn/starlark:v0.3...',
      'Getting image source signatures',
      `Copying blob ${DIGEST}`,
      `Copying config ${DIGEST}`,
      'Writing manifest to image destination',
      'Storing signatures',
      DIGEST.slice('sha256:'.length),
      'docker.io/library/hello-world:latest:   resolving      |--------------------------------------|',
      `layer-${DIGEST}:    done           |++++++++++++++++++++++++++++++++++++++|`,
      'elapsed: 2.4 s                          total:  4.4 Ki (1.9 KiB/s)',
    ]
    const own = ['Waiting for nobody', 'the Digest: sha256 is wrong', 'file: Waiting until tomorrow']
    expect(withoutPullNoise([...noise, ...own].join('\n'))).toBe(own.join('\n'))
    expect(withoutPullNoise([...noise, ...own, '', ''].join('\n'))).toBe([...own, ''].join('\n'))
  })
})

describe.concurrent('row 74: an image named by a tag', () => {
  test('is reported once, with the digest that ran', async () => {
    using scene = new Scene(files(LABEL, LABEL))
    const { status, stderr } = await scene.run('fn', 'render', 'p', '--results-dir', 'r')
    expect(stderr.match(/named by a tag/g)).toHaveLength(1)
    expect(stderr).toContain(`(pin what ran now: example.com/label--app--web@${DIGEST})\n`)
    expect(status).toBe(0)
    const [first, second] = parse(scene.read('r/results.yaml')).items
    expect(first.results).toMatchObject([{ severity: 'info', tags: { digest: DIGEST } }])
    expect(second).not.toHaveProperty('results')
  })

  test('is not one named by its digest, and not a function of hydroam', async () => {
    using scene = new Scene(
      files(`image: example.com/identity@${DIGEST}`, 'image: set-labels:v0.2\n      configMap:\n        a: b'),
    )
    const { status, stderr } = await scene.run('fn', 'render', 'p')
    expect(stderr).not.toContain('named by a tag')
    expect(status).toBe(0)
  })
})

describe("an image's name", () => {
  const read = (text: string) => readImage(text, 'example.com/fn/')

  test.each([
    ['gcr.io/kpt-fn/set-labels:v0.1.5', 'set-labels', 'v0.1.5'],
    [`${CATALOGUE}/set-labels:v0.2`, 'set-labels', 'v0.2'],
    ['gcr.io/kpt-fn-contrib/delete-annotations', 'delete-annotations', undefined],
    ['ghcr.io/hydroam/set-labels:v0.1.0', 'set-labels', undefined],
    ['example.com/kpt-fn/set-labels:v0.1', undefined, 'v0.1'],
  ])('%s means the function and its generation', (text, name, tag) => {
    const image = read(text) as Image
    expect([functionName(image), generationTag(image)]).toEqual([name, tag])
  })

  test.each([
    ['a', 'example.com/fn/a', undefined],
    ['a:v1', 'example.com/fn/a', 'v1'],
    ['localhost/a', 'localhost/a', undefined],
    ['localhost:5000/a/b_c/d--e.f:V1.2_3', 'localhost:5000/a/b_c/d--e.f', 'V1.2_3'],
    ['Example.COM/a:latest', 'Example.COM/a', 'latest'],
    [`example.com/a:v1@${DIGEST}`, 'example.com/a', 'v1'],
  ])('%s', (text, repository, tag) => {
    expect(read(text)).toMatchObject({ repository, ...(tag ? { tag } : {}) })
  })
  test.each([
    '',
    '-v',
    '--privileged',
    '-v/:/host/x',
    'a b',
    'a\n',
    'A/B',
    'a//b',
    'a:',
    'a@sha256:12',
    'a/b:-x',
    './a',
    '../a',
    '/a',
  ])('not %j', (text) => {
    expect(read(text)).toBeUndefined()
  })
})
