/** Selectors of labels as KubeVela writes them: the operator that is not said is `In`, and a later patch may say another. */
import { preferred } from '../../src/oam/patch/strategy.ts'

export interface Requirement {
  readonly key: string
  readonly operator?: string
  readonly values?: readonly string[]
}

export interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>>
  readonly matchExpressions?: readonly Requirement[]
}

export function requirements(all: readonly Requirement[] | undefined): readonly object[] | undefined {
  return all?.map(({ key, operator, values }) => ({ key, operator: operator ?? preferred('In'), values }))
}

export function labelSelector(selector: LabelSelector): object {
  return { matchLabels: selector.matchLabels, matchExpressions: requirements(selector.matchExpressions) }
}
