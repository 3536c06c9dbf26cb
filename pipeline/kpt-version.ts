/** What differs between versions of kpt and is no choice of the package: one version is chosen, and with it all of them. */
import { refuse } from './refusal.ts'

export interface KptBehaviour {
  /** A pipeline gets its package's own resources first, then its subpackages' (since beta.61.1); else the other way round. */
  readonly ownItemsFirst: boolean
  /** The root Kptfile tells in `status` how the last render in place went (since beta.62). */
  readonly writesStatus: boolean
  /** A validator's configPath means the file as the mutators left it, not as it was read (after beta.67). */
  readonly freshValidatorConfig: boolean
  /** A function does not find its own configPath file among its items (after beta.67). */
  readonly hidesOwnConfig: boolean
}

/** The version that hydroam is held to by the real thing. */
export const REFERENCE_VERSION = '1.0.0-beta.56'

/** Code `kpt-version-unknown`. */
export function kptBehaviour(version = REFERENCE_VERSION): KptBehaviour {
  const [, beta, patch = '0'] = /^v?1\.0\.0-beta\.(\d+)(?:\.(\d+))?$/.exec(version) ?? []
  if (beta === undefined) {
    const hint = `name one like ${REFERENCE_VERSION}; what hydroam knows of later ones ends with 1.0.0-beta.68`
    throw refuse('kpt-version-unknown', `"${version}" is no version of kpt that hydroam knows`, hint)
  }
  const since = (wanted: number, wantedPatch = 0) =>
    Number(beta) > wanted || (Number(beta) === wanted && Number(patch) >= wantedPatch)
  return {
    ownItemsFirst: since(61, 1),
    writesStatus: since(62),
    freshValidatorConfig: since(68),
    hidesOwnConfig: since(68),
  }
}
