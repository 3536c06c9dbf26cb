/** Kubernetes' label selectors as text: `a=b, c!=d, e in (f, g), h notin (i), j, !k, l>1`; apimachinery `pkg/labels/selector.go`. */
import type { StringMap } from './resource.ts'

type Test = (labels: StringMap) => boolean

/** A selector that its author can fix. */
export class LabelSelectorError extends Error {}

export const LABEL_SELECTOR_HINT = 'write a=b, a!=b or a in (b, c)'

const KEY = '[A-Za-z0-9](?:[-A-Za-z0-9_./]*[A-Za-z0-9])?'
const REQUIREMENT = new RegExp(
  String.raw`^\s*(?:(!)\s*(${KEY})|(${KEY})(?:\s*(==|=|!=|>|<)\s*([^\s,()!=<>]*)|\s+(in|notin)\s*\(([^()]*)\))?)\s*(?:,|$)`,
)
const MAX_LENGTH = 10_000

/** Throws LabelSelectorError. */
export function parseLabelSelector(text: string): Test {
  if (text.length > MAX_LENGTH)
    throw new LabelSelectorError(`a label selector must be at most ${MAX_LENGTH} characters long`)
  const tests: Test[] = []
  for (let rest = text; rest.trim() !== ''; ) {
    const match = REQUIREMENT.exec(rest)
    if (!match) throw new LabelSelectorError(`the label selector "${text}" is not valid at "${rest.trim()}"`)
    tests.push(requirement(match))
    rest = rest.slice(match[0].length)
  }
  return (labels) => tests.every((test) => test(labels))
}

function requirement([, not, absent = '', key = '', operator, value = '', set, list = '']: RegExpExecArray): Test {
  if (not) return (labels) => !Object.hasOwn(labels, absent)
  const has = (labels: StringMap) => Object.hasOwn(labels, key)
  if (!operator && !set) return has
  if (operator === '>' || operator === '<') {
    const limit = Number(value)
    return (labels) => has(labels) && (operator === '>' ? Number(labels[key]) > limit : Number(labels[key]) < limit)
  }
  const values = set ? list.split(',').map((one) => one.trim()) : [value]
  const isOneOf = (labels: StringMap) => has(labels) && values.includes(labels[key] as string)
  return operator === '!=' || set === 'notin' ? (labels) => !isOneOf(labels) : isOneOf
}
