/** What the functions of the comparison with kpt do to a ResourceList; fn.mjs runs one as a program. Each takes its words, or settings of the same names. */

const own = (item) => item.kind === 'ConfigMap'

function label(item, key, value) {
  item.metadata.labels = { ...item.metadata.labels, [key]: value }
}

function paths(path) {
  return { 'internal.config.kubernetes.io/path': path, 'config.kubernetes.io/path': path }
}

/** `settings` gives the words of the command line names; without words, the functionConfig's `data` says them. */
function settings(list, words, ...names) {
  const data = list.functionConfig?.data ?? {}
  return names.map((name, i) => words[i] ?? data[name])
}

export const MODES = {
  identity: () => {},
  label: (list, words) => {
    for (const item of list.items) label(item, words[0], words[1])
  },
  /** Labels each item with its place in the list, so that order shows. */
  number: (list, words) => {
    for (const [i, item] of list.items.entries()) label(item, words[0], `n${i}`)
  },
  config: (list) => {
    const data = list.functionConfig?.data ?? {}
    for (const item of list.items.filter(own)) item.data = { ...item.data, ...data }
  },
  'config-kind': (list) => {
    for (const item of list.items.filter(own)) item.data = { config: list.functionConfig?.kind ?? 'none' }
  },
  generate: (list, words) => {
    const [name, namespace] = settings(list, words, 'name', 'namespace')
    const metadata = { name, ...(namespace ? { namespace } : {}) }
    list.items.push({ apiVersion: 'v1', kind: 'Service', metadata })
  },
  'generate-at': (list, words) => {
    const [name, path] = settings(list, words, 'name', 'path')
    const annotations = { 'internal.config.kubernetes.io/path': path }
    list.items.push({ apiVersion: 'v1', kind: 'Service', metadata: { name, annotations } })
  },
  delete: (list, words) => {
    const [name] = settings(list, words, 'name')
    list.items = list.items.filter((item) => item.metadata.name !== name)
  },
  rename: (list, words) => {
    const [from, to] = settings(list, words, 'from', 'to')
    for (const item of list.items) if (item.metadata.name === from) item.metadata.name = to
  },
  move: (list, words) => {
    const [name, path] = settings(list, words, 'name', 'path')
    for (const item of list.items) {
      if (item.metadata.name === name) Object.assign(item.metadata.annotations, paths(path))
    }
  },
  reverse: (list) => {
    list.items.reverse()
  },
  results: (list) => {
    list.results = [
      { message: 'all fine', severity: 'info' },
      { message: 'hm', severity: 'warning', field: { path: 'data.a' } },
    ]
  },
  /** A result for every item, with all that a result can say. */
  remark: (list) => {
    list.results = list.items.map(({ apiVersion, kind, metadata: { name, namespace, annotations } }) => ({
      message: `a remark\nabout ${name}`,
      severity: 'info',
      resourceRef: { apiVersion, kind, name, ...(namespace ? { namespace } : {}) },
      field: { path: 'metadata.name', currentValue: name, proposedValue: `${name}-x` },
      file: { path: annotations['internal.config.kubernetes.io/path'], index: 0 },
      tags: { why: 'a test' },
    }))
  },
  /** Says error, and ends well. */
  'soft-error': (list) => {
    list.results = [{ message: 'not good', severity: 'error' }]
  },
  empty: (list) => {
    list.items = []
  },
  fail: (list) => {
    list.results = [{ message: 'not good', severity: 'error' }]
    return { stderr: 'told you\n', exitCode: 3 }
  },
}
