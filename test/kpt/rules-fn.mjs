/** The functions of rules.mjs: reads a ResourceList, does what its argument says, writes it. */
import { text } from 'node:stream/consumers'
import { parse, stringify } from 'yaml'

const input = await text(process.stdin)
const list = parse(input)
const [mode, ...words] = process.argv.slice(2)

const own = (item) => item.kind === 'ConfigMap'

const MODES = {
  identity: () => {},
  silent: () => {},
  json: () => {},
  label: () => {
    for (const item of list.items) item.metadata.labels = { ...item.metadata.labels, [words[0]]: words[1] }
  },
  /** Labels each item with its place in the list, so that order shows. */
  number: () => {
    for (const [i, item] of list.items.entries())
      item.metadata.labels = { ...item.metadata.labels, [words[0]]: `n${i}` }
  },
  config: () => {
    const data = list.functionConfig?.data ?? {}
    for (const item of list.items.filter(own)) item.data = { ...item.data, ...data }
  },
  'config-kind': () => {
    for (const item of list.items.filter(own)) item.data = { config: list.functionConfig?.kind ?? 'none' }
  },
  generate: () => {
    list.items.push({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: words[0], ...(words[1] ? { namespace: words[1] } : {}) },
    })
  },
  'generate-at': () => {
    const annotations = { 'internal.config.kubernetes.io/path': words[1] }
    list.items.push({ apiVersion: 'v1', kind: 'Service', metadata: { name: words[0], annotations } })
  },
  delete: () => {
    list.items = list.items.filter((item) => item.metadata.name !== words[0])
  },
  rename: () => {
    for (const item of list.items) if (item.metadata.name === words[0]) item.metadata.name = words[1]
  },
  move: () => {
    for (const item of list.items) {
      if (item.metadata.name === words[0]) Object.assign(item.metadata.annotations, paths(words[1]))
    }
  },
  reverse: () => {
    list.items.reverse()
  },
  results: () => {
    list.results = [
      { message: 'all fine', severity: 'info' },
      { message: 'hm', severity: 'warning', field: { path: 'data.a' } },
    ]
  },
  fail: () => {
    list.results = [{ message: 'not good', severity: 'error' }]
    process.stderr.write('told you\n')
    process.exitCode = 3
  },
}

const named = (name) => list.items.filter((item) => item.metadata.name === name)
const LEGACY = 'config.kubernetes.io/'
const INTERNAL = 'internal.config.kubernetes.io/'
const PACKAGE = `${INTERNAL}package-path`
/** The scratch folder of a test, which is no part of any answer. */
const ROOT = /^.*hydroam-kpt-[^/]+\/p/
const root = () =>
  ROOT.exec(list.items.find((item) => item.metadata.annotations?.[PACKAGE])?.metadata.annotations[PACKAGE])?.[0]

/** kpt gives the fields of a configMap in any order. */
function sorted(value) {
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  )
}

/** How a function sees the place of an item. */
function seen({ metadata: { annotations: a = {} } }) {
  const places = ['path', 'index'].flatMap((key) => [a[LEGACY + key], a[INTERNAL + key]])
  return [...places, a[PACKAGE]?.replace(ROOT, 'ROOT')].map((value) => value ?? '-').join(' ')
}

Object.assign(MODES, {
  /** Records what is seen of every item in a resource of its own. */
  see: () => {
    const data = Object.fromEntries(
      list.items.map((item, i) => [`${i}.${item.kind}.${item.metadata.name}`, seen(item)]),
    )
    list.items.push({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: words[0] ?? 'seen' }, data })
  },
  /** Records the functionConfig in a resource of its own. */
  'see-config': () => {
    const config = list.functionConfig
    const data = {
      json: config ? JSON.stringify(sorted({ ...config, metadata: { name: config.metadata.name } })) : 'none',
      seen: config ? seen(config) : '',
    }
    list.items.push({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: words[0] ?? 'seen-config' }, data })
  },
  annotate: () => {
    for (const item of named(words[0]))
      item.metadata.annotations = { ...item.metadata.annotations, [words[1]]: words[2].replace('ROOT', root()) }
  },
  unannotate: () => {
    for (const item of named(words[0])) for (const key of words.slice(1)) delete item.metadata.annotations[key]
  },
  wipe: () => {
    for (const item of named(words[0])) delete item.metadata.annotations
  },
  copy: () => {
    for (const item of named(words[0]))
      list.items.push(structuredClone({ ...item, metadata: { ...item.metadata, name: words[1] } }))
  },
  /** generate-with NAME KEY=VALUE…: a new item with annotations. */
  'generate-with': () => {
    const annotations = Object.fromEntries(
      words
        .slice(1)
        .map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1).replace('ROOT', root())]),
    )
    list.items.push({ apiVersion: 'v1', kind: 'Service', metadata: { name: words[0], annotations } })
  },
  kind: () => {
    for (const item of named(words[0])) item.kind = words[1]
  },
  namespace: () => {
    for (const item of list.items) item.metadata.namespace = words[0]
  },
  empty: () => {
    list.items = []
  },
  nameless: () => {
    list.items.push({ apiVersion: 'v1', kind: 'Service', metadata: {} })
  },
  insert: () => {
    list.items.push(JSON.parse(words.join(' ')))
  },
  version: () => {
    list.apiVersion = words[0]
  },
  /** What else may stand on stdout. */
  say: () => {
    console.log(words.join(' ').replaceAll('\\n', '\n'))
  },
  'exit-silently': () => {
    process.exitCode = 1
  },
})

function paths(path) {
  return { 'internal.config.kubernetes.io/path': path, 'config.kubernetes.io/path': path }
}

MODES[mode]()
if (!['silent', 'say', 'exit-silently'].includes(mode))
  process.stdout.write(mode === 'json' ? JSON.stringify(list) : stringify(list))
