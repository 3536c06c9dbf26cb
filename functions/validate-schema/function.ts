import type { KrmFunction } from '../../src/krm/function.ts'
import { group, isLocalConfig, type KrmResource } from '../../src/krm/resource.ts'
import { error, info, place, type Result } from '../../src/krm/result.ts'
import { isOam } from '../../src/oam/application.ts'
import { kubernetesMinor } from '../../src/oam/kubernetes-version.ts'
import { isBuiltIn, unknownKindHint } from './kinds.ts'
import { validateFor } from './removed.ts'

export interface Config {
  readonly ignoreMissingSchemas?: boolean
  /** As "1.N"; the newest that hydroam knows, if absent. */
  readonly kubernetesVersion?: string
  /** Kinds ("Certificate"), or with their apiVersion ("cert-manager.io/v1/Certificate"). */
  readonly skipKinds?: readonly string[]
}

export const validateSchema: KrmFunction<Config> = {
  name: 'validate-schema',
  description: 'Checks every resource against the schema of its Kubernetes kind',
  type: 'validator',
  async run(items, { ignoreMissingSchemas = false, skipKinds = [], kubernetesVersion }) {
    const manifests = items.filter(isManifest)
    const skipped = manifests.filter((item) => skipKinds.includes(item.kind) || skipKinds.includes(kindKey(item)))
    const checked = manifests.filter((item) => !skipped.includes(item))
    const [results, missing] = await validated(checked, ignoreMissingSchemas, kubernetesMinor(kubernetesVersion))
    return { items, results: [...results, ...counted([...skipped, ...missing])] }
  },
}

/** Files of kustomize and kpt are read by those tools and never reach a cluster. */
function isManifest(item: KrmResource): boolean {
  return !isLocalConfig(item) && !['kustomize.config.k8s.io', 'kpt.dev'].includes(group(item.apiVersion))
}

/** The one kind of OAM's own that is for a cluster: its controller fills in the status (oam-dev/spec `standard/scopes/health_scope.md`). */
async function check(item: KrmResource, minor: number): Promise<readonly Result[] | undefined> {
  if (!isOam(item) || item.kind !== 'HealthScope') return validateFor(item, minor)
  const { checkShape } = await import('../../src/oam/check.ts')
  return checkShape(item.kind, item)
}

/** The results, and the resources that were let through without a check. */
async function validated(
  items: readonly KrmResource[],
  ignoreMissing: boolean,
  minor: number,
): Promise<[Result[], KrmResource[]]> {
  const results: Result[] = []
  const missing: KrmResource[] = []
  // All at once, so that the schemas of all kinds load in parallel.
  const answers = await Promise.all(items.map((item) => check(item, minor)))
  for (const [index, item] of items.entries()) {
    const found = answers[index]
    if (found) results.push(...found)
    else if (ignoreMissing && !isBuiltIn(item.apiVersion)) missing.push(item)
    else results.push(noSchema(item))
  }
  return [results, missing]
}

function noSchema(item: KrmResource): Result {
  const kind = `kind "${item.kind}" of "${item.apiVersion}"`
  if (isBuiltIn(item.apiVersion))
    return error('kind-unknown', place(item, ['kind']), `Kubernetes has no ${kind}`, unknownKindHint(item))
  const hint = unknownKindHint(item) ?? 'set `skipKinds` or `ignoreMissingSchemas` to let it through unchecked'
  return error('schema-missing', place(item), `there is no schema for ${kind}`, hint)
}

/** A check that was left out must be seen: one result for each kind, with its number of resources. */
function counted(items: readonly KrmResource[]): Result[] {
  const counts = new Map<string, number>()
  for (const item of items) counts.set(kindKey(item), (counts.get(kindKey(item)) ?? 0) + 1)
  return [...counts].map(([kind, count]) => {
    const resources = count === 1 ? '1 resource' : `${count} resources`
    return info('schema-skipped', {}, `${resources} of kind "${kind}" went unchecked`)
  })
}

function kindKey(item: KrmResource): string {
  return `${item.apiVersion}/${item.kind}`
}
