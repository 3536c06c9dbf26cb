/**
 * Field paths in kustomize's dialect: `spec.containers.[name=web].image`, `spec.containers.*.image`, `spec.containers.0.image`,
 * `metadata.annotations.[example.com/key]` and `metadata.annotations.example\.com/key`.
 * kyaml `utils/pathsplitter.go` and `yaml/match.go`.
 */
import { elementTest } from './element.ts'
import { Refusal } from './refusal.ts'

export type Segment =
  | { readonly is: 'key'; readonly key: string }
  | { readonly is: 'index'; readonly index: number }
  | { readonly is: 'last' }
  | { readonly is: 'every' }
  | {
      readonly is: 'match'
      /** '' for a list of plain values. */
      readonly field: string
      readonly value: string
      /** Loose: the value is an expression, and a part of the element's value is enough. Only targets match so. */
      readonly matches: (text: string) => boolean
    }

const MAX_LENGTH = 1000

/** Throws Refusal. */
export function readPath(text: string): readonly Segment[] {
  if (text.length > MAX_LENGTH) throw new Refusal(`a field path must be at most ${MAX_LENGTH} characters long`)
  return split(text).map(segment)
}

/** One part: brackets with whatever they hold, or characters other than dots, where a backslash keeps a dot. */
const PART = /\[.*?\](?=\.|$)|(?:\\\.|[^.])+/g

function split(text: string): readonly string[] {
  const parts = text.match(PART) ?? []
  if (parts.length === 0) throw new Refusal('a field path must not be empty')
  return parts
}

function segment(part: string): Segment {
  if (part.startsWith('[') && part.endsWith(']')) return bracketed(part.slice(1, -1))
  if (part === '*') return { is: 'every' }
  if (part === '-') return { is: 'last' }
  if (/^\d+$/.test(part)) return { is: 'index', index: Number(part) }
  return { is: 'key', key: part.replaceAll('\\.', '.') }
}

function bracketed(inside: string): Segment {
  const equals = inside.indexOf('=')
  if (equals < 0) return { is: 'key', key: inside }
  const value = inside.slice(equals + 1)
  return { is: 'match', field: inside.slice(0, equals), value, matches: elementTest(value) }
}
