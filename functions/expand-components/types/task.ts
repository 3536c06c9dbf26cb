/** `task`: a Job, the only type whose object is named after application and component. */
import type { Evaluate } from '../../../src/oam/definition.ts'
import { type JobParameters, jobSpec } from '../job.ts'

export const task: Evaluate = (properties, context) => ({
  output: {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: `${context.appName}-${context.name}` },
    spec: jobSpec(properties as unknown as JobParameters, context),
  },
})
