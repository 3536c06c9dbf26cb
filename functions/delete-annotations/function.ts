/** Deletes annotations as the catalogue's contributed delete-annotations does (`contrib/functions/go/delete-annotations/main.go`). */
import { catalogueConfig } from '../../src/krm/catalogue-config.ts'
import { counted } from '../../src/krm/edit-items.ts'
import type { FunctionOutput, KrmFunction } from '../../src/krm/function.ts'
import { isTracking } from '../../src/krm/origin.ts'
import { annotation, type KrmResource, withoutAnnotations } from '../../src/krm/resource.ts'
import { error, info } from '../../src/krm/result.ts'

interface Settings {
  readonly annotationKeys: string
}

export const deleteAnnotations: KrmFunction<Settings> = {
  name: 'delete-annotations',
  description: 'Deletes annotations by their keys',
  type: 'mutator',
  readConfig: catalogueConfig('delete-annotations'),
  run,
}

function run(items: readonly KrmResource[], { annotationKeys }: Settings): FunctionOutput {
  const keys = annotationKeys.split(',').map((key) => key.trim())
  const tracking = keys.filter(isTracking)
  if (tracking.length > 0) {
    const message = (key: string) => `annotation "${key}" must stay, it ties the resource to its file`
    return { items, results: tracking.map((key) => error('annotation-protected', {}, message(key))) }
  }
  const fields = items.flatMap((item) => keys.filter((key) => annotation(item, key) !== undefined)).length
  if (fields === 0) return { items }
  const kept = items.map((item) => withoutAnnotations(item, (key) => keys.includes(key)))
  const resources = kept.filter((item, i) => item !== items[i]).length
  return {
    items: kept,
    results: [
      info('annotations-deleted', {}, `${counted(fields, 'annotation')} of ${counted(resources, 'resource')} deleted`),
    ],
  }
}
