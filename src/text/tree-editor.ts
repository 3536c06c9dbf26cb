/** Edits in place of every document that the library reads: with anchors and merge keys, tabs, tags, and flow collections of several lines. */
import { isCollection } from 'yaml'
import { equal } from '../krm/equal.ts'
import { danglingIn, withoutAliases } from './aliases.ts'
import { editRoot } from './block-editor.ts'
import { editFlow } from './flow-editor.ts'
import { headLength } from './head.ts'
import { parse } from './library.ts'
import { TreeOutline } from './tree-outline.ts'
import { Unsupported, unsupported } from './unsupported.ts'

/** First what anchors stand on is edited, and only then, where still needed, what aliases and merge keys brought. */
const MAX_EDITS = 5

type Read = (text: string) => unknown

/** `read` says what a text means; undefined where it has problems. Throws Unsupported unless the edited text says `after`. */
export function editTree(text: string, before: unknown, after: unknown, read: Read): string {
  try {
    return editUntilRight(text, before, after, read)
  } catch (cause) {
    const other = text.replace(BLANKS, '')
    if (!(cause instanceof Unsupported) || other === text || !equal(read(other), before)) throw cause
    return editUntilRight(other, before, after, read)
  }
}

/** Behind a new block scalar, blanks would be one of its lines. */
const BLANKS = /^[ \t]+$/gm

function editUntilRight(text: string, before: unknown, after: unknown, read: Read): string {
  let edited = text
  let value = before
  for (let i = 0; i < MAX_EDITS; i++) {
    const next = editOnce(edited, value, after, i > 0)
    const now = read(next)
    if (equal(now, after)) return next
    if (now === undefined) edited = withoutDangling(edited, value, next)
    else {
      edited = next
      value = now
    }
  }
  return unsupported('an edit that does not come to rest')
}

/** A text of which an edit loses anchors, without the aliases that need them. */
function withoutDangling(text: string, value: unknown, edited: string): string {
  const names = danglingIn(edited)
  return names.size > 0 ? withoutAliases(text, value, names) : unsupported('an edit that breaks the document')
}

function editOnce(text: string, before: unknown, after: unknown, isSettled: boolean): string {
  const { tree } = parse(text, true)
  if (tree.errors.length > 0 || !isCollection(tree.contents)) return unsupported('a document that is no collection')
  const { contents } = tree
  if (contents.flow) {
    const flow = editFlow(text, contents, before, after, isSettled) ?? unsupported('a flow collection')
    return text.slice(0, contents.range[0]) + flow + text.slice(contents.range[1])
  }
  const outline = new TreeOutline(text, isSettled)
  return editRoot(text, outline, outline.regionOf(contents, headLength(text), text.length), isSettled, before, after)
}
