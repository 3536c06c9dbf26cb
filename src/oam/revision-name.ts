/** What the name of a component's revision says (v1alpha2). */

/** oam-kubernetes-runtime `ExtractComponentName`: what stands before the last `-`. */
export function componentOf(revision: string): string {
  const dash = revision.lastIndexOf('-')
  return dash < 0 ? revision : revision.slice(0, dash)
}
