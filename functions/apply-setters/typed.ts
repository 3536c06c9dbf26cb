/** What type a text becomes in a field. The catalogue writes the text where the old one stood, and YAML says what it is. */
import type { FieldPath } from '../../src/krm/field-path.ts'
import { isTextField } from '../../src/krm/text-field.ts'
import { resolvePlain, UNREPRESENTABLE } from '../../src/text/scalar.ts'

/** A number, unless quotes stood there, only text may stand there, or text or nothing was there and the spelling would be lost. */
export function typed(
  text: string,
  kind: string,
  { path, value: old, isText }: { readonly path: FieldPath; readonly value: unknown; readonly isText: boolean },
): unknown {
  if (text === '' || isText || isTextField(kind, path)) return text
  const value = resolvePlain(text)
  if (value === UNREPRESENTABLE) return text
  const isSpellingFree = old !== null && typeof old !== 'string'
  return isSpellingFree || (value !== null && String(value) === text) ? value : text
}

/** The text by which a value meets a pattern. */
export function asText(value: unknown): string {
  if (value === null) return ''
  return typeof value === 'object' ? '…' : String(value)
}
