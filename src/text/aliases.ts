/** Aliases whose anchor goes with an edit: each becomes the value that it stood for. */
import { isAlias, isMap, isPair, isSeq, type Pair, visit } from 'yaml'
import { type FieldPath, getIn } from '../krm/field-path.ts'
import { flowNode } from './flow-writer.ts'
import { parse } from './library.ts'
import { textOfKey } from './library-reader.ts'
import { unsupported } from './unsupported.ts'

/** The names of the aliases that have no anchor before them. */
export function danglingIn(text: string): ReadonlySet<string> {
  const known = new Set<string>()
  const dangling = new Set<string>()
  visit(parse(text).tree, {
    Value: (_, { anchor }) => void (anchor && known.add(anchor)),
    Alias: (_, { source }) => void (known.has(source) || dangling.add(source)),
  })
  return dangling
}

/** The text with values in the place of these aliases, which says what it said: `value`. */
export function withoutAliases(text: string, value: unknown, names: ReadonlySet<string>): string {
  const { tree } = parse(text)
  const anchors = new Map<string, string>()
  const edits: { readonly from: number; readonly to: number; readonly put: string }[] = []
  visit(tree, {
    Value: (_, node, ancestors) => {
      if (node.anchor && names.has(node.anchor))
        anchors.set(node.anchor, flowNode(getIn(value, pathOf([...ancestors, node])), ''))
    },
    Alias: (_, node) => {
      const put = anchors.get(node.source)
      if (put !== undefined && node.range) edits.push({ from: node.range[0], to: node.range[1], put })
    },
  })
  return edits.reduceRight((edited, { from, to, put }) => edited.slice(0, from) + put + edited.slice(to), text)
}

/** Of the last of these nodes, each of which is in the one before it. */
function pathOf(chain: readonly unknown[]): FieldPath {
  return chain.flatMap((one, i): FieldPath => {
    const child = chain[i + 1]
    if (isSeq(one)) return [one.items.indexOf(child)]
    return isPair(one) && isMap(chain[i - 1]) ? [keyOf(one, child)] : []
  })
}

function keyOf({ key, value }: Pair, child: unknown): string {
  const text = value === child ? textOfKey(key) : undefined
  return text === undefined || text === '<<' || isAlias(key) ? unsupported('an anchor in a key') : text
}
