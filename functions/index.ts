/** The catalogue: the only list of functions. Each loads when first needed. Alphabetical; the order of a pipeline is the Kptfile's. */
import type { Catalogue } from '../src/krm/function.ts'

export const catalogue: Catalogue = {
  'apply-replacements': async () => (await import('./apply-replacements/function.ts')).applyReplacements,
  'apply-setters': async () => (await import('./apply-setters/function.ts')).applySetters,
  'create-setters': async () => (await import('./create-setters/function.ts')).createSetters,
  'delete-annotations': async () => (await import('./delete-annotations/function.ts')).deleteAnnotations,
  'ensure-name-substring': async () => (await import('./ensure-name-substring/function.ts')).ensureNameSubstring,
  'expand-components': async () => (await import('./expand-components/function.ts')).expandComponents,
  'gen-pkg-context': async () => (await import('./gen-pkg-context/function.ts')).genPkgContext,
  'inject-policy': async () => (await import('./inject-policy/function.ts')).injectPolicy,
  'inject-routing': async () => (await import('./inject-routing/function.ts')).injectRouting,
  'inject-scaler': async () => (await import('./inject-scaler/function.ts')).injectScaler,
  'inject-workload': async () => (await import('./inject-workload/function.ts')).injectWorkload,
  'list-setters': async () => (await import('./list-setters/function.ts')).listSetters,
  'remove-local-config-resources': async () =>
    (await import('./remove-local-config-resources/function.ts')).removeLocalConfigResources,
  'search-replace': async () => (await import('./search-replace/function.ts')).searchReplace,
  'set-annotations': async () => (await import('./set-annotations/function.ts')).setAnnotations,
  'set-image': async () => (await import('./set-image/function.ts')).setImage,
  'set-labels': async () => (await import('./set-labels/function.ts')).setLabels,
  'set-namespace': async () => (await import('./set-namespace/function.ts')).setNamespace,
  'upsert-resource': async () => (await import('./upsert-resource/function.ts')).upsertResource,
  'validate-oam': async () => (await import('./validate-oam/function.ts')).validateOam,
  'validate-schema': async () => (await import('./validate-schema/function.ts')).validateSchema,
}
