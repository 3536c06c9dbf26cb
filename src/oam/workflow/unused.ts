/** Policy and Workflow objects that no Application names, and so change nothing. */
import { getIn } from '../../krm/field-path.ts'
import { describe, type KrmResource } from '../../krm/resource.ts'
import { place, type Result, warning } from '../../krm/result.ts'
import { type Beside, isWorkflow } from './beside.ts'

/** Codes: `policy-unused`, `workflow-unused`. */
export function unusedDocuments(beside: Beside, applications: readonly KrmResource[]): readonly Result[] {
  const workflows = beside.workflows.all
  const refs = new Set(applications.map((source) => key(source, getIn(source, ['spec', 'workflow', 'ref']))))
  const named = [...applications, ...workflows].flatMap((source) => {
    const steps = getIn(source, isWorkflow(source) ? ['steps'] : ['spec', 'workflow', 'steps'])
    return policyNames(steps).map((name) => key(source, name))
  })
  const policies = new Set(named)
  const isUnused = (item: KrmResource, used: ReadonlySet<string>) => !used.has(key(item, item.metadata.name))
  return [
    ...beside.policies.all.filter((item) => isUnused(item, policies)).map((item) => unused('policy-unused', item)),
    ...workflows.filter((item) => isUnused(item, refs)).map((item) => unused('workflow-unused', item)),
  ]
}

/** Of `deploy` steps, also in groups; whatever has another shape is reported elsewhere. */
function policyNames(steps: unknown): readonly unknown[] {
  if (!Array.isArray(steps)) return []
  return steps.flatMap((step) => {
    const names = getIn(step, ['properties', 'policies'])
    return [...(Array.isArray(names) ? names : []), ...policyNames(getIn(step, ['subSteps']))]
  })
}

function key(source: KrmResource, name: unknown): string {
  return `${source.metadata.namespace ?? ''}/${name}`
}

function unused(code: 'policy-unused' | 'workflow-unused', item: KrmResource): Result {
  const where = code === 'policy-unused' ? 'no `deploy` step names it' : 'no Application has it as `workflow.ref`'
  const message = `${describe(item)} changes nothing, because ${where}`
  return warning(code, place(item, ['metadata', 'name']), message, 'name it, or remove it')
}
