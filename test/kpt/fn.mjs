/** A function for the comparison with kpt: reads a ResourceList, does what its argument says, writes it. */
import { text } from 'node:stream/consumers'
import { parse, stringify } from 'yaml'

const input = await text(process.stdin)
const list = parse(input)
const [mode, ...words] = process.argv.slice(2)

const own = (item) => item.kind === 'ConfigMap'

const MODES = {
  identity: () => {},
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

function paths(path) {
  return { 'internal.config.kubernetes.io/path': path, 'config.kubernetes.io/path': path }
}

MODES[mode]()
if (mode !== 'silent') process.stdout.write(stringify(list))
