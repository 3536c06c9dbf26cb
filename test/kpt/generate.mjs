/** Packages made from a seed, for the comparison with kpt: resources of many kinds, subpackages, selectors, configurations, .krmignore. */
import { choices } from './random.mjs'
import { HANDS, KINDS } from './resources.mjs'

const NAMES = ['web', 'api', 'db', 'cart', 'mail', 'queue', 'front', 'audit']
const FOLDERS = ['', '', '', 'base/', 'config/', 'deep/er/']
const PREFIXES = ['', 'gcr.io/kpt-fn/', 'ghcr.io/kptdev/krm-functions-catalog/']
const TAGS = ['', ':v0.1', ':v0.4.1', ':latest']
/** The only function that has got so far. */
const FOURTH = 'set-namespace'

/** By name `seed N`: the files of a package, by path. */
export function generatePackages(count, first = 1) {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`seed ${first + i}`, generate(first + i)]))
}

function generate(seed) {
  const random = choices(seed)
  const files = packageFiles(random, 'root', '')
  for (const [i, folder] of random.some(['sub', 'a-b', 'nested/deep', 'B', 'sub/below'], 0.25).entries()) {
    for (const [path, text] of Object.entries(packageFiles(random, `sub${i}`, `${i}`)))
      files[`${folder}/${path}`] = text
  }
  return files
}

function packageFiles(random, name, suffix) {
  const resources = random.times(1, 6, () => resource(random, suffix))
  const unique = resources.filter((one, i) => resources.findIndex((other) => other.key === one.key) === i)
  const files = inFiles(random, unique)
  const configs = {}
  const functions = (least, most, make) => random.times(least, most, (i) => make(random, unique, configs, i))
  const mutators = functions(0, 3, mutator)
  const validators = random.chance(0.3) ? functions(1, 2, validator) : []
  return {
    Kptfile: kptfile(random, name, mutators, validators),
    ...files,
    ...configs,
    ...(random.chance(0.2) ? ignored() : {}),
    ...(random.chance(0.3) ? { 'README.md': '# Notes\n' } : {}),
  }
}

function resource(random, suffix) {
  const kind = random.pick(Object.keys(KINDS))
  const name = `${random.pick(NAMES)}${suffix}`
  const namespace = random.chance(0.3) ? 'shop' : undefined
  const labels = random.chance(0.4) ? { tier: random.pick(['back', 'front']) } : {}
  const annotations = random.chance(0.2) ? { 'example.com/note': 'as "written"' } : {}
  if (random.chance(0.1)) annotations['config.kubernetes.io/local-config'] = random.pick(['true', 'false'])
  const text = random.pick(Object.values(HANDS))(KINDS[kind]({ name, namespace, labels, annotations }))
  return { kind, name, key: `${kind}/${name}`, labels, text }
}

/** Some files hold several documents. */
function inFiles(random, resources) {
  const files = {}
  for (const { kind, name, text } of resources) {
    const own = `${random.pick(FOLDERS)}${kind.toLowerCase()}-${name}.${random.pick(['yaml', 'yaml', 'yml'])}`
    const shared = Object.keys(files)
    const path = shared.length > 0 && random.chance(0.3) ? random.pick(shared) : own
    files[path] = files[path] === undefined ? text : `${files[path]}${text.startsWith('---') ? '' : '---\n'}${text}`
  }
  return files
}

function ignored() {
  const text = KINDS.ConfigMap({ name: 'ignored' })
  return { '.krmignore': 'ignored.yaml\nskipped/\n', 'ignored.yaml': text, 'skipped/x.yaml': 'no: resource\n' }
}

function kptfile(random, name, mutators, validators) {
  const comment = random.chance(0.3) ? '# the pipeline\n' : ''
  const list = (title, functions) => (functions.length > 0 ? `  ${title}:\n${functions.join('')}` : '')
  const pipeline = mutators.length + validators.length > 0 ? `${comment}pipeline:\n` : ''
  return `apiVersion: kpt.dev/v1\nkind: Kptfile\nmetadata:\n  name: ${name}\n${pipeline}${list('mutators', mutators)}${list('validators', validators)}`
}

const NATIVE = {
  'set-labels': (random) => ({
    [random.pick(['app', 'team'])]: random.pick(['one', 'two']),
    'example.com/owner': 'ops',
  }),
  'set-annotations': (random) => ({ 'example.com/by': random.pick(['a', 'yes', '12']) }),
  'set-namespace': (random) => ({ namespace: random.pick(['prod', 'test']) }),
  'set-image': () => ({ name: 'example.com/web', newTag: 'v2' }),
  'ensure-name-substring': (random) => ({ [random.pick(['prepend', 'append'])]: random.pick(['dev-', '-x']) }),
  'search-replace': (random) =>
    random.pick([
      { 'by-value': 'admin', 'put-value': 'root' },
      { 'by-path': 'metadata.name', 'by-value': 'web', 'put-value': 'web2' },
      { 'by-value-regex': 'example.com/(.*)', 'put-value': 'example.org/$1' },
    ]),
  'remove-local-config-resources': undefined,
  'delete-annotations': () => ({ annotationKeys: 'example.com/note' }),
}

