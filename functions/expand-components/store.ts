/** An object that data outputs fill: it belongs to the application, not to one component. */
import { generated } from '../../src/krm/origin.ts'
import type { KrmResource } from '../../src/krm/resource.ts'
import type { Application } from '../../src/oam/application.ts'
import { APP_NAME, inheritedAnnotations, inheritedLabels } from '../../src/oam/contract.ts'

export function stampStore({ source, name, namespace }: Application, store: KrmResource): KrmResource {
  const annotations = { ...inheritedAnnotations(source), ...store.metadata.annotations }
  const metadata = {
    ...store.metadata,
    ...(namespace ? { namespace } : {}),
    labels: { ...inheritedLabels(source), ...store.metadata.labels, [APP_NAME]: name },
    ...(Object.keys(annotations).length > 0 ? { annotations } : {}),
  }
  return generated({ ...store, metadata }, 'expand-components', `${source.kind}/${name}`)
}
