/**
 * A package for every rule of `kpt fn render`: what is read, in which order pipelines run and what they see, what functions may answer, and what
 * is written. kpt's answers are in golden-rules.json, made by tools/ask-kpt-rules.mjs. `FN` stands for the command of rules-fn.mjs.
 */

const kptfile = (name, pipeline = '', metadata = '') =>
  `apiVersion: kpt.dev/v1\nkind: Kptfile\nmetadata:\n  name: ${name}\n${metadata}${pipeline}`
const cm = (name, more = '') => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n${more}`
const annotated = (name, key, value) => cm(name, `  annotations:\n    ${key}: ${value}\n`)
const list = (key, functions) => `  ${key}:\n${functions.map((fn) => `    - ${fn}\n`).join('')}`
const mutators = (...functions) => `pipeline:\n${list('mutators', functions)}`
const validators = (...functions) => `pipeline:\n${list('validators', functions)}`
const both = (first, second) => `pipeline:\n${list('mutators', first)}${list('validators', second)}`
const exec = (words, more = '') => `exec: FN ${words}${more}`
/** A function that prints just this, which holds no single quotes; in double quotes, since YAML reads `: ` in a plain word as a map. */
const saying = (text) => `exec: ${JSON.stringify(`FN say '${text.replaceAll('\n', '\\n')}'`)}`
const withConfig = (words, path) => exec(words, `\n      configPath: ${path}`)
const selecting = (words, selector) => exec(words, `\n      selectors:\n        - ${selector}`)

const two = { 'a.yaml': cm('a', 'data:\n  x: "1"\n'), 'b.yaml': cm('b') }
/** A package with two ConfigMaps, and this pipeline. */
const pkg = (...functions) => ({ Kptfile: kptfile('p', mutators(...functions)), ...two })
/** The same with a subpackage, whose pipeline stands first. */
const family = (child, parent) => ({
  Kptfile: kptfile('p', parent.length > 0 ? mutators(...parent) : ''),
  'a.yaml': cm('a'),
  'sub/Kptfile': kptfile('sub', child.length > 0 ? mutators(...child) : ''),
  'sub/s.yaml': cm('s'),
  'sub/deep/t.yaml': cm('t'),
})

const PATH = 'config.kubernetes.io/path'
const INDEX = 'config.kubernetes.io/index'
const INTERNAL_PATH = 'internal.config.kubernetes.io/path'
const INTERNAL_INDEX = 'internal.config.kubernetes.io/index'
const PACKAGE = 'internal.config.kubernetes.io/package-path'

const answers = {
  'answer: nothing': 'silent',
  'answer: prose': 'say hello there',
  'answer: no items': 'empty',
  'answer: JSON': 'json',
  'answer: nothing and a failure': 'exit-silently',
  'answer: version v1alpha1': 'version config.kubernetes.io/v1alpha1',
  'answer: version v1beta1': 'version config.kubernetes.io/v1beta1',
  'answer: an unknown version': 'version foo/bar',
  'answer: no name': 'nameless',
  'answer: an item that is no object': 'insert \'"text"\'',
  'answer: an empty item': "insert '{}'",
  'answer: a null item': "insert 'null'",
  'answer: a Kustomization without a name':
    'insert \'{"apiVersion":"kustomize.config.k8s.io/v1beta1","kind":"Kustomization"}\'',
}

const LIST = 'apiVersion: config.kubernetes.io/v1\nkind: ResourceList\n'
const ITEMS = 'items:\n- {apiVersion: v1, kind: ConfigMap, metadata: {name: z}}\n'

const sayings = {
  'answer: bad YAML': 'a: [b',
  'answer: a list without items': LIST,
  'answer: a list without items, with a functionConfig': `${LIST}functionConfig: {apiVersion: v1, kind: ConfigMap, metadata: {name: f}}\n`,
  'answer: a list of one new item': LIST + ITEMS,
  'answer: a bare resource': cm('z'),
  'answer: two bare resources': `${cm('y1')}---\n${cm('z')}`,
  'answer: a List': `apiVersion: v1\nkind: List\n${ITEMS}`,
  'answer: a separator in front': `---\n${LIST}${ITEMS}`,
  'answer: a separator behind': `${LIST}${ITEMS}---\n`,
  'answer: a comment in front': `# made by hand\n${LIST}${ITEMS}`,
  'answer: two lists': `${LIST}${ITEMS}---\n${LIST}${ITEMS}`,
  'answer: no kind': LIST.replace('kind: ResourceList\n', '') + ITEMS,
  'answer: another kind': LIST.replace('ResourceList', 'ResourceLists') + ITEMS,
  'answer: ends of lines with CR': `${LIST}${ITEMS}`.replaceAll('\n', '\r\n'),
  'answer: a results list that is none': `${LIST}${ITEMS}results: x\n`,
  'answer: results within results': `${LIST}${ITEMS}results:\n  items:\n  - {message: fine, severity: info}\n`,
  'answer: a result without a severity': `${LIST}${ITEMS}results:\n- {message: hm}\n`,
  'answer: empty results': `${LIST}${ITEMS}results: []\n`,
  'answer: items that are no list': `${LIST}items: {a: b}\n`,
}

