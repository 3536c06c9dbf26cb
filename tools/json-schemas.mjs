/** JSON Schema files → definitions by name, which refer to each other by name. */

const DOCUMENTATION = ['$schema', '$id', '$comment', 'description']

/** The schema under its name, and each of its `$defs` under `name.def`. A file of only `$defs` has no schema itself. */
export function definitionsOf(name, text) {
  const { $defs = {}, ...schema } = plain(text, (ref) => ({ $ref: definitionName(ref, name) }))
  const shared = Object.entries($defs).map(([key, definition]) => [`${name}.${key}`, definition])
  return { ...(Object.keys(schema).length > 0 ? { [name]: schema } : {}), ...Object.fromEntries(shared) }
}

/** The schema as the compiler wants it, without documentation. `refer` says what stands for a reference. */
export function plain(text, refer) {
  return JSON.parse(text, (key, value) => {
    if (DOCUMENTATION.includes(key) && typeof value === 'string') return undefined
    if (value?.additionalProperties === false) return closed(value)
    if (typeof value?.$ref !== 'string') return value
    const { $ref, ...beside } = value
    return { ...beside, ...refer($ref) }
  })
}

function closed({ additionalProperties, ...schema }) {
  return { ...schema, closed: true }
}

/** Code that exports the definitions as JSON text; in single quotes, where it needs few escapes. */
export function exported(definitions) {
  return `export const definitions = '${JSON.stringify(definitions).replace(/[\\']/g, '\\$&')}'`
}

/** "shared.schema.json#/$defs/x" → "shared.x"; "#/$defs/x" → "this-file.x". */
function definitionName(ref, file) {
  const match = /^(?:([^#/]+)\.schema\.json)?(?:#(?:\/\$defs\/([^/]+))?)?$/.exec(ref)
  if (!match) throw new Error(`"${ref}" must point at a whole definition of this file or a neighbour`)
  const [, neighbour = file, local] = match
  return local === undefined ? neighbour : `${neighbour}.${local}`
}
