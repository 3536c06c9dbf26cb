/** `service-binding`, deprecated: variables of the component's container from Secrets. */
import type { Evaluate } from '../../../src/oam/definition.ts'
import { forContainers } from '../containers.ts'
import { deprecated } from '../deprecated.ts'
import { fromSecret, type Variable, variables } from '../variables.ts'

interface Parameters {
  readonly envMappings: Readonly<Record<string, { readonly secret: string; readonly key?: string }>>
}

export const serviceBinding: Evaluate = deprecated('storage', (parameters, context) =>
  forContainers<Parameters>(parameters, context, 'containers', ({ envMappings }) => ({
    env: variables(bound(envMappings)),
  })),
)

function bound(mappings: Parameters['envMappings']): readonly Variable[] {
  const byName = Object.entries(mappings).sort(([a], [b]) => (a < b ? -1 : 1))
  return byName.map(([name, { secret, key = name }]) => fromSecret(name, secret, key))
}
