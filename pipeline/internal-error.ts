/** A fault of ours, told in two lines: what happened, and what to report it with. */

/** With `isDebug` the report itself: the stack. */
export function internalError(cause: unknown, version: string, isDebug: boolean): string {
  const { message, stack } = cause instanceof Error ? cause : new Error(String(cause))
  const versions = `hydroam ${version}, node ${process.versions.node}, ${process.platform}`
  if (isDebug) return `internal error (${versions}): ${stack}\n`
  const [line = ''] = message.split('\n')
  return `internal error: ${line} (${versions})\n  this is a fault of hydroam: report it with what \`hydroam --debug …\` prints\n`
}
