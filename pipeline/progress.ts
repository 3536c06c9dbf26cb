/**
 * What `kpt fn render` and `kpt fn eval` show while functions run, for scripts and eyes that know it (kpt `internal/fnruntime/runner.go`).
 * What only informs stands here in kpt's short form; warnings and errors come once, at the end, with their place and hint (report.ts).
 */
import { basename } from 'node:path'
import { formatFieldPath } from '../src/krm/field-path.ts'
import type { Result } from '../src/krm/result.ts'
import type { FunctionSpec } from './kptfile.ts'
import type { Package } from './package.ts'
import { Refusal } from './refusal.ts'
import { printable } from './report.ts'
import type { FunctionRun, StepOptions } from './steps.ts'

export interface Progress extends Required<Pick<StepOptions, 'onPackage' | 'onStart' | 'onRun' | 'onSkip'>> {
  /** Runs `work`, closes what it left open, and takes out of its refusal what was shown already. */
  readonly watch: <T>(work: () => Promise<T>) => Promise<T>
}

/** kpt's `--truncate-output`: no more lines than these of results, and of stderr. */
const MAX_LINES = 4

/** `write` takes whole lines. */
export function progress(isTruncated: boolean, write: (text: string) => void): Progress {
  let open: { readonly name: string; readonly since: number } | undefined
  let root: string | undefined
  let hasFunctions = false
  const closePackage = () => {
    if (hasFunctions && root !== undefined) write('\n')
    hasFunctions = false
  }
  const done = (word: 'PASS' | 'FAIL') => {
    if (open) write(`[${word}] ${quoted(open.name)} in ${duration(now() - open.since)}\n`)
    open = undefined
  }
  return {
    onPackage: (pkg) => {
      closePackage()
      root ??= rootName(pkg)
      write(`Package ${quoted(pkg.path ? `${root}/${pkg.path}` : root)}: \n`)
    },
    onStart: (fn, count) => {
      hasFunctions = true
      open = { name: nameOf(fn), since: now() }
      const selects = [...(fn.selectors ?? []), ...(fn.exclude ?? [])].length > 0
      write(`[RUNNING] ${quoted(open.name)}${selects ? ` on ${count} resource(s)` : ''}\n`)
    },
    onRun: (run) => {
      done(run.answer.exitCode === 0 ? 'PASS' : 'FAIL')
      write(details(run, isTruncated))
    },
    onSkip: (fn) => {
      hasFunctions = true
      write(`[SKIPPED] ${quoted(fn.name ?? nameOf(fn))}\n`)
    },
    watch: async (work) => {
      try {
        return await work()
      } catch (cause) {
        done('FAIL')
        throw cause instanceof Refusal ? unshown(cause) : cause
      } finally {
        closePackage()
      }
    },
  }
}

/** A subpackage comes first; the root's directory ends before the subpackage's path begins. */
function rootName({ directory, path }: Package): string {
  return basename(path ? directory.slice(0, -path.length - 1) : directory)
}

function nameOf({ image, exec }: FunctionSpec): string {
  return image ?? exec ?? ''
}

/** Milliseconds; `performance` would load more of node than a small run does. */
function now(): number {
  const [seconds, nanoseconds] = process.hrtime()
  return seconds * 1e3 + nanoseconds / 1e6
}

/** Go's duration, in tenths of a second. */
function duration(milliseconds: number): string {
  const tenths = Math.floor(milliseconds / 100)
  if (tenths === 0) return '0s'
  if (tenths < 10) return `${tenths}00ms`
  const [minutes, seconds] = [Math.floor(tenths / 600), (tenths % 600) / 10]
  return `${minutes > 0 ? `${minutes}m` : ''}${seconds}s`
}

function details({ answer: { results, stderr, exitCode } }: FunctionRun, isTruncated: boolean): string {
  const infos = results.filter(({ severity }) => severity === 'info').map((result) => `    ${resultLine(result)}`)
  const said = stderr === '' ? [] : stderr.split('\n').map((line) => `    ${quoted(line)}`)
  return [
    ...section('Results', infos, isTruncated),
    ...section('Stderr', said, isTruncated),
    ...(exitCode === 0 ? [] : [`  Exit code: ${exitCode}`]),
  ]
    .map((line) => `${line}\n`)
    .join('')
}

function section(title: string, lines: readonly string[], isTruncated: boolean): readonly string[] {
  if (lines.length === 0) return []
  if (!isTruncated || lines.length <= MAX_LINES) return [`  ${title}:`, ...lines]
  const more = `    ...(${lines.length - MAX_LINES} line(s) truncated, use '--truncate-output=false' to disable)`
  return [`  ${title}:`, ...lines.slice(0, MAX_LINES), more]
}

function resultLine({ severity, resourceRef: ref, field, message, hint }: Result): string {
  const resource = ref && [ref.apiVersion, ref.kind, ref.namespace, ref.name].filter(Boolean).join('/')
  const place = [resource, field && formatFieldPath(field.path)].filter(Boolean).map((part) => ` ${part}`)
  const advice = hint ? ` (${hint})` : ''
  return printable(`[${severity}]${place.join('')}: ${message.replaceAll('\n', ' ')}${advice}`)
}

function quoted(text: string): string {
  return printable(JSON.stringify(text))
}

/** What a program said on stderr was shown when it ended. */
function unshown({ results, sources }: Refusal): Refusal {
  const rest = results.filter(({ severity }) => severity !== 'info')
  return new Refusal(
    rest.map(({ hint, ...result }) =>
      hint === undefined || hint.startsWith('it said: ') ? result : { hint, ...result },
    ),
    sources,
  )
}
