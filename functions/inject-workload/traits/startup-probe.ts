/** `startup-probe`: how the kubelet sees that a container has started. */
import type { Properties } from '../../../src/oam/application.ts'
import type { Evaluate } from '../../../src/oam/definition.ts'
import { forContainers } from '../containers.ts'
import { probe } from '../probe.ts'

export const startupProbe: Evaluate = (parameters, context) =>
  forContainers<Properties>(parameters, context, 'probes', (given) => ({ startupProbe: probe(given) }))
