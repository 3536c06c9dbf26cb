/** `labels`: labels of the workload and its pods; null takes one away. A CronJob's pods keep theirs, as in KubeVela. */
import { getIn } from '../../../src/krm/field-path.ts'
import type { Evaluate } from '../../../src/oam/definition.ts'

export const labels: Evaluate = (parameters, { output }) => {
  const change = { metadata: { labels: parameters } }
  const pods = getIn(output, ['spec', 'template']) ? { spec: { template: change } } : {}
  return { patch: { type: 'json-merge-patch', value: { ...change, ...pods } } }
}
