/**
 * A functionConfig as its author wrote it. Its keys are names to kpt, which takes their text: a setter may be called `n`. So are the values of a
 * ConfigMap's `data` text, with or without quotes: `tag: 1.20` is "1.20".
 */
import { readDocument, type SourceDocument, spelling, writtenKeys } from '../text/document.ts'
import { resolvePlain } from '../text/scalar.ts'
import { isObject } from './check.ts'
import { type FieldPath, getIn, setIn } from './field-path.ts'
import type { KrmResource } from './resource.ts'

/** `at`: where the config stands in the document. */
export function asWritten(config: KrmResource, document: SourceDocument, at: FieldPath = []): KrmResource {
  return withWrittenKeys(withWrittenTexts(config, document, at), document, at) as KrmResource
}

/** That of a ResourceList; a list may be long, and its config is short. */
export function configAsWritten(config: KrmResource, list: SourceDocument): KrmResource {
  if (!list.renamesKeys && oddKeys(config, list).length === 0) return config
  return asWritten(config, configAlone(list), ['functionConfig'])
}

/** The lines of the config; the whole list, where it is not written in lines or shares anchors with the items. */
function configAlone(list: SourceDocument): SourceDocument {
  const start = `\n${list.text}`.lastIndexOf('\nfunctionConfig:')
  if (start < 0) return list
  const text = list.text.slice(start)
  const end = text.search(/\n[^\s#-]/)
  const alone: SourceDocument = { text: end < 0 ? text : text.slice(0, end + 1), line: 1 }
  return readDocument(alone).problems.length > 0 ? list : alone
}

function withWrittenTexts(config: KrmResource, document: SourceDocument, at: FieldPath): KrmResource {
  const texts = oddKeys(config, document).flatMap((key): [string, string][] => {
    const value = getIn(config, ['data', key])
    const text = spelling(document, [...at, 'data', key])
    // Else a function has changed it since.
    return text !== undefined && text !== String(value) && resolvePlain(text) === value ? [[key, text]] : []
  })
  return texts.reduce((config, [key, text]) => setIn(config, ['data', key], text) as KrmResource, config)
}

/** Of `data`: values that may be written otherwise than they are read. Most numbers show at once that they are not. */
function oddKeys({ apiVersion, kind, data }: KrmResource, { text }: SourceDocument): readonly string[] {
  const holdsTexts = apiVersion === 'fn.kpt.dev/v1alpha1' || (apiVersion === 'v1' && kind === 'ConfigMap')
  if (!holdsTexts || !isObject(data)) return []
  return Object.keys(data).filter((key) => {
    const value = data[key]
    return value !== null && !['string', 'object'].includes(typeof value) && !text.includes(` ${key}: ${value}\n`)
  })
}

function withWrittenKeys(config: unknown, document: SourceDocument, at: FieldPath): unknown {
  const inside = writtenKeys(document).filter(({ path }) => at.every((key, i) => path[i] === key))
  // From the innermost out: the paths are those of the keys that were read.
  return inside
    .toReversed()
    .reduce((value, { path, written }) => renamed(value, path.slice(at.length), written), config)
}

function renamed(value: unknown, path: FieldPath, name: string): unknown {
  const [parentPath, key] = [path.slice(0, -1), String(path.at(-1))]
  const parent = getIn(value, parentPath)
  if (!isObject(parent) || !Object.hasOwn(parent, key) || Object.hasOwn(parent, name)) return value
  const entries = Object.entries(parent).map(([each, child]): [string, unknown] => [each === key ? name : each, child])
  return setIn(value, parentPath, Object.fromEntries(entries))
}
