/** The functionConfig of `fn eval`: a file, or the words of the command line. */
import { asResource } from '../../src/krm/check.ts'
import type { KrmResource } from '../../src/krm/resource.ts'
import { asWritten } from '../../src/krm/written-config.ts'
import { readDocument, splitDocuments } from '../../src/text/document.ts'
import { Misuse, refuse } from '../refusal.ts'
import { readText } from '../utf8.ts'

/** A file that holds one resource. Code `config-invalid`. */
export function readConfigFile(file: string): KrmResource {
  const documents = splitDocuments(read(file)).map((document) => ({ document, value: readDocument(document).value }))
  const [first, second] = documents.filter(({ value }) => value !== undefined)
  const resource = asResource(first?.value, { file: { path: file } })
  if (first && !second && 'resource' in resource) return asWritten(resource.resource, first.document)
  throw refuse(
    'config-invalid',
    `"${file}" must hold one resource`,
    'it needs `apiVersion`, `kind` and `metadata.name`',
  )
}

function read(file: string): string {
  try {
    return readText(file).text
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException
    throw refuse(
      'config-missing',
      `cannot read "${file}": ${code ?? message}`,
      'a relative path counts from the directory you are in',
    )
  }
}

/** A ConfigMap of the words `key=value`; a first bare word is its kind. Code `config-invalid`. */
export function configOfWords(words: readonly string[]): KrmResource {
  const [first = ''] = words
  const hasKind = first !== '' && !first.includes('=')
  const data = (hasKind ? words.slice(1) : words).map((word): [string, string] => {
    const at = word.indexOf('=')
    if (at < 1) throw new Misuse('config-invalid', `"${word}" must be written as key=value`)
    return [word.slice(0, at), word.slice(at + 1)]
  })
  return {
    apiVersion: 'v1',
    kind: hasKind ? first : 'ConfigMap',
    metadata: { name: 'function-input' },
    data: Object.fromEntries(data),
  }
}