const places = {
  'path: seen at the root': ['see'],
  'path: both names changed': [`annotate a ${INTERNAL_PATH} z.yaml`, `annotate b ${PATH} y.yaml`],
  'path: only the legacy name changed': [`annotate a ${PATH} z.yaml`],
  'path: only the internal name changed': [`annotate a ${INTERNAL_PATH} z.yaml`],
  'path: the legacy name removed': [`unannotate a ${PATH} ${INDEX}`],
  'path: the internal name removed': [`unannotate a ${INTERNAL_PATH} ${INTERNAL_INDEX}`],
  'path: both names removed': [`unannotate a ${INTERNAL_PATH} ${PATH}`],
  'path: all annotations removed': ['wipe a'],
  'path: a folder': ['move a x/y/z.yaml'],
  'path: outside': ['move a ../z.yaml'],
  'path: outside by the legacy name': [`annotate a ${PATH} ../z.yaml`],
  'path: cleaned': ['move a x/../z.yaml'],
  'path: with dots': ['move a ./z.yaml'],
  'path: dots in a name': ['move a z..y.yaml'],
  'path: absolute': ['move a /z.yaml'],
  'path: another extension': ['move a z.txt'],
  'path: no extension': ['move a z'],
  'path: of another resource': ['move a b.yaml'],
  'path: of another resource, without an index': ['move a b.yaml', `unannotate a ${INDEX} ${INTERNAL_INDEX}`],
  'path: an index in the middle': [`annotate a ${INDEX} 7`],
  'path: an index that is no number': [`annotate a ${INDEX} x`],
  'path: a copy with all annotations': ['copy a a2'],
  'path: new, with the legacy name': [`generate-with g ${PATH}=g.yaml`],
  'path: new, in an existing file': [`generate-with g ${PATH}=a.yaml`],
  'path: new, with an index that is taken': [`generate-with g ${PATH}=a.yaml ${INDEX}=0`],
  'path: new, with an index that is free': [`generate-with g ${PATH}=a.yaml ${INDEX}=3`],
  'path: new, twice in one file': [`generate-with g ${PATH}=g.yaml`, `generate-with h ${PATH}=g.yaml`],
  'path: two new ones with one default path': ['generate g', 'generate g'],
  'path: new, with both names that differ': [`generate-with g ${PATH}=g.yaml ${INTERNAL_PATH}=h.yaml`],
  'path: new, before the namespace is set': ['generate g', 'namespace shop'],
  'path: new, with a slash in its name': ['generate a/b'],
  'path: into a JSON file': ['move a z.json'],
  'path: renamed, another kind': ['kind a Secret'],
}

const inPackages = {
  'package: seen by both pipelines': [['see child'], ['see parent']],
  'package: a path of the subpackage, changed by the parent': [[], ['move s z.yaml']],
  'package: out of the subpackage': [['move s ../z.yaml'], []],
  'package: out of the subpackage, by the parent': [[], ['move s ../z.yaml']],
  'package: another one': [[], [`annotate a ${PACKAGE} ROOT/sub`]],
  'package: a folder that is none yet': [[], [`annotate a ${PACKAGE} ROOT/new`]],
  'package: outside': [[], [`annotate a ${PACKAGE} /elsewhere`]],
  'package: relative': [[], [`annotate a ${PACKAGE} sub`]],
  'package: the root, said in the subpackage': [[`annotate s ${PACKAGE} ROOT`], ['see']],
  'package: new in the root, by the subpackage': [[`generate-with g ${PACKAGE}=ROOT`], ['see']],
  'package: removed': [[], [`unannotate s ${PACKAGE}`]],
  'package: removed in its own pipeline': [[`unannotate s ${PACKAGE}`], []],
  'package: the Kptfile of the subpackage deleted': [[], ['delete sub']],
  'package: everything of the subpackage deleted': [[], ['delete s', 'delete t', 'delete sub']],
  'package: new in the subpackage': [['generate g shop'], ['label seen yes']],
  'package: new in the Kptfile of the subpackage': [[], [`generate-with g ${PATH}=sub/Kptfile`]],
  'package: a label by the child, then the parent': [['label by child'], ['label by parent']],
  'package: a duplicate across packages': [[], ['generate s']],
}

