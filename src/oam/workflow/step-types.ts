/** The steps of KubeVela's workflows (`vela-templates/definitions/internal/workflowstep`), by what they mean without a cluster. */

/** They say what is deployed. Their parameters are `../parameters/<type>.schema.json`. */
export const DEPLOYING: readonly string[] = ['apply-component', 'apply-object', 'deploy']

/** A step that only holds others. */
export const GROUP = 'step-group'

/** They wait, ask and tell: what is deployed is the same without them. */
const WATCHING: readonly string[] = [
  'check-metrics',
  'collect-service-endpoints',
  'depends-on-app',
  'list-config',
  'notification',
  'print-message-in-status',
  'read-config',
  'read-object',
  'suspend',
  'webhook',
]

/** They change something in a cluster, or outside it, that no manifest will say. */
const ACTING: readonly string[] = [
  'apply-deployment',
  'apply-terraform-config',
  'apply-terraform-provider',
  'build-push-image',
  'clean-jobs',
  'create-config',
  'delete-config',
  'deploy-cloud-resource',
  'export-data',
  'export-service',
  'export2config',
  'export2secret',
  'generate-jdbc-connection',
  'request',
  'restart-workflow',
  'share-cloud-resource',
  'vela-cli',
]

export function isWatching(type: string): boolean {
  return WATCHING.includes(type)
}

export const stepTypes: readonly string[] = [...DEPLOYING, GROUP, ...WATCHING, ...ACTING].sort()

/** What KubeVela keeps for old applications only (`vela-templates/definitions/deprecated`), and what stands in its place. */
export const OUTDATED_STEPS: Readonly<Record<string, string>> = {
  'apply-application': 'write a `deploy` step with `properties: {}`',
  'apply-application-in-parallel': 'write a `deploy` step with `properties: {}`',
  'apply-remaining': 'write an `apply-component` step for each component that is left',
  deploy2env: 'write a `deploy` step with an `override` and a `topology`',
  deploy2runtime: 'write a `deploy` step with a `topology`',
}
