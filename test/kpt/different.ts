/** Where hydroam answers otherwise than kpt on purpose; the README's table gives the reasons to users. */
import type { Answer } from './run.mjs'

export interface Difference {
  readonly because: string
  /** What ours must be, from kpt's. */
  readonly answer: (kpts: Answer) => Answer
}

const configMap = (name: string, more: object) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, labels: { app: 'web' } },
  ...more,
})

export const DIFFERENT: Readonly<Record<string, Difference>> = {
  'a new resource at an absolute path': {
    because: 'kpt drops the slash and writes inside the package; an absolute path is a mistake, and refused',
    answer: (kpts) => ({ ...kpts, exitCode: 1, changed: {}, functions: [] }),
  },
  'two selectors for one resource': {
    because: 'kpt passes the resource twice and then fails; hydroam passes it once',
    answer: () => ({
      exitCode: 0,
      changed: { 'a.yaml': [configMap('a', { data: { x: '1' } })], 'b.yaml': [configMap('b', {})] },
      deleted: [],
      functions: [{ exec: 'FN label app web', exitCode: 0 }],
    }),
  },
  'two validators that fail': {
    because: 'kpt stops at the first; hydroam runs all of them, so that one run shows every problem',
    answer: (kpts) => ({ ...kpts, functions: [...kpts.functions, ...kpts.functions] }),
  },
  'an error that does not fail': {
    because: 'kpt ignores results of severity error when the exit code is 0; the specification says error',
    answer: (kpts) => ({ ...kpts, exitCode: 1 }),
  },
  'a function that empties the package': {
    because: 'kpt deletes every file, the Kptfile too; a function that dies would delete everything',
    answer: (kpts) => ({ ...kpts, exitCode: 1, deleted: [] }),
  },
  'a broken Kptfile of a later subpackage': {
    because: 'kpt writes no results.yaml then; hydroam writes what the functions before it said',
    answer: (kpts) => ({ ...kpts, functions: [{ exec: 'FN label app web', exitCode: 0 }] }),
  },
}

const PATHS = 'paths that functions see and write are to count from the package of the function'
const OF_SUBPACKAGES = [
  12, 50, 58, 63, 68, 70, 75, 84, 90, 94, 101, 114, 130, 136, 139, 146, 152, 160, 164, 166, 183, 195,
]

/** Not as kpt yet: such a test is skipped until it agrees. */
export const PENDING: Readonly<Record<string, string>> = {
  'a configuration as it is written': 'a scalar in `configMap` is to keep its spelling',
  'lists and maps in a configuration': '`configMap` is to hold scalars only',
  'a configuration with two documents': 'a functionConfig is to be the only document of its file',
  'a result for every resource of a subpackage': PATHS,
  ...Object.fromEntries(OF_SUBPACKAGES.map((seed) => [`seed ${seed}`, PATHS])),
}
