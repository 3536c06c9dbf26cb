/** What Applications may refer to, put in order once for all of them. */
import { type KrmResource, ownNamespace } from '../../krm/resource.ts'

export interface Beside {
  readonly policies: Stock
  readonly workflows: Stock
  /** Those that WorkflowStepDefinitions define. */
  readonly stepTypes: ReadonlySet<string>
}

export interface Stock {
  readonly all: readonly KrmResource[]
  readonly inNamespace: (namespace: string | undefined) => readonly KrmResource[]
  /** The first of that name. */
  readonly find: (namespace: string | undefined, name: string) => KrmResource | undefined
}

export function besideApplications(items: readonly KrmResource[]): Beside {
  const steps = items.filter(({ kind }) => kind === 'WorkflowStepDefinition')
  return {
    policies: stock(items.filter(isPolicy)),
    workflows: stock(items.filter(isWorkflow)),
    stepTypes: new Set(steps.flatMap(({ metadata }) => metadata.name ?? [])),
  }
}

function isPolicy({ apiVersion, kind }: KrmResource): boolean {
  return kind === 'Policy' && apiVersion === 'core.oam.dev/v1alpha1'
}

export function isWorkflow({ apiVersion, kind }: KrmResource): boolean {
  return kind === 'Workflow' && apiVersion === 'core.oam.dev/v1alpha1'
}

const NONE: readonly KrmResource[] = []

function stock(all: readonly KrmResource[]): Stock {
  const namespaces = new Map<string | undefined, KrmResource[]>()
  for (const item of all) {
    const namespace = ownNamespace(item)
    const others = namespaces.get(namespace)
    if (others) others.push(item)
    else namespaces.set(namespace, [item])
  }
  const named = new Map(
    [...namespaces].map(([namespace, list]) => {
      return [namespace, new Map(list.toReversed().map((item) => [item.metadata.name, item]))]
    }),
  )
  return {
    all,
    inNamespace: (namespace) => namespaces.get(namespace) ?? NONE,
    find: (namespace, name) => named.get(namespace)?.get(name),
  }
}
