/** `annotations`: annotations of the workload and its pods, those of a CronJob too; null takes one away. */
import { getIn } from '../../../src/krm/field-path.ts'
import type { Evaluate } from '../../../src/oam/definition.ts'

export const annotations: Evaluate = (parameters, { output }) => {
  const metadata = { annotations: parameters }
  const pods = (holder: unknown) => (getIn(holder, ['template']) ? { template: { metadata } } : {})
  const spec = getIn(output, ['spec'])
  const jobs = getIn(spec, ['jobTemplate'])
    ? { jobTemplate: { metadata, ...withSpec(pods(getIn(spec, ['jobTemplate', 'spec']))) } }
    : {}
  return { patch: { type: 'json-merge-patch', value: { metadata, ...withSpec({ ...pods(spec), ...jobs }) } } }
}

/** A merge patch makes every object that it names. */
function withSpec(spec: object): object {
  return Object.keys(spec).length > 0 ? { spec } : {}
}
