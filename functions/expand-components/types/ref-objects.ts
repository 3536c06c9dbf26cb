/**
 * `ref-objects`: objects that are somewhere already. KubeVela fetches them from a cluster and applies them where they are; here the package
 * must hold them. They stay as they are, and are part of the output anyway; traits act on the first. An object that is given whole is
 * rendered as by `k8s-objects`. Selection: KubeVela `pkg/component/ref_objects.go`.
 */
import type { KrmResource } from '../../../src/krm/resource.ts'
import { error, failed, type Result } from '../../../src/krm/result.ts'
import type { Properties } from '../../../src/oam/application.ts'
import type { Context, Evaluate } from '../../../src/oam/definition.ts'
import { describeReference, type Reference, select } from '../reference.ts'
import type { Surroundings } from '../surroundings.ts'
import { asEvaluation, asObject } from './k8s-objects.ts'

interface Parameters {
  readonly objects?: readonly Properties[]
  readonly urls?: readonly string[]
}

export function refObjects(surroundings: Surroundings): Evaluate {
  return (properties, context) => {
    const { objects = [], urls } = properties as Parameters
    if (urls) return { results: [fromUrls] }
    const found = objects.map((object, i) => resolve(object, i, context, surroundings))
    const results = found.flatMap((one) => one.results)
    return failed(results) ? { results } : asEvaluation(found.flatMap((one) => one.objects))
  }
}

const fromUrls = error(
  'network-needed',
  { field: { path: ['urls'] } },
  '`urls` are fetched over the network, which hydration does not use',
  'put what they hold into the package, and remove `urls`',
)

interface Resolved {
  readonly objects: readonly KrmResource[]
  readonly results: readonly Result[]
}

function resolve(object: Properties, i: number, context: Context, surroundings: Surroundings): Resolved {
  if (object.metadata !== undefined) return { objects: [asObject(object)], results: [] }
  const reference = object as unknown as Reference
  const refuse = (code: string, message: string, hint: string): Resolved => {
    return { objects: [], results: [error(code, { field: { path: ['objects', i] } }, message, hint)] }
  }
  if (reference.name !== undefined && reference.labelSelector !== undefined) {
    return refuse('reference-invalid', '`name` and `labelSelector` exclude each other', 'remove one of the two')
  }
  if (reference.cluster !== undefined && reference.cluster !== 'local') {
    const message = `an object of cluster "${reference.cluster}" is known in that cluster only`
    return refuse('cluster-needed', message, 'put the object into the package, and remove `cluster`')
  }
  const { objects, elsewhere, local } = select(reference, context, surroundings)
  if (objects.length > 0) return { objects, results: [] }
  const wanted = describeReference(reference, context)
  if (local) return refuse('reference-local', `${wanted} is local configuration and never reaches a cluster`, TAKE_OUT)
  const hint = elsewhere === undefined ? ADD : `there is one in namespace "${elsewhere}": say so with \`namespace\``
  return refuse('cluster-needed', `${wanted} is not in this package, and only a cluster could tell what it is`, hint)
}

const ADD = 'put the object into the package, or give it whole'
const TAKE_OUT = 'remove its annotation config.kubernetes.io/local-config, or give the object whole'