const configs = {
  'config: seen at its exact path': 'fn.yaml',
  'config: seen with dots': './fn.yaml',
  'config: blank': "' '",
  'config: empty': "''",
  'config: absolute': '/fn.yaml',
  'config: outside': '../fn.yaml',
  'config: dots that stay inside': 'x/../fn.yaml',
  'config: dots in a name': 'f..n.yaml',
  'config: missing': 'nope.yaml',
  'config: of several documents': 'several.yaml',
  'config: of comments and one document': 'commented.yaml',
  'config: no resource': 'plain.yaml',
  'config: no name': 'nameless.yaml',
  'config: ignored': 'ignored.yaml',
  'config: in the subpackage': 'sub/s.yaml',
  'config: no resource file': 'config.txt',
  'config: a slash at its end': 'fn.yaml/',
  'config: JSON': 'fn.json',
  'config: a folder': 'folder',
}
const configFiles = {
  ...two,
  'fn.yaml': cm('fn', 'data:\n  from: file\n'),
  'fn.json': '{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "json"}}\n',
  'commented.yaml': `# one\n---\n${cm('commented')}`,
  '.krmignore': 'ignored.yaml\nplain.yaml\nnameless.yaml\n',
  'ignored.yaml': cm('ignored'),
  'plain.yaml': 'just: data\n',
  'nameless.yaml': 'apiVersion: v1\nkind: ConfigMap\n',
  'config.txt': cm('text'),
  'folder/x.yaml': cm('x'),
  'sub/Kptfile': kptfile('sub'),
  'sub/s.yaml': cm('s'),
}

const values = {
  numbers: 'a: 1\n        b: 1.50\n        c: 0644\n        d: 1e3\n        e: 0x1F\n        f: 12345678901234567890',
  words: 'a: true\n        b: True\n        c: yes\n        d: "yes"\n        e: on',
  nothing: 'a: null\n        b: ~\n        c:\n        d: ""',
  dates: 'a: 2024-01-01\n        b: 2024-01-01T10:00:00Z\n        c: 10:30',
  text: 'a: plain text\n        b: "quoted\\ttab"\n        c: |\n          two\n          lines\n        d: >\n          folded\n          text',
  keys: '1: a\n        true: b\n        z: d\n        b: e',
  'a list': 'a: [1]',
  'an object': 'a: {b: c}',
}

