/** `podsecuritycontext`: what the pod may do. */
import type { Properties } from '../../../src/oam/application.ts'
import type { Evaluate } from '../../../src/oam/definition.ts'
import { preferred } from '../../../src/oam/patch/strategy.ts'
import { patchPods } from '../containers.ts'

interface Parameters {
  readonly appArmorProfile?: Properties
  readonly seccompProfile?: Properties
  readonly fsGroup?: number
  readonly runAsUser?: number
  readonly runAsGroup?: number
  readonly runAsNonRoot?: boolean
}

export const podsecuritycontext: Evaluate = (parameters, context) => {
  const { appArmorProfile, seccompProfile, fsGroup, runAsUser, runAsGroup, runAsNonRoot } = parameters as Parameters
  const securityContext = {
    appArmorProfile,
    seccompProfile,
    fsGroup,
    runAsUser,
    runAsGroup,
    runAsNonRoot: runAsNonRoot ?? preferred(true),
  }
  return patchPods(context, { securityContext })
}
