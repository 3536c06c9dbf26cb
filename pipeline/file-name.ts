/** The file of a resource that has none yet: `[namespace/]kind_name.yaml`, as for kpt. Pure. */
import { group, type KrmResource } from '../src/krm/resource.ts'
import { error, place, type Result } from '../src/krm/result.ts'
import { faultsOf } from './paths.ts'

const SUFFIX = '.yaml'

/** kpt's own name, to the letter, where it can be written. Of a resource that has no fault. */
export function defaultPath(item: KrmResource): string {
  const { name = '', namespace } = item.metadata
  const path = `${namespace ? `${namespace}/` : ''}${item.kind.toLowerCase()}_${name}${SUFFIX}`
  return faultsOf([path], []).length === 0 ? path : portablePath(item)
}

/** The same in letters that every system keeps. `isFull` puts the API group behind the kind. */
export function portablePath({ apiVersion, kind, metadata }: KrmResource, isFull = false): string {
  const { name = '', namespace } = metadata
  const type = kind.toLowerCase() + (isFull ? `.${group(apiVersion) || 'core'}` : '')
  const file = fitted(encoded(`${type}_${name}`))
  return `${namespace ? `${namedFolder(encoded(namespace))}/` : ''}${file}${SUFFIX}`
}

const PLAIN = /^[\w.-]*$/
/**
 * What Windows keeps in no name, and what no terminal shows. Names of roles may hold all of it, `system:node` does; the percent sign, which
 * no name may hold, tells an encoded letter from its neighbours.
 */
const UNKEPT = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}<>:"\\|?*%]/gu

function encoded(text: string): string {
  return PLAIN.test(text) ? text : text.replace(UNKEPT, percent)
}

function percent(character: string): string {
  return [...Buffer.from(character)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')
}

/** What Windows keeps for devices: a namespace may have such a name. */
const DEVICE = /^(?:con|prn|aux|nul|(?:com|lpt)\d)$/i

function namedFolder(namespace: string): string {
  return DEVICE.test(namespace) ? percent(namespace.charAt(0)) + namespace.slice(1) : namespace
}

/** Bytes of a file's name, on every system. */
const LONGEST = 255 - SUFFIX.length
const DIGEST_LENGTH = 16

/** A name may be as long as all of a file's; what is cut off stays told apart. */
function fitted(stem: string): string {
  if (Buffer.byteLength(stem) <= LONGEST) return stem
  // It loads slowly, and hardly anybody needs it.
  const { createHash } = process.getBuiltinModule('node:crypto')
  const digest = createHash('sha256').update(stem).digest('hex').slice(0, DIGEST_LENGTH)
  const start = Buffer.from(stem).subarray(0, LONGEST - DIGEST_LENGTH - 1)
  return `${start.toString().replace(/\ufffd+$/, '')}~${digest}`
}

const FIELDS = [['kind'], ['metadata', 'name'], ['metadata', 'namespace']] as const

/** Of what no file name can be made. Code `name-invalid`. */
export function nameFaults(item: KrmResource): readonly Result[] {
  const { kind, metadata } = item
  const values = [kind, metadata.name, metadata.namespace]
  return FIELDS.flatMap((path, i) => {
    const value = values[i] ?? ''
    if (!value.includes('/') && value !== '.' && value !== '..') return []
    const field = path.join('.')
    const message = `no file can be named after \`${field}\` ${JSON.stringify(value)}`
    return [
      error('name-invalid', place(item, path), message, `write a ${path.at(-1)} without "/", that is not "." or ".."`),
    ]
  })
}
