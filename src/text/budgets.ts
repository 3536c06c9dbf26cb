/** Limits of what is read, so that no input hangs, exhausts the memory or overflows the stack. The README publishes them. */

/** Characters of one document in a file. Argo CD's limit for a whole application is the same. */
export const MAX_DOCUMENT_LENGTH = 10 * 1024 * 1024
/** Characters of a ResourceList on a pipe. */
export const MAX_STREAM_LENGTH = 512 * 1024 * 1024
/** Maps and lists within one another. */
export const MAX_DEPTH = 100
/** Nodes that aliases and merge keys add to those that are written. */
export const MAX_ALIASED_NODES = 1_000_000
