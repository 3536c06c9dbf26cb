/** Makes package contexts; kpt `internal/builtins/pkg_context.go`. */
import { equal } from '../../src/krm/equal.ts'
import type { FunctionOutput, KrmFunction } from '../../src/krm/function.ts'
import {
  annotation,
  type KrmResource,
  LOCAL_CONFIG,
  PACKAGE_PATH,
  PATH,
  withAnnotations,
} from '../../src/krm/resource.ts'
import { info, place } from '../../src/krm/result.ts'

const NAME = 'kptfile.kpt.dev'
const FILE = 'package-context.yaml'

export const genPkgContext: KrmFunction = {
  name: 'gen-pkg-context',
  description: "Puts a ConfigMap with the package's name beside every Kptfile",
  type: 'mutator',
  run,
}

function run(items: readonly KrmResource[]): FunctionOutput {
  const kptfiles = items.filter(({ apiVersion, kind }) => apiVersion === 'kpt.dev/v1' && kind === 'Kptfile')
  const wanted = new Map(kptfiles.map((kptfile) => [location(kptfile, contextPath(kptfile)), kptfile]))
  const kept = items.flatMap((item) => {
    if (!isContext(item)) return [item]
    const where = location(item, annotation(item, PATH) ?? '')
    const kptfile = wanted.get(where)
    wanted.delete(where)
    return kptfile ? [named(item, kptfile)] : []
  })
  const made = [...kept, ...[...wanted.values()].map(contextOf)]
  const results = made.filter(isContext).map((context) => {
    return info(
      'package-context-generated',
      { file: { path: place(context).file?.path ?? FILE } },
      'generated package context',
    )
  })
  return { items: made, results }
}

function isContext({ apiVersion, kind, metadata }: KrmResource): boolean {
  return apiVersion === 'v1' && kind === 'ConfigMap' && metadata.name === NAME
}

/** A path says where something stands only together with its package. */
function location(item: KrmResource, path: string): string {
  return `${annotation(item, PACKAGE_PATH) ?? ''}\0${path}`
}

function contextPath(kptfile: KrmResource): string {
  return (annotation(kptfile, PATH) ?? '').replace(/[^/]*$/, FILE)
}

function named(context: KrmResource, kptfile: KrmResource): KrmResource {
  const after = { ...withAnnotations(context, { [LOCAL_CONFIG]: 'true' }), data: { name: kptfile.metadata.name } }
  return equal(context, after) ? context : after
}

function contextOf(kptfile: KrmResource): KrmResource {
  const folder = annotation(kptfile, PACKAGE_PATH)
  const context = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: NAME, annotations: { [LOCAL_CONFIG]: 'true' } },
    data: { name: kptfile.metadata.name },
  }
  return withAnnotations(context, {
    [PATH]: contextPath(kptfile),
    ...(folder === undefined ? {} : { [PACKAGE_PATH]: folder }),
  })
}
