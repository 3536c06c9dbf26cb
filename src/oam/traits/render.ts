/** A resource that is rendered for a trait, with everything it inherits. */
import { GENERATED_BY, GENERATED_FROM, generated, isTracking } from '../../krm/origin.ts'
import { annotation, annotationsOf, type KrmResource, LOCAL_CONFIG } from '../../krm/resource.ts'
import { isNamespaced } from '../../schema/kubernetes.ts'
import { traitOwners } from '../application.ts'
import { TRAIT_RESOURCE } from '../contract.ts'
import { applyRules } from '../policies/rules.ts'
import { specOf } from './resource.ts'
import type { Trait } from './trait.ts'

/** What a Trait resource has for itself and does not hand on. */
const OWN = new Set([LOCAL_CONFIG, GENERATED_BY, GENERATED_FROM])

/** `output` is its key among the trait's outputs. What belongs to the whole cluster gets no namespace. */
export function renderFor(trait: Trait, output: string, body: KrmResource): KrmResource {
  const { namespace, labels } = trait.resource.metadata
  const inherited = Object.entries(annotationsOf(trait.resource)).filter(([key]) => !OWN.has(key) && !isTracking(key))
  const resource: KrmResource = {
    ...body,
    metadata: {
      name: body.metadata.name as string,
      ...(namespace && isNamespaced(body.apiVersion, body.kind) !== false ? { namespace } : {}),
      labels: { ...body.metadata.labels, ...labels, [TRAIT_RESOURCE]: output },
      annotations: { ...body.metadata.annotations, ...Object.fromEntries(inherited) },
    },
  }
  const marked = applyRules(resource, specOf(trait.resource).rules ?? [])
  return generated(marked, traitOwners[trait.type] ?? '', annotation(trait.resource, GENERATED_FROM) ?? '')
}
