/** The catalogue: the only list of functions. Each loads when first needed. Alphabetical; the order of a pipeline is the Kptfile's. */
import type { KrmFunction } from '../src/krm/function.ts'

// biome-ignore lint/suspicious/noExplicitAny: each function names the type of its own config, which apply() has validated
type Load = () => Promise<KrmFunction<any>>

export const catalogue: Readonly<Record<string, Load>> = {
  'expand-components': async () => (await import('./expand-components/function.ts')).expandComponents,
  'inject-policy': async () => (await import('./inject-policy/function.ts')).injectPolicy,
  'inject-routing': async () => (await import('./inject-routing/function.ts')).injectRouting,
  'inject-scaler': async () => (await import('./inject-scaler/function.ts')).injectScaler,
  'validate-oam': async () => (await import('./validate-oam/function.ts')).validateOam,
  'validate-schema': async () => (await import('./validate-schema/function.ts')).validateSchema,
}
