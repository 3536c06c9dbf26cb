/** One component's traits played together: its Service, and what its traits cannot have. */
import { type FieldPath, formatFieldPath } from '../../src/krm/field-path.ts'
import { describe, type KrmResource } from '../../src/krm/resource.ts'
import { error, place, type Result } from '../../src/krm/result.ts'
import type { Rendered } from '../../src/oam/traits/rendered.ts'
import type { Use } from '../../src/oam/traits/use.ts'
import { type Claim, claimOfService, claimOfTrait } from './claim.ts'
import { findContradictions } from './contradictions.ts'
import { gatewayOf, isGateway } from './gateways.ts'
import { checkListening } from './listening.ts'
import { findIdleNodePorts, findPortConflicts } from './ports.ts'
import { ownService, patchService, renderService, type Services, settle } from './service.ts'
import { serviceProblem, serviceSpec } from './service-spec.ts'

export interface Composition {
  readonly patched?: { readonly before: KrmResource; readonly after: KrmResource }
  readonly rendered?: Rendered
  readonly results: readonly Result[]
}

/** `uses` are all of one component. */
export function composeService(uses: readonly Use[], services: Services): Composition {
  const asking = uses.filter(({ trait }) => !isGateway(trait) || gatewayOf(trait).existingServiceName === undefined)
  if (!asking[0]) return { results: [] }
  const before = ownService(asking[0].trait, services)
  const wrong = before && serviceProblem(before)
  if (wrong) return { results: [brokenService(before, wrong, asking[0])] }
  const claims = asking.map((use) => claimOfTrait(use, before && serviceSpec(before).selector))
  const all = before ? [claimOfService(before), ...claims] : claims
  const settled = settle(all)
  const made = before
    ? { patched: { before, after: patchService(before, settled) } }
    : { rendered: renderService(asking, settled) }
  const results = [
    ...asking.flatMap((use, i) => checkUse(use, claims[i] as Claim)),
    ...findContradictions(all),
    ...findPortConflicts(all),
    ...findIdleNodePorts(claims, settled.type),
    ...asking.flatMap((use, i) => checkListening(use, claims[i] as Claim, settled)),
  ]
  return { ...made, results }
}

function brokenService(service: KrmResource, path: FieldPath, { trait }: Use): Result {
  const message = `${trait.title} adds to ${describe(service)}, but \`${formatFieldPath(path)}\` of it is not what a Service has there`
  return error('service-invalid', place(service, path), message, 'validate-schema says what a Service may have')
}

/** Codes: `workload-not-selectable`, `external-name-unsupported`. */
function checkUse({ trait, workload }: Use, claim: Claim): readonly Result[] {
  if (claim.type === 'ExternalName') {
    const message = `${trait.title} has \`type\` "ExternalName", which needs a host name that \`expose\` has no property for`
    const hint = 'write the Service as a manifest of its own, and remove the trait'
    return [error('external-name-unsupported', trait.at(['properties', 'type']), message, hint)]
  }
  if (claim.selector) return []
  const message = `${trait.title} needs pods that a Service can select, but ${describe(workload)} has no \`spec.selector.matchLabels\`, or not those alone`
  const hint = 'use the trait on a kind that keeps pods running, such as Deployment or StatefulSet'
  return [error('workload-not-selectable', trait.at(), message, hint)]
}
