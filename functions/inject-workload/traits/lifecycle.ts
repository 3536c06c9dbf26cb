/** `lifecycle`: what every container runs after its start and before its stop, those of later sidecars too. */
import type { Properties } from '../../../src/oam/application.ts'
import type { Evaluate } from '../../../src/oam/definition.ts'
import { every, preferred } from '../../../src/oam/patch/strategy.ts'
import { patchPods } from '../containers.ts'

interface Handler {
  readonly exec?: Properties
  readonly httpGet?: Properties
  readonly tcpSocket?: Properties
}

interface Parameters {
  readonly postStart?: Handler
  readonly preStop?: Handler
}

export const lifecycle: Evaluate = (parameters, context) => {
  const { postStart, preStop } = parameters as Parameters
  const hooks = { postStart: postStart && handler(postStart), preStop: preStop && handler(preStop) }
  return patchPods(context, { containers: every({ lifecycle: hooks }) })
}

function handler({ exec, httpGet, tcpSocket }: Handler): Properties {
  return { exec, httpGet: httpGet && { scheme: preferred('HTTP'), ...httpGet }, tcpSocket }
}
