/** Blocks of addresses. Code: `cidr-invalid`. */
import type { FieldPath } from '../../src/krm/field-path.ts'
import { error, type Result } from '../../src/krm/result.ts'
import type { Trait } from '../../src/oam/traits/trait.ts'
import { liesWithin, parseCidr } from './cidr.ts'

const HINT = 'write an address, a slash and a prefix length, such as 10.0.0.0/8 or 2001:db8::/32'

export function checkBlock(
  cidr: string,
  except: readonly string[] = [],
  path: FieldPath,
  trait: Trait,
): readonly Result[] {
  const block = parseCidr(cidr)
  if (!block) return [malformed(cidr, [...path, 'cidr'], trait)]
  return except.flatMap((text, i) => {
    const inner = parseCidr(text)
    const place = [...path, 'except', i]
    if (!inner) return [malformed(text, place, trait)]
    if (liesWithin(inner, block)) return []
    const message = `${trait.title}: the exception "${text}" must be a smaller block inside of "${cidr}"`
    return [error('cidr-invalid', trait.at(place), message, 'remove it, or correct one of the two')]
  })
}

function malformed(text: string, path: FieldPath, trait: Trait): Result {
  return error('cidr-invalid', trait.at(path), `${trait.title}: "${text}" must be a CIDR block`, HINT)
}
