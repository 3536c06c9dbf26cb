/**
 * What kpt since beta.62 writes into the root Kptfile: how the last render in place went. kpt `pkg/lib/kptops/render_executor.go`,
 * `api/kptfile/v1/types.go` (`Status`). Only these fields change; comments and the rest of the file stay, which kpt loses.
 */
import { isObject } from '../src/krm/check.ts'
import { annotation, type KrmResource, PATH } from '../src/krm/resource.ts'
import type { Result } from '../src/krm/result.ts'
import { writeResult } from '../src/krm/wire.ts'
import type { FunctionSpec } from './kptfile.ts'
import { KPTFILE } from './package.ts'
import type { FunctionRun } from './steps.ts'

/** A function that ran, or, without an answer, one that was skipped. */
export type StepRecord = Pick<FunctionRun, 'fn'> & Partial<Pick<FunctionRun, 'answer'>>

/** The items with the status in the root Kptfile; `failure` is what stopped the render. */
export function withStatus(
  items: readonly KrmResource[],
  steps: readonly StepRecord[],
  failure?: readonly Result[],
): readonly KrmResource[] {
  return items.map((item) => {
    return item.kind === KPTFILE && annotation(item, PATH) === KPTFILE
      ? { ...item, status: statusOf(item.status, steps, failure) }
      : item
  })
}

function statusOf(before: unknown, steps: readonly StepRecord[], failure: readonly Result[] | undefined): object {
  const { conditions, renderStatus: _, ...rest } = isObject(before) ? before : {}
  const others = (Array.isArray(conditions) ? conditions : []).filter(({ type }) => type !== 'Rendered')
  return {
    ...rest,
    conditions: [...others, condition(failure)],
    ...(steps.length > 0 ? { renderStatus: renderStatus(steps, failure) } : {}),
  }
}

function condition(failure: readonly Result[] | undefined): object {
  if (!failure) return { type: 'Rendered', status: 'True', reason: 'RenderSuccess' }
  return { type: 'Rendered', status: 'False', reason: 'RenderFailed', message: summary(failure) }
}

function summary(failure: readonly Result[]): string {
  const errors = failure.filter(({ severity }) => severity === 'error')
  return errors.map(({ message }) => message).join('\n')
}

function renderStatus(steps: readonly StepRecord[], failure: readonly Result[] | undefined): object {
  const ofType = (type: FunctionSpec['type']) => steps.filter(({ fn }) => fn.type === type).map(stepResult)
  const failed = steps.filter(({ answer }) => answer && answer.exitCode !== 0)
  const errors = failed.map(({ fn, answer }) => `${fn.name ?? fn.image ?? fn.exec}: exit code ${answer?.exitCode}`)
  return {
    ...nonEmpty('mutationSteps', ofType('mutator')),
    ...nonEmpty('validationSteps', ofType('validator')),
    ...(failure && errors.length > 0 ? { errorSummary: errors.join('\n') } : {}),
  }
}

function stepResult({ fn: { name, image, exec, condition: when }, answer }: StepRecord): object {
  const results = (answer?.results ?? []).map(writeResult)
  const errors = (answer?.results ?? []).filter(({ severity }) => severity === 'error').map(writeResult)
  return {
    ...(name ? { name } : {}),
    ...(image ? { image } : {}),
    ...(exec ? { exec } : {}),
    ...(answer?.stderr ? { stderr: answer.stderr } : {}),
    exitCode: answer?.exitCode ?? 0,
    ...nonEmpty('results', results),
    ...nonEmpty('errorResults', errors),
    ...(when ? { when } : {}),
    ...(answer ? {} : { skipped: true }),
  }
}

function nonEmpty(key: string, list: readonly object[]): object {
  return list.length > 0 ? { [key]: list } : {}
}
