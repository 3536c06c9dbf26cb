/** What an image's name means: a function of hydroam, or a container. OCI distribution specification, "Pulling manifests". */

/** Where hydroam's own functions are published. */
const OWN = 'ghcr.io/hydroam/'

/** Where kpt's catalogue is published: since kpt beta.59, and before; what others contributed to it had a place of its own. */
const CATALOGUES = ['ghcr.io/kptdev/krm-functions-catalog/', 'gcr.io/kpt-fn/', 'gcr.io/kpt-fn-contrib/'] as const

/** What a bare name means to kpt since beta.59: there the catalogue goes on, while the registry before it is closed. */
export const DEFAULT_IMAGE_PREFIX: string = CATALOGUES[0]

const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?'
const HOST = `(?:${LABEL}(?:\\.${LABEL})*|\\[[0-9a-fA-F:]+\\])(?::[0-9]+)?`
const COMPONENT = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*'
const TAG = '[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}'
const DIGEST = '[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}'
const REFERENCE = new RegExp(`^((?:${HOST}/)?${COMPONENT}(?:/${COMPONENT})*)(?::(${TAG}))?(?:@(${DIGEST}))?$`)

export interface Image {
  /** With its registry, as the engine and results.yaml shall have it. */
  readonly reference: string
  readonly repository: string
  readonly tag?: string
  readonly digest?: string
}

/** Undefined for what is no image's name, an option of an engine among it. A bare name gets the prefix. */
export function readImage(text: string, prefix: string): Image | undefined {
  const reference = text.includes('/') ? text : `${prefix.replace(/\/+$/, '')}/${text}`
  const [, repository, tag, digest] = REFERENCE.exec(reference) ?? []
  if (repository === undefined) return undefined
  return { reference, repository, ...(tag ? { tag } : {}), ...(digest ? { digest } : {}) }
}

/** The name of the function that hydroam may have under the image, or that only hydroam could have. */
export function functionName({ repository }: Image): string | undefined {
  const home = [OWN, ...CATALOGUES].find((prefix) => repository.startsWith(prefix))
  return home && repository.slice(home.length)
}

/** The tag that says which generation of a function is meant: that of kpt's catalogue, since ours are hydroam's own versions. */
export function generationTag(image: Image): string | undefined {
  return isOwn(image) ? undefined : image.tag
}

/** Nobody else publishes there: what hydroam does not have is a mistake, and is never pulled. */
export function isOwn({ repository }: Image): boolean {
  return repository.startsWith(OWN)
}
