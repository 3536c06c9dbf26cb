/** Plays the routing traits: `expose` and `gateway` share one Service per component, `gateway` adds an Ingress to it. */
import type { FunctionOutput, KrmFunction } from '../../src/krm/function.ts'
import type { KrmResource } from '../../src/krm/resource.ts'
import { atTrait, type Rendered, withoutDuplicates } from '../../src/oam/traits/rendered.ts'
import { renew } from '../../src/oam/traits/renew.ts'
import { readTraits } from '../../src/oam/traits/trait.ts'
import { readUses } from '../../src/oam/traits/use.ts'
import { checkBackends } from './backends.ts'
import { byComponent } from './components.ts'
import { composeService } from './compose.ts'
import { gatewayTypes, isGateway, reportDeprecated } from './gateways.ts'
import { renderIngress } from './ingress.ts'
import type { Config } from './parameters.ts'
import { checkPaths, findRouteConflicts } from './routes.ts'
import { listServices } from './service.ts'

const NAME = 'inject-routing'

export const injectRouting: KrmFunction<Config> = {
  name: NAME,
  description: 'Gives components Services and Ingresses, as the routing traits ask',
  type: 'mutator',
  run: inject,
}

function inject(items: readonly KrmResource[], config: Config): FunctionOutput {
  const { traits, results: broken } = readTraits(items, ['expose', ...gatewayTypes])
  if (broken.length > 0) return { items, results: broken }
  if (traits.length === 0) return renew(items, traits, NAME, [])
  const { uses, results: missing } = readUses(traits, items)
  const services = listServices(items)
  const components = byComponent(uses).map((group) => {
    const gateways = group.filter(({ trait }) => isGateway(trait))
    return { ...composeService(group, services), ingresses: gateways.map((use) => renderIngress(use, config)) }
  })
  const ingresses = components.flatMap((component) => component.ingresses)
  const all = components.flatMap(({ rendered, ingresses }) => [rendered ?? [], ingresses].flat())
  const made = withoutDuplicates(all, 'resource-duplicate', duplicateHint)
  const patches = new Map(components.flatMap(({ patched }) => (patched ? [[patched.before, patched.after]] : [])))
  const patched = items.map((item) => patches.get(item) ?? item)
  const fresh = made.rendered.map(({ resource }) => resource)
  const renewed = renew(patched, traits, NAME, fresh)
  const results = [
    ...missing,
    ...traits.flatMap(reportDeprecated),
    ...components.flatMap((component) => component.results),
    ...checkPaths(ingresses),
    ...findRouteConflicts(ingresses),
    ...made.results,
    ...renewed.results.map((result) => atTrait(result, made.rendered)),
    ...checkBackends(
      uses.map(({ trait }) => trait),
      renewed.items,
    ),
  ]
  return { items: renewed.items, results }
}

function duplicateHint({ resource, trait }: Rendered): string {
  if (resource.kind !== 'Ingress') return 'rename one of the two components'
  return trait.type === 'gateway'
    ? 'give one of the two gateways another `name`'
    : `make it a \`gateway\` with a \`name\``
}
