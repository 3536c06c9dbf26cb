/** A function's `tag` put into its `image`. kpt `pkg/fn/runtime/tag_resolution.go`. */
import { isVersion, readConstraint } from './semver.ts'

/** What an OCI registry takes for a tag. */
const TAG = /^\w[\w.-]{0,127}$/

/**
 * The image with exactly `tag`, whatever tag or digest it had. A constraint is met by the tag that the image has, since hydroam asks no
 * registry for others; the message says what to do where it is not.
 */
export function withTag(image: string, tag: string): { readonly image: string } | { readonly message: string } {
  const [, name = image, own = ''] = /^([^@]*?)(?::([^:/@]+))?(?:@.*)?$/.exec(image) ?? []
  const accepts = isVersion(tag) ? undefined : readConstraint(tag)
  if (accepts) {
    if (accepts(own)) return { image: `${name}:${own}` }
    const which = own === '' ? `"${image}" has no tag` : `the tag "${own}" of the image does not`
    return { message: `\`tag\` "${tag}" wants a version that fits it, and ${which}; only a registry knows others` }
  }
  return TAG.test(tag) ? { image: `${name}:${tag}` } : { message: `\`tag\` "${tag}" is neither a tag nor a constraint` }
}