const kptfiles = {
  'an unknown field in metadata': kptfile('p', '', '  generateName: x\n'),
  'an unknown field in info': kptfile('p', 'info:\n  email: x\n'),
  'info of all kinds': kptfile('p', 'info:\n  site: x\n  emails: [a]\n  license: MIT\n  keywords: [b]\n  man: c\n'),
  'an unknown field in upstream': kptfile('p', 'upstream:\n  git: {repo: x, dir: y}\n'),
  'an upstream': kptfile(
    'p',
    'upstream:\n  type: git\n  git: {repo: x, directory: /, ref: main}\n  updateStrategy: resource-merge\n',
  ),
  'an unknown field in the inventory': kptfile('p', 'inventory: {foo: x}\n'),
  'an unknown field in a selector': kptfile('p', mutators(selecting('label a b', 'group: apps'))),
  'an empty pipeline': kptfile('p', 'pipeline: {}\n'),
  'a null pipeline': kptfile('p', 'pipeline: null\n'),
  'null lists': kptfile('p', 'pipeline:\n  mutators: null\n  validators:\n'),
  'a null function': kptfile('p', mutators('null')),
  'a list as pipeline': kptfile('p', 'pipeline: []\n'),
  'an object as mutators': kptfile('p', 'pipeline:\n  mutators: {}\n'),
  'a blank exec': kptfile('p', mutators("exec: '  '")),
  'an empty exec': kptfile('p', mutators("exec: ''")),
  'both image and exec': kptfile('p', mutators('exec: FN identity\n      image: set-labels:v0.2')),
  'an image that is none': kptfile('p', mutators('image: Set-Labels')),
  'an empty configMap beside a configPath': kptfile(
    'p',
    mutators(withConfig('identity', 'a.yaml\n      configMap: {}')),
  ),
  'a named function': kptfile('p', mutators(exec('label a b', '\n      name: first'))),
  'numbers in a selector': kptfile('p', mutators(selecting('label a b', 'name: 5'))),
  'selectors that are no list': kptfile('p', mutators(exec('label a b', '\n      selectors: {}'))),
  'a configMap that is a list': kptfile('p', mutators(exec('identity', '\n      configMap: [a]'))),
  'another kind': kptfile('p').replace('kind: Kptfile', 'kind: Kptfiles'),
  'another group': kptfile('p').replace('kpt.dev/', 'kpt.example/'),
  'an old version': kptfile('p').replace('kpt.dev/v1', 'kpt.dev/v1alpha1'),
  'no name': 'apiVersion: kpt.dev/v1\nkind: Kptfile\n',
  'a name that is a number': kptfile('5'),
  JSON: JSON.stringify({
    apiVersion: 'kpt.dev/v1',
    kind: 'Kptfile',
    metadata: { name: 'p' },
    pipeline: { mutators: [{ exec: 'FN label a b' }] },
  }),
  'CRLF, a byte order mark and a separator':
    `\ufeff# mine\n---\n${kptfile('p', mutators(exec('label a b')))}`.replaceAll('\n', '\r\n'),
  'an alias of a function': kptfile('p', 'pipeline:\n  mutators:\n    - &f\n      exec: FN label a b\n    - *f\n'),
  'nothing for a configuration': kptfile('p', mutators(exec('see-config', '\n      configPath:\n      configMap:'))),
  'an option for an image': kptfile('p', mutators('image: --privileged')),
  'a field twice': kptfile('p', '', '  name: q\n'),
  'nothing in it': '',
  'a second document': `${kptfile('p', mutators(exec('label a b')))}---\n${cm('second')}`,
  'a second Kptfile in it': `${kptfile('p')}---\n${kptfile('q', mutators(exec('label a b')))}`,
  'a newer field: tag': kptfile('p', mutators('image: set-labels\n      tag: v0.2')),
  'a newer field: condition': kptfile('p', mutators(exec('identity', '\n      condition: "true"'))),
  'a newer field: when': kptfile('p', mutators(exec('identity', '\n      when: "true"'))),
  'a newer field: configRef': kptfile('p', mutators(exec('identity', '\n      configRef: {kind: ConfigMap, name: a}'))),
  'a newer field: renderStatus': kptfile('p', 'status:\n  renderStatus:\n    mutationSteps: []\n'),
  'a status': kptfile('p', "status:\n  conditions:\n    - type: Rendered\n      status: 'True'\n"),
}

const cnrm = (name, annotations = '') =>
  `apiVersion: compute.cnrm.cloud.google.com/v1beta1\nkind: ComputeNetwork\nmetadata:\n  name: ${name}\n${annotations && `  annotations:\n    cnrm.cloud.google.com/blueprint: ${annotations}\n`}`

const map = (object, make) => Object.fromEntries(Object.entries(object).map(([name, value]) => [name, make(value)]))
const prefixed = (prefix, object) =>
  Object.fromEntries(Object.entries(object).map(([name, value]) => [`${prefix}: ${name}`, value]))

