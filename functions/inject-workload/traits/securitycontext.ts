/** `securitycontext`: what a container may do. */
import type { Evaluate } from '../../../src/oam/definition.ts'
import { preferred } from '../../../src/oam/patch/strategy.ts'
import { forContainers } from '../containers.ts'

interface Parameters {
  readonly addCapabilities?: readonly string[]
  readonly dropCapabilities?: readonly string[]
  readonly allowPrivilegeEscalation?: boolean
  readonly privileged?: boolean
  readonly readOnlyRootFilesystem?: boolean
  readonly runAsNonRoot?: boolean
  readonly runAsUser?: number
  readonly runAsGroup?: number
}

export const securitycontext: Evaluate = (parameters, context) =>
  forContainers<Parameters>(parameters, context, 'containers', (wanted) => ({
    securityContext: {
      capabilities: { add: wanted.addCapabilities, drop: wanted.dropCapabilities },
      runAsUser: wanted.runAsUser,
      runAsGroup: wanted.runAsGroup,
      allowPrivilegeEscalation: wanted.allowPrivilegeEscalation ?? preferred(false),
      privileged: wanted.privileged ?? preferred(false),
      readOnlyRootFilesystem: wanted.readOnlyRootFilesystem ?? preferred(false),
      runAsNonRoot: wanted.runAsNonRoot ?? preferred(true),
    },
  }))