/** Functions of test/kpt/modes.mjs. */
const TESTED = {
  'label--team--blue': () => undefined,
  'number--place': () => undefined,
  config: () => ({ from: 'inline', more: 'x' }),
  generate: (random) => ({ name: random.pick(NAMES), ...(random.chance(0.5) ? { namespace: 'shop' } : {}) }),
  'generate-at': (random) => ({ name: 'made', path: random.pick(['made.yaml', 'deep/er/made.yaml', 'x/../y.yaml']) }),
  delete: (random) => ({ name: random.pick(NAMES) }),
  rename: (random) => ({ from: random.pick(NAMES), to: 'renamed' }),
  move: (random) => ({ name: random.pick(NAMES), path: random.pick(['moved.yaml', 'deep/moved.yaml']) }),
  reverse: () => undefined,
  results: () => undefined,
}

function mutator(random, resources, configs, i) {
  if (random.chance(0.12)) return replacements(random, resources, configs, i)
  if (random.chance(0.1)) return upsert(configs, i)
  return declared(random, resources, configs, i, random.chance(0.6) ? NATIVE : TESTED)
}

function validator(random, resources, configs, i) {
  const functions = { results: TESTED.results, 'label--seen--yes': () => undefined, config: TESTED.config }
  return declared(random, resources, configs, `v${i}`, functions)
}

function declared(random, resources, configs, i, functions) {
  const name = random.pick(Object.keys(functions))
  const data = functions[name]?.(random)
  return `    - image: ${image(random, name)}\n${configuration(random, data, configs, i)}${selection(random, resources)}`
}

function image(random, name) {
  const [prefix, tag] = [random.pick(PREFIXES), random.pick(TAGS)]
  return `${prefix}${name}${tag === ':v0.4.1' && name !== FOURTH ? ':v0.1' : tag}`
}

function configuration(random, data, configs, i) {
  if (data === undefined) return ''
  const entries = Object.entries(data).map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`)
  if (random.chance(0.75)) return `      configMap:\n${entries.map((line) => `        ${line}`).join('')}`
  const path = `fn-config-${i}.yaml`
  configs[path] = `${KIND_OF_CONFIG}  name: fn-config-${i}\ndata:\n${entries.map((line) => `  ${line}`).join('')}`
  return `      configPath: ${path}\n`
}

const KIND_OF_CONFIG = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n'

/** One selector at most matches a resource: of two that do, kpt makes an error. */
function selection(random, resources) {
  if (resources.length === 0 || random.chance(0.65)) return ''
  const { kind, name, labels } = random.pick(resources)
  const one = () =>
    random.pick([{ kind }, { name }, { kind, name }, { namespace: 'shop' }, labels.tier ? { labels } : { kind }])
  const selectors = random.chance(0.7) ? [one()] : []
  const exclude = random.chance(0.4) ? [one()] : []
  return `${selectorList('selectors', selectors)}${selectorList('exclude', exclude)}`
}

function selectorList(title, selectors) {
  if (selectors.length === 0) return ''
  return `      ${title}:\n${selectors.map((selector) => `        - ${JSON.stringify(selector)}\n`).join('')}`
}

function replacements(random, resources, configs, i) {
  const source = random.pick(resources)
  const target = random.pick(resources)
  const path = `replacements-${i}.yaml`
  configs[path] = `apiVersion: fn.kpt.dev/v1alpha1
kind: ApplyReplacements
metadata:
  name: replacements-${i}
  annotations:
    config.kubernetes.io/local-config: "true"
replacements:
  - source:
      kind: ${source.kind}
      name: ${source.name}
      fieldPath: metadata.name
    targets:
      - select:
          kind: ${target.kind}
        fieldPaths:
          - metadata.annotations.[example.com/source]
        options:
          create: true
`
  return `    - image: ${image(random, 'apply-replacements')}\n      configPath: ${path}\n`
}

function upsert(configs, i) {
  const path = `upsert-${i}.yaml`
  configs[path] = `apiVersion: v1
kind: ConfigMap
metadata:
  name: upserted
  annotations:
    config.kubernetes.io/local-config: "true"
data:
  a: b
`
  return `    - image: upsert-resource:v0.2\n      configPath: ${path}\n`
}
