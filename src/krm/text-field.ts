/** Fields that hold only text, whatever it looks like: what is put there is never read as a number or a truth value. */
import type { FieldPath } from './field-path.ts'

const TEXT_PARENTS: readonly unknown[] = ['labels', 'annotations', 'matchLabels', 'nodeSelector', 'args', 'command']
const TEXT_KEYS: readonly unknown[] = ['apiVersion', 'kind', 'name', 'namespace', 'image']
const DATA_KINDS: readonly string[] = ['ConfigMap', 'Secret']

export function isTextField(kind: string, path: FieldPath): boolean {
  const key = path.at(-1)
  if (TEXT_PARENTS.includes(path.at(-2)) || TEXT_KEYS.includes(key)) return true
  if (path.length === 2 && path[0] === 'data' && DATA_KINDS.includes(kind)) return true
  return key === 'value' && path.at(-3) === 'env'
}