export const RULES = {
  ...map(answers, (words) => pkg(exec(words))),
  'answer: no items, then another function': pkg(exec('empty'), exec('generate g')),
  ...map(sayings, (text) => pkg(saying(text))),
  ...map(places, (functions) => pkg(...functions.map((words) => exec(words)))),
  ...map(inPackages, ([child, parent]) =>
    family(
      child.map((words) => exec(words)),
      parent.map((words) => exec(words)),
    ),
  ),
  ...map(configs, (path) => ({
    Kptfile: kptfile('p', mutators(withConfig('see-config', path))),
    ...configFiles,
    ...(path === 'f..n.yaml' ? { [path]: cm('dots') } : {}),
  })),
  'config: of an empty file': {
    Kptfile: kptfile('p', mutators(withConfig('see-config', 'empty.yaml'))),
    ...two,
    'empty.yaml': '# nothing\n',
  },
  'config: changed by an earlier function': {
    Kptfile: kptfile('p', mutators(exec('label by first'), withConfig('see-config', 'fn.yaml'))),
    ...configFiles,
    '.krmignore': 'ignored.yaml\nplain.yaml\nnameless.yaml\n',
  },
  'config: changed by an earlier function, with dots': {
    Kptfile: kptfile(
      'p',
      mutators(exec('config', '\n      configMap: {by: first}'), withConfig('config', './fn.yaml')),
    ),
    ...two,
    'fn.yaml': cm('fn', 'data:\n  from: file\n'),
  },
  'config: deleted by an earlier function': {
    Kptfile: kptfile(
      'p',
      mutators(
        exec('config', '\n      configMap: {by: first}'),
        exec('delete fn'),
        withConfig('see-config', 'fn.yaml'),
      ),
    ),
    ...two,
    'fn.yaml': cm('fn', 'data:\n  from: file\n'),
  },
  'config: moved by an earlier function': {
    Kptfile: kptfile(
      'p',
      mutators(
        exec('config', '\n      configMap: {by: first}'),
        exec('move fn other.yaml'),
        withConfig('see-config', 'fn.yaml'),
      ),
    ),
    ...two,
    'fn.yaml': cm('fn', 'data:\n  from: file\n'),
  },
  'config: among the items of its own function': {
    Kptfile: kptfile('p', mutators(withConfig('label by fn', 'fn.yaml'))),
    ...two,
    'fn.yaml': cm('fn'),
  },
  'config: of a validator, changed by a mutator': {
    Kptfile: kptfile('p', both([exec('delete fn')], [withConfig('identity', 'fn.yaml')])),
    ...two,
    'fn.yaml': cm('fn'),
  },
  'config: of a subpackage has its own path': {
    Kptfile: kptfile('p'),
    'fn.yaml': cm('wrong'),
    'sub/Kptfile': kptfile('sub', mutators(withConfig('see-config', 'fn.yaml'))),
    'sub/fn.yaml': cm('right'),
  },
  'config: one for two functions': {
    Kptfile: kptfile('p', mutators(withConfig('config', 'fn.yaml'), withConfig('see-config', 'fn.yaml'))),
    ...two,
    'fn.yaml': cm('fn', 'data:\n  k: v\n'),
  },
  ...prefixed(
    'configMap',
    map(values, (text) => pkg(exec('see-config', `\n      configMap:\n        ${text}`))),
  ),
  ...prefixed(
    'Kptfile',
    map(kptfiles, (text) => ({ Kptfile: text, ...two })),
  ),
  'Kptfile: ignored, its pipeline runs': { ...pkg(exec('label a b')), '.krmignore': 'Kptfile\n' },
  'Kptfile: broken in a subpackage': { ...family([exec('label a b')], []), 'z/Kptfile': kptfile('z', 'foo: bar\n') },
  'order: three levels': {
    Kptfile: kptfile('p', mutators(exec('see root'))),
    'm.yaml': cm('m'),
    'a/Kptfile': kptfile('a', mutators(exec('see a'))),
    'a/x.yaml': cm('x'),
    'a/n/Kptfile': kptfile('inner', mutators(exec('see inner'))),
    'a/n/v.yaml': cm('v'),
    'z/plain/Kptfile': kptfile('z', mutators(exec('see z'))),
    'z/plain/w.yaml': cm('w'),
    'z/between.yaml': cm('between'),
  },
  'order: files of one package': {
    Kptfile: kptfile('p', mutators(exec('number n'))),
    'b.yaml': cm('b'),
    'a/z.yaml': cm('z'),
    'B.yaml': cm('upper'),
    'a.yaml': cm('a'),
    'a-b.yaml': cm('ab'),
    '10.yaml': cm('ten'),
    '9.yaml': cm('nine'),
  },
  'order: another one in a file': {
    Kptfile: kptfile('p', mutators(exec('reverse'))),
    'abc.yaml': `${cm('a')}---\n${cm('b')}---\n${cm('c')}`,
  },
  'order: an exec with quotes': pkg(`exec: "FN label 'a' \\"b\\""`),
  'order: an exec that may not be found, third': pkg(
    exec('label a b'),
    exec('label c d'),
    'exec: no-such-program-anywhere',
  ),
  'validators: after mutators, in any place': {
    Kptfile: kptfile('p', `${validators(exec('identity'))}${list('mutators', [exec('label a b')])}`),
    ...two,
  },
  'validators: see what mutators made': {
    Kptfile: kptfile('p', both([exec('delete a')], [selecting('fail', 'name: a')])),
    ...two,
  },
  'validators: their changes are dropped': { Kptfile: kptfile('p', validators(exec('empty'))), ...two },
  'validators: a broken answer': { Kptfile: kptfile('p', validators(exec('nameless'))), ...two },
  'selectors: new ones join behind': pkg(selecting('generate g', 'name: b'), exec('number n')),
  'selectors: the order stays': {
    ...pkg(selecting('reverse', 'kind: ConfigMap'), exec('number n')),
    'c.yaml': cm('c'),
  },
  'selectors: wiped annotations': pkg(selecting('wipe a', 'name: a')),
  'selectors: by an internal annotation': pkg(selecting('label a b', `annotations: {${INTERNAL_PATH}: a.yaml}`)),
  'selectors: by namespace': {
    ...pkg(selecting('label a b', 'namespace: shop')),
    'shop.yaml': cm('shop', '  namespace: shop\n'),
  },
  'selectors: by version': pkg(selecting('label a b', 'apiVersion: v1')),
  'selectors: a name is no expression': pkg(selecting('label a b', "name: 'a.*'")),
  'selectors: twice the same resource': pkg(
    exec('label a b', '\n      selectors:\n        - name: a\n        - kind: ConfigMap'),
  ),
  'selectors: by two labels': {
    ...pkg(selecting('label q r', 'labels: {a: b, c: d}')),
    'c.yaml': cm('c', '  labels: {a: b}\n'),
    'd.yaml': cm('d', '  labels: {a: b, c: d, e: f}\n'),
  },
  'selectors: one of nothing': pkg(selecting('label q r', 'null')),
  'selectors: exclusions, any of which suffices': pkg(
    exec('label q r', '\n      exclude:\n        - name: a\n        - name: b'),
  ),
  'selectors: an exclusion whose fields must all fit': pkg(
    exec('label q r', '\n      exclude:\n        - name: a\n          kind: Secret'),
  ),
  'selectors: an empty exclusion': pkg(exec('label a b', '\n      exclude:\n        - {}')),
  'selectors: everything excluded': pkg(
    exec('generate g', '\n      exclude:\n        - kind: ConfigMap\n        - kind: Kptfile'),
  ),
  'selectors: in a validator': { Kptfile: kptfile('p', validators(selecting('fail', 'name: nobody'))), ...two },
  'read: hidden folders, other names': {
    ...pkg(exec('label a b')),
    '.h/x.yaml': cm('x'),
    'node_modules/v.yaml': cm('v'),
    'K.YAML': 'no: resource\n',
    'x.yaml.txt': 'no',
    'z.yml': cm('z'),
  },
  'read: a list kind': { ...pkg(), 'list.yaml': `apiVersion: v1\nkind: List\nitems: []\n` },
  'read: a bare sequence': { ...pkg(), 'seq.yaml': '- a\n- b\n' },
  'read: an empty object': { ...pkg(), 'empty.yaml': '{}\n' },
  'read: a scalar': { ...pkg(), 'scalar.yaml': 'hello\n' },
  'read: bad YAML': { ...pkg(), 'bad.yaml': 'a: [b\n' },
  'read: a directive': { ...pkg(), 'directive.yaml': `%YAML 1.2\n---\n${cm('d')}` },
  'read: text behind a separator': { ...pkg(), 'sep.yaml': `--- foo\n${cm('d')}` },
  'read: no kind': { ...pkg(), 'x.yaml': 'apiVersion: v1\nmetadata:\n  name: x\n' },
  'read: no apiVersion': { ...pkg(), 'x.yaml': 'kind: ConfigMap\nmetadata:\n  name: x\n' },
  'read: no name, in a subpackage without a pipeline': {
    ...family([], []),
    'sub/x.yaml': 'apiVersion: v1\nkind: ConfigMap\n',
  },
  'read: null and comments only': {
    ...pkg(exec('label a b')),
    'n.yaml': 'null\n',
    'c.yaml': '# comment\n',
    'e.yaml': '',
  },
  'read: CRLF and a byte order mark': {
    ...pkg(exec('label a b')),
    'w.yaml': `\ufeff${cm('w')}---\n${cm('x')}`.replaceAll('\n', '\r\n'),
  },
  'read: JSON with two documents': {
    ...pkg(exec('label a b')),
    'j.json':
      '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"j"}}\n---\n{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"k"}}\n',
  },
  'read: odd file names': {
    ...pkg(exec('label a b')),
    'my file.yaml': cm('c'),
    'ä/ö.yaml': cm('d'),
    '-x.yaml': cm('e'),
    '.yaml': cm('f'),
    '.json': '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"g"}}',
  },
  'read: empty documents between others': {
    ...pkg(exec('number n')),
    'm.yaml': `---\n---\n${cm('c')}---\n# nothing\n---\n${cm('d')}`,
  },
  'read: a comment and blanks behind separators': {
    ...pkg(exec('label a b')),
    'm.yaml': `${cm('c')}--- # second\n${cm('d')}---   \n${cm('e')}`,
  },
  'read: a separator in a block of text': {
    ...pkg(exec('label a b')),
    'm.yaml': cm('c', 'data:\n  t: |\n    a\n    ---\n    b\n'),
  },
  'read: an end of a document': { ...pkg(exec('label a b')), 'm.yaml': `${cm('c')}...\n---\n${cm('d')}` },
  'read: no end of the last line': { ...pkg(exec('label a b')), 'm.yaml': `${cm('c')}---\n${cm('d')}`.trimEnd() },
  'read: JSON with numbers and signs': {
    ...pkg(exec('label a b')),
    'j.json':
      '{\n\t"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "j"}, "data": {"a": "<b>"}, "n": 1.5, "z": null}\n',
  },
  'read: an empty JSON file': { ...pkg(exec('label a b')), 'j.json': '' },
  'read: a JSON list': {
    ...pkg(exec('label a b')),
    'j.json': '[{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"j"}}]',
  },
  'read: an anchor': { ...pkg(exec('label a b')), 'm.yaml': cm('c', 'data:\n  a: &q one\n  b: *q\n') },
  'read: a tab': { ...pkg(exec('label a b')), 'm.yaml': cm('c', 'data:\n\ta: one\n') },
  'read: a template': { ...pkg(exec('label a b')), 'm.yaml': 'kind: {{ .Values.x }}\n' },
  'read: a name that is a number': {
    ...pkg(exec('label a b')),
    'm.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: 5\n',
  },
  'read: a name that is empty': {
    ...pkg(exec('label a b')),
    'm.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ""\n',
  },
  'read: a name for the cluster to make': {
    ...pkg(exec('label a b')),
    'm.yaml': 'apiVersion: v1\nkind: Pod\nmetadata:\n  generateName: x-\n',
  },
  'read: an annotation that is a number': { ...pkg(exec('identity')), 'm.yaml': annotated('c', 'a', '5') },
  'read: labels and annotations of nothing': {
    ...pkg(exec('label a b')),
    'm.yaml': cm('c', '  labels:\n  annotations:\n'),
  },
  'read: a Kptfile in a hidden folder': {
    ...pkg(exec('label a b')),
    '.h/Kptfile': kptfile('h', mutators(exec('label c d'))),
    '.h/x.yaml': cm('c'),
  },
  'read: a Kptfile in the folder of git': {
    ...pkg(exec('label a b')),
    '.git/Kptfile': kptfile('h', mutators(exec('label c d'))),
    '.git/x.yaml': cm('c'),
  },
  'read: a folder called Kptfile': { ...pkg(exec('label a b')), 'sub/Kptfile/x.yaml': cm('c') },
  'read: a Kptfile with an extension': {
    ...pkg(exec('label a b')),
    'Kptfile.yaml': kptfile('q', mutators(exec('label c d'))),
  },
  'read: an empty Kptfile of a subpackage': { ...pkg(exec('label a b')), 'sub/Kptfile': '' },
  'read: a subpackage below a plain folder': {
    ...pkg(exec('see')),
    'a/b/c/Kptfile': kptfile('c'),
    'a/b/c/d.yaml': cm('d'),
    'a/b/e.yaml': cm('e'),
  },
  'kustomization: by its file name': {
    ...pkg(exec('label a b')),
    'k/kustomization.yml': 'resources: []\n',
    'l/Kustomization': 'not: read\n',
  },
  'kustomization: with a kind and no name': {
    ...pkg(exec('identity')),
    'kustomization.yaml': 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: []\n',
  },
  'kustomization: by its group, in any file': {
    ...pkg(exec('identity')),
    'x.yaml': 'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n',
  },
  'kustomization: by its kind alone': { ...pkg(exec('identity')), 'x.yaml': 'kind: Kustomization\nresources: []\n' },
  'kustomization: of another group': {
    ...pkg(exec('identity')),
    'x.yaml': 'apiVersion: foo/v1\nkind: Kustomization\n',
  },
  'kustomization: of another kind in its file': {
    ...pkg(exec('identity')),
    'kustomization.yaml': 'apiVersion: foo/v1\nkind: Other\n',
  },
  'annotations: the path of a user': { ...pkg(exec('see')), 'u.yaml': annotated('u', PATH, 'lie.yaml') },
  'annotations: the index of a user': { ...pkg(exec('see')), 'u.yaml': annotated('u', INDEX, "'7'") },
  'annotations: the internal path of a user': {
    ...pkg(exec('see')),
    'u.yaml': annotated('u', INTERNAL_PATH, 'lie.yaml'),
  },
  'annotations: the package of a user': { ...pkg(exec('see')), 'u.yaml': annotated('u', PACKAGE, '/lie') },
  'annotations: the id of a user': { ...pkg(exec('identity')), 'u.yaml': annotated('u', 'config.k8s.io/id', "'9'") },
  'annotations: internal ones of a user': {
    ...pkg(exec('identity')),
    'u.yaml': annotated('u', 'internal.config.kubernetes.io/foo', 'bar'),
  },
  'annotations: internal ones of a user, no pipeline': {
    Kptfile: kptfile('p'),
    'u.yaml': annotated('u', 'internal.config.kubernetes.io/foo', 'bar'),
    'v.yaml': annotated('v', PATH, 'lie.yaml'),
  },
  'annotations: internal ones of a function': pkg(
    exec('annotate a internal.config.kubernetes.io/foo bar'),
    exec('annotate b config.kubernetes.io/foo bar'),
  ),
  'annotations: kustomize previous names': {
    ...pkg(exec('identity')),
    'u.yaml': annotated('u', 'internal.config.kubernetes.io/previousNames', 'bar'),
  },
  'annotations: an empty map': { ...pkg(exec('identity')), 'u.yaml': cm('u', '  annotations: {}\n') },
  'write: a file that lost everything goes': { ...pkg(exec('delete x')), 'deep/x.yaml': cm('x') },
  'write: a default path in a namespace': pkg(exec('generate g shop')),
  'write: a default path of an odd name': pkg(exec('generate a:b')),
  'write: over a file that was not read': { ...pkg(exec('generate-at g notes.txt')), 'notes.txt': 'mine\n' },
  'write: a folder in the way': { ...pkg(exec('generate-at g deep')), 'deep/x.yaml': cm('x') },
  'attribution: added, joined, extended': {
    Kptfile: kptfile('p'),
    'c.yaml': [
      cnrm('a'),
      cnrm('b', 'x,kpt-pkg,z'),
      cnrm('c', 'foo'),
      cnrm('d', 'kpt-live-pkg,kpt'),
      cnrm('e', 'kpt-fn'),
    ].join('---\n'),
  },
  'attribution: not for others': { Kptfile: kptfile('p'), ...two },
  'builtin: a package context': pkg('image: builtins/gen-pkg-context'),
  'builtin: a package context again': {
    ...pkg('image: builtins/gen-pkg-context'),
    'package-context.yaml': cm('kptfile.kpt.dev', 'data:\n  name: example\n'),
  },
  'builtin: a package context elsewhere': {
    ...pkg('image: builtins/gen-pkg-context'),
    'x/other.yaml': cm('kptfile.kpt.dev', 'data:\n  name: example\n'),
  },
  'builtin: a package context in a subpackage': family(['image: builtins/gen-pkg-context'], []),
  'builtin: a package context above a subpackage': family([], ['image: builtins/gen-pkg-context']),
  'Kptfile: deleted': pkg(exec('delete p')),
  'Kptfile: renamed': pkg(exec('rename p q')),
  'Kptfile: moved': pkg(exec('move p other.yaml')),
  'ignore: blanks, comments and CR': { ...pkg(exec('label a b')), '.krmignore': '\ufeff\r\n# c\r\n  a.yaml  \r\n' },
  'ignore: a negation in an ignored folder': {
    ...pkg(exec('label a b')),
    'd/c.yaml': cm('c'),
    'd/e.yaml': cm('e'),
    'f/g.yaml': cm('g'),
    '.krmignore': 'd/*\n!d/e.yaml\nf/\n!f/g.yaml\n',
  },
  'ignore: everything': { ...pkg(exec('see')), '.krmignore': '*\n' },
  'ignore: a folder of that name': { ...pkg(exec('label a b')), '.krmignore/x.yaml': cm('c') },
  'ignore: of the parent does not reach a subpackage': {
    ...family([], [exec('label a b')]),
    '.krmignore': 's.yaml\nsub\n',
  },
  'ignore: a subpackage in an ignored folder': {
    Kptfile: kptfile('p', mutators(exec('label a b'))),
    '.krmignore': 'x\n',
    'x/a.yaml': cm('hidden'),
    'x/y/Kptfile': kptfile('inner', mutators(exec('label c d'))),
    'x/y/a.yaml': cm('seen'),
  },
  'ignore: of the subpackage': { ...family([exec('label a b')], []), 'sub/.krmignore': 'deep/\n' },
  'ignore: in a plain folder counts nothing': {
    ...pkg(exec('label a b')),
    'd/.krmignore': '*.yaml\n',
    'd/x.yaml': cm('x'),
  },
  'failure: of the second function': pkg(exec('label a b'), exec('fail')),
  'failure: of a subpackage': family([exec('fail')], [exec('label a b')]),
  'failure: of the parent behind a subpackage': family([exec('label a b')], [exec('fail')]),
  'failure: save-on-render-failure is unknown to beta.56': {
    Kptfile: kptfile(
      'p',
      mutators(exec('label a b'), exec('fail')),
      '  annotations:\n    kpt.dev/save-on-render-failure: "false"\n',
    ),
    ...two,
  },
}
