/**
 * The fast path, in AssemblyScript: a document of block style as manifests use it → the JSON text of what it says.
 * It understands a part of YAML and gives up on everything else: anchors, aliases, tags, merge keys, `?` keys, directives, tabs, carriage
 * returns, flow collections of several lines, duplicate keys. What it answers, the library would answer too.
 *
 * WebAssembly, because it is quick from its first document on: V8 optimises JavaScript when a run is nearly over.
 */

import { readBlock } from './block'
import { isFlow, PERCENT } from './bytes'
import { at, indent, openCursor } from './cursor'
import { readFlow } from './flow'
import { openJson, out } from './json'
import { openKeys, TABLE_END } from './key-table'
import { openPlain, renames } from './plain'
import { byteAt, end, openText } from './text'
import { unsupported } from './unsupported'

/** Where the host puts the text, in UTF-8. Behind its last byte stands one that ends it, and then its JSON. */
export function textAt(): usize {
  return TABLE_END
}

/** Whether the text holds what is beyond ASCII: the host must look at it. */
export function hasWide(length: usize): bool {
  return openText(TABLE_END, length)
}

/** Reads the text that was looked at, and says how long its JSON is; nothing for one that holds only blanks and comments. */
export function read(isCore: bool, maxDepth: i32): usize {
  openKeys()
  openPlain(isCore)
  openCursor(TABLE_END, maxDepth)
  openJson(end + 1)
  if (indent < 0) return 0
  if (indent === 0 && byteAt(at) === PERCENT) unsupported()
  if (isFlow(byteAt(at))) readFlow(at, true)
  else readBlock(indent)
  if (indent >= 0) unsupported()
  return out - (end + 1)
}

/** Whether a key of the text that was read last is a word that means another text. */
export function renamesKeys(): bool {
  return renames
}
