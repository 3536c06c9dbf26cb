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
  'a function by its digest alone': {
    because: 'hydroam runs its own code, and cannot know which code a digest means',
    answer: (kpts) => ({ ...kpts, exitCode: 1, changed: {}, functions: [] }),
  },
  'a generation that nobody knows': {
    because: 'hydroam runs its own code, which is that of other generations',
    answer: (kpts) => ({ ...kpts, exitCode: 1, changed: {}, functions: [] }),
  },
  'a function that empties the package': {
    because: 'kpt deletes every file, the Kptfile too; a function that dies would delete everything',
    answer: (kpts) => ({ ...kpts, exitCode: 1, deleted: [] }),
  },
}

type Run = Answer['functions'][number]

/** In results, kpt's paths count from a package that they do not name; those of hydroam's functions count from the root package. */
export function withRootPaths(kpts: Answer, ours: Answer): Answer {
  return { ...kpts, functions: kpts.functions.map((run, i) => withPathsOf(run, ours.functions[i])) }
}

function withPathsOf(run: Run, other: Run | undefined): Run {
  if (!run.results) return run
  const results = run.results.map((result, i) => {
    const [path, wider] = [result, other?.results?.[i]].map((one) => (one as Filed | undefined)?.file?.path)
    return path && wider?.endsWith(`/${path}`)
      ? { ...result, file: { ...(result as Filed).file, path: wider } }
      : result
  })
  return { ...run, results }
}

interface Filed {
  readonly file?: { readonly path?: string }
}
