/**
 * Asks the real kustomize (`kubectl kustomize`) what its transformers make of our cases, and writes down its answers:
 * test/catalogue/<function>/<case>.golden.yaml. The catalogue's set-annotations, set-image and ensure-name-substring run these transformers'
 * filters, and so did set-labels v0.1 and set-namespace v0.2; set-labels v0.2 has code of its own, written after kustomize's common labels. The catalogue's own programs
 * of these functions cannot be had; ask-functions.mjs asks those that can.
 * Run it again when a case is added or kubectl moves: `node tools/catalogue-oracle/kustomize-transformers.mjs`.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parse, parseAllDocuments, stringify } from 'yaml'

const ROOT = resolve(import.meta.dirname, '../..')

/** The catalogue's fields for images (set-image `transformer/images_transformer.go`). */
const IMAGE_FIELDS = ['containers', 'initContainers'].flatMap((list) => [
  { version: 'v1', kind: 'Pod', path: `spec/${list}[]/image` },
  ...['Deployment', 'StatefulSet', 'ReplicaSet', 'DaemonSet'].map((kind) => {
    return { group: 'apps', version: 'v1', kind, path: `spec/template/spec/${list}[]/image` }
  }),
])

function transformer(kind, settings) {
  return stringify({ apiVersion: 'builtin', kind, metadata: { name: 'asked' }, ...settings })
}

/** How a functionConfig is said to kustomize: fields of the kustomization, and further transformers. */
const QUESTIONS = {
  'set-labels': {
    cases: ['selectors-and-templates', 'only-replaced', 'partial-and-foreign'],
    ask: ({ data }) => ({ commonLabels: data }),
  },
  'set-namespace': {
    cases: ['v0.2-service-accounts'],
    ask: ({ data: { namespace } }) => ({ namespace }),
  },
  'set-annotations': {
    cases: ['pod-templates', 'additional-fields'],
    ask: ({ data, annotations = data, additionalAnnotationFields: fieldSpecs = [] }) => ({
      commonAnnotations: annotations,
      transformers: fieldSpecs.length > 0 ? [transformer('AnnotationsTransformer', { annotations, fieldSpecs })] : [],
    }),
  },
  'set-image': {
    cases: ['tag', 'name', 'digest', 'tag-and-digest', 'registry', 'name-is-no-pattern', 'additional-fields'],
    ask: ({ data, image = data, additionalImageFields = [] }) => ({
      transformers: [
        transformer('ImageTagTransformer', {
          imageTag: image,
          fieldSpecs: [...IMAGE_FIELDS, ...additionalImageFields],
        }),
      ],
    }),
  },
  'ensure-name-substring': {
    cases: ['references', 'namespaces', 'additional-fields'],
    ask: ({ data = {}, substring, editMode, additionalNameFields: fieldSpecs = [] }) => {
      const suffix = data.append ?? (editMode === 'append' ? substring : undefined)
      const prefix = data.prepend ?? (suffix === undefined ? substring : undefined)
      const [kind, more] = prefix ? ['PrefixTransformer', { prefix }] : ['SuffixTransformer', { suffix }]
      return {
        ...(prefix ? { namePrefix: prefix } : { nameSuffix: suffix }),
        transformers: fieldSpecs.length > 0 ? [transformer(kind, { ...more, fieldSpecs })] : [],
      }
    },
  },
}

const folder = mkdtempSync(join(tmpdir(), 'ask-kustomize-'))

function answer(items, question) {
  writeFileSync(join(folder, 'items.yaml'), items.map((item) => stringify(item)).join('---\n'))
  writeFileSync(
    join(folder, 'kustomization.yaml'),
    stringify({ resources: ['items.yaml'], sortOptions: { order: 'fifo' }, ...question }),
  )
  const text = execFileSync('kubectl', ['kustomize', folder], { encoding: 'utf8', timeout: 60_000 })
  return parseAllDocuments(text).map((document) => document.toJS())
}

try {
  const asked = execFileSync('kubectl', ['version', '--client', '-o', 'json'], { encoding: 'utf8' })
  const { kustomizeVersion: kustomize } = JSON.parse(asked)
  for (const [name, { cases, ask }] of Object.entries(QUESTIONS)) {
    const golden = join(ROOT, 'test/catalogue', name)
    mkdirSync(golden, { recursive: true })
    for (const one of cases) {
      const { items, functionConfig } = parse(
        readFileSync(join(ROOT, 'functions', name, 'cases', one, 'input.yaml'), 'utf8'),
      )
      const answered = { kustomize, items: answer(items, ask(functionConfig)) }
      writeFileSync(
        join(golden, `${one}.golden.yaml`),
        stringify(answered, { lineWidth: 0, aliasDuplicateObjects: false }),
      )
    }
  }
} finally {
  rmSync(folder, { recursive: true })
}
