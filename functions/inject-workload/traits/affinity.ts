/** `affinity`: on which nodes, beside and away from which pods, and despite which taints the pods run. */
import { error, type Result } from '../../../src/krm/result.ts'
import type { Properties } from '../../../src/oam/application.ts'
import type { Evaluate } from '../../../src/oam/definition.ts'
import { preferred } from '../../../src/oam/patch/strategy.ts'
import { patchPods } from '../containers.ts'
import { type LabelSelector, labelSelector, type Requirement, requirements } from '../selectors.ts'

interface PodTerm {
  readonly labelSelector?: LabelSelector
  readonly namespaceSelector?: LabelSelector
  readonly namespaces?: readonly string[]
  readonly topologyKey: string
}

interface PodAffinity {
  readonly required?: readonly PodTerm[]
  readonly preferred?: readonly { readonly weight: number; readonly podAffinityTerm: PodTerm }[]
}

interface NodeTerm {
  readonly matchExpressions?: readonly Requirement[]
  readonly matchFields?: readonly Requirement[]
}

interface NodeAffinity {
  readonly required?: { readonly nodeSelectorTerms: readonly NodeTerm[] }
  readonly preferred?: readonly { readonly weight: number; readonly preference: NodeTerm }[]
}

interface Toleration extends Properties {
  readonly key?: string
  readonly operator?: 'Equal' | 'Exists'
  readonly value?: string
  readonly effect?: string
  readonly tolerationSeconds?: number
}

interface Parameters {
  readonly podAffinity?: PodAffinity
  readonly podAntiAffinity?: PodAffinity
  readonly nodeAffinity?: NodeAffinity
  readonly tolerations?: readonly Toleration[]
}

export const affinity: Evaluate = (parameters, context) => {
  const { podAffinity, podAntiAffinity, nodeAffinity, tolerations } = parameters as Parameters
  const results = (tolerations ?? []).flatMap(checkToleration)
  const rules = {
    podAffinity: podAffinity && podRules(podAffinity),
    podAntiAffinity: podAntiAffinity && podRules(podAntiAffinity),
    nodeAffinity: nodeAffinity && nodeRules(nodeAffinity),
  }
  const isAny = Object.values(rules).some((rule) => rule !== undefined)
  const patch = patchPods(context, { affinity: isAny ? rules : undefined, tolerations: tolerations?.map(toleration) })
  return { ...patch, results: [...(patch.results ?? []), ...results] }
}

function podRules({ required, preferred }: PodAffinity): Properties {
  return {
    requiredDuringSchedulingIgnoredDuringExecution: required?.map(podTerm),
    preferredDuringSchedulingIgnoredDuringExecution: preferred?.map(({ weight, podAffinityTerm }) => {
      return { weight, podAffinityTerm: podTerm(podAffinityTerm) }
    }),
  }
}

function podTerm({ labelSelector: pods, namespaceSelector, namespaces, topologyKey }: PodTerm): object {
  return {
    labelSelector: pods && labelSelector(pods),
    namespaces,
    topologyKey,
    namespaceSelector: namespaceSelector && labelSelector(namespaceSelector),
  }
}

function nodeRules({ required, preferred }: NodeAffinity): Properties {
  return {
    requiredDuringSchedulingIgnoredDuringExecution: required && {
      nodeSelectorTerms: required.nodeSelectorTerms.map(nodeTerm),
    },
    preferredDuringSchedulingIgnoredDuringExecution: preferred?.map(({ weight, preference }) => {
      return { weight, preference: nodeTerm(preference) }
    }),
  }
}

function nodeTerm({ matchExpressions, matchFields }: NodeTerm): object {
  return { matchExpressions: requirements(matchExpressions), matchFields: requirements(matchFields) }
}

function toleration({ key, operator, value, effect, tolerationSeconds }: Toleration): object {
  return { key, operator: operator ?? preferred('Equal'), value, effect, tolerationSeconds }
}

/** What the API server refuses. Code `toleration-invalid`. */
function checkToleration({ key, operator = 'Equal', value, effect, tolerationSeconds }: Toleration, i: number) {
  const wrong = (field: string, message: string, hint: string): Result => {
    return error('toleration-invalid', { field: { path: ['tolerations', i, field] } }, message, hint)
  }
  if (!key && operator === 'Equal') {
    const hint = 'write `operator: Exists` to tolerate every taint, or add a `key`'
    return [wrong('operator', 'a toleration without `key` needs the `operator` "Exists"', hint)]
  }
  if (operator === 'Exists' && value) {
    return [wrong('value', 'a toleration with the `operator` "Exists" has no `value`', 'remove `value`')]
  }
  if (tolerationSeconds === undefined || effect === 'NoExecute') return []
  const hint = 'write `effect: NoExecute`, or remove `tolerationSeconds`'
  return [wrong('tolerationSeconds', '`tolerationSeconds` goes with the `effect` "NoExecute" only', hint)]
}
