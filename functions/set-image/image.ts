/** What becomes of an image reference; kustomize `api/image/image.go`, `api/filters/imagetag/updater.go`. */

export interface Image {
  /** The name of the images that are meant, without tag and digest. */
  readonly name: string
  readonly newName?: string
  readonly newTag?: string
  readonly digest?: string
}

/** Bazel's rules allow braces in tags. */
const VERSION = /^(:[\w.{}-]*)?(@sha256:[\w.{}-]*)?$/

/** A colon before the first slash belongs to the registry's address. */
const PARTS = /^(?<name>(?:[^/]*\/)?[^@:]*)(?::(?<tag>[^@]*))?(?:@(?<digest>.*))?$/

/** The reference with the new name, tag or digest; a new tag takes an old digest away, and a new digest an old tag. */
export function withImage(reference: string, image: Image): string {
  if (!reference.startsWith(image.name) || !VERSION.test(reference.slice(image.name.length))) return reference
  const old = PARTS.exec(reference)?.groups ?? {}
  const { newTag, digest } = image
  const version = newTag === undefined && digest === undefined ? old : { tag: newTag, digest }
  return [
    image.newName ?? old.name ?? '',
    ...(version.tag ? [`:${version.tag}`] : []),
    ...(version.digest ? [`@${version.digest}`] : []),
  ].join('')
}
