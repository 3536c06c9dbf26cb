/** Keys that are written otherwise than they are read: Kubernetes' reader takes the plain `n` for false, and a key for the text "false". */
import { isMap, isPair, isScalar, isSeq } from 'yaml'
import type { FieldPath } from '../krm/field-path.ts'
import { type Position, parsedOnce, positionAt, type SourceDocument, textOfKey } from './library-reader.ts'
import { isMergeKey } from './tree-value.ts'

export interface WrittenKey {
  /** Of keys as they are read. */
  readonly path: FieldPath
  readonly written: string
  readonly position: Position
}

/** In the order of the document, each where it is written and not where an alias brings it. */
export function writtenKeys(document: SourceDocument): readonly WrittenKey[] {
  if (!document.renamesKeys) return []
  const parsed = parsedOnce(document)
  const found: WrittenKey[] = []
  const visit = (node: unknown, path: FieldPath): void => {
    if (isSeq(node)) for (const [i, item] of node.items.entries()) visit(item, [...path, i])
    if (!isMap(node)) return
    for (const { key, value } of node.items.filter(isPair)) {
      const read = isMergeKey(key) ? undefined : textOfKey(key)
      if (read === undefined || !isScalar(key)) continue
      const at = [...path, read]
      if (key.type === 'PLAIN' && key.source !== read)
        found.push({
          path: at,
          written: String(key.source),
          position: positionAt(parsed, key.range?.[0] ?? 0, document),
        })
      visit(value, at)
    }
  }
  visit(parsed.tree.contents, [])
  return found
}
