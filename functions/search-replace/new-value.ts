/** What is put into a field. The catalogue writes the bare text and lets YAML say what it is; where quotes stood, they stay. */
import type { FieldPath } from '../../src/krm/field-path.ts'
import { isTextField } from '../../src/krm/text-field.ts'
import { resolvePlain } from '../../src/text/scalar.ts'

type Scalar = string | number | bigint | boolean | null

export function isScalar(value: unknown): value is Scalar {
  return value === null || (typeof value !== 'object' && value !== undefined)
}

/** The text by which a value is found. */
export function textOf(value: Scalar): string {
  return String(value)
}

/** "5" is a number unless the old value had to be in quotes, only text may stand here, or its spelling would be lost. */
export function newValue(
  text: string,
  old: unknown,
  kind: string,
  path: FieldPath,
): string | number | bigint | boolean {
  if (typeof old === 'string' && resolvePlain(old) !== old) return text
  if (isTextField(kind, path)) return text
  const plain = resolvePlain(text)
  return plain !== null && String(plain) === text ? (plain as number | bigint | boolean) : text
}
