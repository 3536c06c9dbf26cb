/** Packages whose rendering kpt was asked for: see tools/ask-kpt-render.mjs. `FN` stands for the command of fn.mjs. */

const kptfile = (name, pipeline = '') =>
  `apiVersion: kpt.dev/v1\nkind: Kptfile\nmetadata:\n  name: ${name}\n${pipeline}`
const cm = (name, more = '') => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n${more}`
const mutators = (...functions) => `pipeline:\n  mutators:\n${functions.map((fn) => `    - ${fn}\n`).join('')}`
const validators = (...functions) => `  validators:\n${functions.map((fn) => `    - ${fn}\n`).join('')}`
const exec = (words, more = '') => `exec: FN ${words}${more}`

const two = { 'a.yaml': cm('a', 'data:\n  x: "1"\n'), 'b.yaml': cm('b') }

export const CASES = {
  'no pipeline': { Kptfile: kptfile('p'), ...two },
  'an identity': { Kptfile: kptfile('p', mutators(exec('identity'))), ...two },
  'a label on everything': { Kptfile: kptfile('p', mutators(exec('label app web'))), ...two },
  'two functions, in order': { Kptfile: kptfile('p', mutators(exec('label app one'), exec('label app two'))), ...two },
  'a function on a subset by kind': {
    Kptfile: kptfile('p', mutators(exec('label app web', '\n      selectors:\n        - kind: ConfigMap'))),
    ...two,
  },
  'a selector by name or by another name': {
    Kptfile: kptfile('p', mutators(exec('label app web', '\n      selectors:\n        - name: a\n        - name: b'))),
    ...two,
    'c.yaml': cm('c'),
  },
  'a selector whose fields must all fit': {
    Kptfile: kptfile(
      'p',
      mutators(exec('label app web', '\n      selectors:\n        - name: a\n          kind: Secret')),
    ),
    ...two,
  },
  'a selector by labels': {
    Kptfile: kptfile(
      'p',
      mutators(exec('label app web', '\n      selectors:\n        - labels:\n            tier: db')),
    ),
    ...two,
    'c.yaml': cm('c').replace('  name: c\n', '  name: c\n  labels:\n    tier: db\n'),
  },
  'an exclusion': {
    Kptfile: kptfile('p', mutators(exec('label app web', '\n      exclude:\n        - name: a'))),
    ...two,
  },
  'a selector and an exclusion': {
    Kptfile: kptfile(
      'p',
      mutators(
        exec('label app web', '\n      selectors:\n        - kind: ConfigMap\n      exclude:\n        - name: a'),
      ),
    ),
    ...two,
  },
  'a selector that fits nothing': {
    Kptfile: kptfile('p', mutators(exec('generate made', '\n      selectors:\n        - kind: Nothing'))),
    ...two,
  },
  'an empty selector': {
    Kptfile: kptfile('p', mutators(exec('label app web', '\n      selectors:\n        - {}'))),
    ...two,
  },
  'a deletion on a subset': {
    Kptfile: kptfile('p', mutators(exec('delete a', '\n      selectors:\n        - kind: ConfigMap'))),
    ...two,
  },
  'inline configuration': {
    Kptfile: kptfile(
      'p',
      mutators(
        exec(
          'config',
          '\n      configMap:\n        number: 1\n        truth: true\n        text: yes it is\n        date: 2024-01-01',
        ),
      ),
    ),
    ...two,
  },
  'an empty inline configuration': {
    Kptfile: kptfile('p', mutators(exec('config-kind', '\n      configMap: {}'))),
    ...two,
  },
  'no configuration': { Kptfile: kptfile('p', mutators(exec('config-kind'))), ...two },
  'a configuration file': {
    Kptfile: kptfile('p', mutators(exec('config', '\n      configPath: fn.yaml'))),
    ...two,
    'fn.yaml': cm('fn', 'data:\n  from: file\n'),
  },
  'a configuration that an earlier function changed': {
    Kptfile: kptfile(
      'p',
      mutators(
        exec('config', '\n      configMap:\n        from: earlier'),
        exec('config', '\n      configPath: fn.yaml'),
      ),
    ),
    ...two,
    'fn.yaml': cm('fn', 'data:\n  also: file\n'),
  },
  'a configuration that is not there': {
    Kptfile: kptfile('p', mutators(exec('config', '\n      configPath: nope.yaml'))),
    ...two,
  },
  'a configuration outside': {
    Kptfile: kptfile('p', mutators(exec('config', '\n      configPath: ../fn.yaml'))),
    ...two,
  },
  'a new resource': { Kptfile: kptfile('p', mutators(exec('generate made'))), ...two },
  'a new resource in a namespace': { Kptfile: kptfile('p', mutators(exec('generate made shop'))), ...two },
  'a new resource with a path': { Kptfile: kptfile('p', mutators(exec('generate-at made deep/er/made.yaml'))), ...two },
  'a new resource in an existing file': { Kptfile: kptfile('p', mutators(exec('generate-at made a.yaml'))), ...two },
  'a new resource outside': { Kptfile: kptfile('p', mutators(exec('generate-at made ../made.yaml'))), ...two },
  'a new resource at a path that cleans up': {
    Kptfile: kptfile('p', mutators(exec('generate-at made x/../made.yaml'))),
    ...two,
  },
  'a new resource at an absolute path': {
    Kptfile: kptfile('p', mutators(exec('generate-at made /made.yaml'))),
    ...two,
  },
  'a deletion': { Kptfile: kptfile('p', mutators(exec('delete a'))), ...two },
  'a deletion of one of two in a file': {
    Kptfile: kptfile('p', mutators(exec('delete a'))),
    'ab.yaml': `${cm('a')}---\n${cm('b')}`,
  },
  'a renaming': { Kptfile: kptfile('p', mutators(exec('rename a z'))), ...two },
  'a move to another file': { Kptfile: kptfile('p', mutators(exec('move a elsewhere.yaml'))), ...two },
  'another order': {
    Kptfile: kptfile('p', mutators(exec('reverse'))),
    'ab.yaml': `${cm('a')}---\n${cm('b')}`,
    'c.yaml': cm('c'),
  },
  'results that are no errors': { Kptfile: kptfile('p', mutators(exec('results'))), ...two },
  'a function that fails': {
    Kptfile: kptfile('p', mutators(exec('label app web'), exec('fail'), exec('label app never'))),
    ...two,
  },
  'a validator that changes things': {
    Kptfile: kptfile('p', mutators(exec('label app web')) + validators(exec('label app changed'))),
    ...two,
  },
  'a validator that fails': {
    Kptfile: kptfile('p', mutators(exec('label app web')) + validators(exec('fail'))),
    ...two,
  },
  'a subpackage': {
    Kptfile: kptfile('p', mutators(exec('label parent yes'))),
    'a.yaml': cm('a'),
    'sub/Kptfile': kptfile('sub', mutators(exec('label child yes'))),
    'sub/b.yaml': cm('b'),
  },
  'subpackages in their order': {
    Kptfile: kptfile('p', mutators(exec('number root'))),
    'm.yaml': cm('m'),
    'B/Kptfile': kptfile('B', mutators(exec('number own'))),
    'B/b.yaml': cm('b'),
    'a-b/Kptfile': kptfile('a-b'),
    'a-b/x.yaml': cm('x'),
    'a/b/Kptfile': kptfile('deep', mutators(exec('number own'))),
    'a/b/q.yaml': cm('q'),
  },
  'a new resource of a subpackage': {
    Kptfile: kptfile('p'),
    'sub/Kptfile': kptfile('sub', mutators(exec('generate made'))),
    'sub/b.yaml': cm('b'),
  },
  'a configuration of a subpackage': {
    Kptfile: kptfile('p'),
    'sub/Kptfile': kptfile('sub', mutators(exec('config', '\n      configPath: fn.yaml'))),
    'sub/b.yaml': cm('b'),
    'sub/fn.yaml': cm('fn', 'data:\n  from: sub\n'),
  },
  'ignored files': {
    Kptfile: kptfile('p', mutators(exec('label app web'))),
    '.krmignore': 'skip.yaml\nskipped/\n# comment\n*.tmp.yaml\n!keep.tmp.yaml\n',
    ...two,
    'skip.yaml': cm('s'),
    'skipped/x.yaml': cm('x'),
    'a.tmp.yaml': cm('t'),
    'keep.tmp.yaml': cm('k'),
  },
  'hidden folders, JSON and other files': {
    Kptfile: kptfile('p', mutators(exec('label app web'))),
    '.hidden/h.yaml': cm('h'),
    'j.json': '{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "j"}}\n',
    'k.yml': cm('k'),
    'notes.txt': 'hello\n',
    'K.YAML': 'not: a resource\n',
  },
  'comments and blank documents': {
    Kptfile: kptfile('p', mutators(exec('label app web'))),
    'c.yaml': `# only a comment\n---\n${cm('a')}---\n---\n# tail\n`,
    'empty.yaml': '# nothing\n',
  },
  'a file that is no resource': { Kptfile: kptfile('p'), ...two, 'x.yaml': 'just: data\n' },
  'a resource without a name': {
    Kptfile: kptfile('p'),
    ...two,
    'x.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {}\n',
  },
  'a kustomization': {
    Kptfile: kptfile('p', mutators(exec('identity'))),
    ...two,
    'kustomization.yaml': 'resources:\n  - a.yaml\n',
  },
  'an unknown field in the Kptfile': { Kptfile: kptfile('p', 'pipelin:\n  mutators: []\n'), ...two },
  'an unknown field in a function': { Kptfile: kptfile('p', mutators(exec('identity', '\n      config: x'))), ...two },
  'an old Kptfile': { Kptfile: kptfile('p').replace('kpt.dev/v1', 'kpt.dev/v1alpha2'), ...two },
  'both configurations': {
    Kptfile: kptfile('p', mutators(exec('identity', '\n      configPath: a.yaml\n      configMap:\n        a: b'))),
    ...two,
  },
  'neither image nor exec': { Kptfile: kptfile('p', mutators('name: nothing')), ...two },
  'no Kptfile': two,
  'a configuration as it is written': {
    Kptfile: kptfile(
      'p',
      mutators(
        exec(
          'config',
          '\n      configMap: {a: yes, b: "on", c: 0644, d: 1.50, e: ~, f: 2024-01-01, g: 0x1F, h: 1e3, i: "x y"}\n      selectors:\n        - kind: ConfigMap',
        ),
      ),
    ),
    ...two,
  },
  'two selectors for one resource': {
    Kptfile: kptfile(
      'p',
      mutators(exec('label app web', '\n      selectors:\n        - name: a\n        - kind: ConfigMap')),
    ),
    ...two,
  },
  'two validators that fail': { Kptfile: kptfile('p', `pipeline:\n${validators(exec('fail'), exec('fail'))}`), ...two },
  'an error that does not fail': { Kptfile: kptfile('p', mutators(exec('soft-error'))), ...two },
  'a function that empties the package': { Kptfile: kptfile('p', mutators(exec('empty'))), ...two },
  'a function that empties the rest of a selection': {
    Kptfile: kptfile('p', mutators(exec('empty', '\n      selectors:\n        - kind: ConfigMap'))),
    ...two,
  },
  'a result for every resource': { Kptfile: kptfile('p', mutators(exec('remark'))), ...two, 'deep/er/c.yaml': cm('c') },
  'a result for every resource of a subpackage': {
    Kptfile: kptfile('p'),
    'sub/Kptfile': kptfile('sub', mutators(exec('remark'))),
    'sub/deep/b.yaml': cm('b'),
  },
  'functions by every name': {
    Kptfile: kptfile(
      'p',
      mutators(
        'image: set-labels\n      configMap: {a: one}',
        'image: set-labels:v0.2\n      configMap: {b: two}',
        'image: gcr.io/kpt-fn/set-labels:v0.1.5\n      configMap: {c: three}',
        'image: ghcr.io/kptdev/krm-functions-catalog/set-labels:v0.2.0\n      configMap: {d: four}',
        'image: set-labels:latest\n      configMap: {e: five}',
      ),
    ),
    ...two,
  },
  'a function by its digest alone': {
    Kptfile: kptfile('p', mutators(`image: set-labels@sha256:${'a'.repeat(64)}\n      configMap: {a: one}`)),
    ...two,
  },
  'a generation that nobody knows': {
    Kptfile: kptfile('p', mutators('image: set-labels:v7\n      configMap: {a: one}')),
    ...two,
  },
  'set-labels of two generations': {
    Kptfile: kptfile(
      'p',
      mutators(
        'image: set-labels:v0.1.5\n      configMap: {one: v0.1}\n      selectors: [{name: a}, {name: one}]',
        'image: gcr.io/kpt-fn/set-labels:v0.2.0\n      configMap: {two: v0.2}\n      selectors: [{name: b}, {name: two}]',
      ),
    ),
    ...two,
    'one.yaml':
      'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata:\n  name: one\nspec:\n  selector:\n    matchLabels: {}\n',
    'two.yaml':
      'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata:\n  name: two\nspec:\n  selector:\n    matchLabels: {}\n',
  },
  'set-namespace of four generations': {
    Kptfile: kptfile(
      'p',
      mutators(
        'image: set-namespace:v0.1.4\n      configMap: {namespace: v01}\n      selectors: [{name: p}]',
        'image: set-namespace:v0.2\n      configMap: {namespace: v02}\n      selectors: [{name: a}]',
        'image: set-namespace:v0.3.4\n      configMap: {namespace: v03}\n      selectors: [{name: a}, {name: b}]',
        'image: set-namespace:v0.4.1\n      configMap: {namespace: v04}\n      selectors: [{name: b}]',
      ),
    ),
    ...two,
  },
  'an image with a strange name': { Kptfile: kptfile('p', mutators('image: "set labels"')), ...two },
  'a native function that refuses its configuration': {
    Kptfile: kptfile('p', mutators('image: set-labels:v0.2\n      configMap: {a: one}', 'image: set-namespace:v0.4.1')),
    ...two,
  },
  'a broken Kptfile of a later subpackage': {
    Kptfile: kptfile('p'),
    'a/Kptfile': kptfile('a', mutators(exec('label app web'))),
    'a/a.yaml': cm('a'),
    'b/Kptfile': kptfile('b', 'pipelin: {}\n'),
  },
  'a name for a function': { Kptfile: kptfile('p', mutators(exec('label app web', '\n      name: first'))), ...two },
  'lists and maps in a configuration': {
    Kptfile: kptfile('p', mutators(exec('config', '\n      configMap: {a: [b]}'))),
    ...two,
  },
  'a configuration with two documents': {
    Kptfile: kptfile('p', mutators(exec('config', '\n      configPath: fn.yaml'))),
    'fn.yaml': `${cm('fn')}---\n${cm('fn2')}`,
  },
  'a configuration that is a list': {
    Kptfile: kptfile('p', mutators(exec('config', '\n      configPath: fn.yaml'))),
    'fn.yaml': '- a\n',
  },
  'a configuration of a subpackage for its parent': {
    Kptfile: kptfile('p', mutators(exec('config', '\n      configPath: sub/fn.yaml'))),
    'sub/Kptfile': kptfile('sub'),
    'sub/fn.yaml': cm('fn'),
  },
  'a move into a subpackage': {
    Kptfile: kptfile('p', mutators(exec('move a sub/a.yaml'))),
    ...two,
    'sub/Kptfile': kptfile('sub'),
  },
  'several documents, one of them first in its file by name': {
    Kptfile: kptfile('p', mutators(exec('rename a b'))),
    'x.yaml': `${cm('a')}---\n${cm('z')}`,
  },
  'a resource twice': { Kptfile: kptfile('p', mutators(exec('label app web'))), 'a.yaml': cm('a'), 'b.yaml': cm('a') },
  'an ignore file of a subpackage': {
    Kptfile: kptfile('p'),
    '.krmignore': 'b.yaml\n',
    'sub/Kptfile': kptfile('sub', mutators(exec('label app web'))),
    'sub/.krmignore': 'c.yaml\n',
    'sub/b.yaml': cm('b'),
    'sub/c.yaml': cm('c'),
  },
}
