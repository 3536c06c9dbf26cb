/** The errors of a validator as problems, in the order of the document. */
import { getIn } from '../krm/field-path.ts'
import { chosen, type Found, isInside, type Place } from './alternatives.ts'
import type { Twins } from './duplicates.ts'
import type { SchemaError } from './error.ts'
import { mustBe } from './limits.ts'
import type { Problem } from './problem.ts'
import { type Library, segments, typesOf } from './schema.ts'

export function problemsOf(errors: readonly SchemaError[], root: unknown, schemas: Library): readonly Problem[] {
  let found: Found[] = []
  for (const error of errors) {
    const place = locate(root, error, schemas)
    if (error.keyword === 'anyOf' || error.keyword === 'oneOf') {
      const inside = found.filter((each) => isInside(each.error, error))
      found = [...found.filter((each) => !inside.includes(each)), ...chosen(inside, error, place)]
    } else {
      const problem = problemOf(error, place)
      // The words of JSON Schema for a value that may be set and must not be shown.
      if (problem) found.push({ error, problem: place.schema.writeOnly ? { ...problem, secret: true } : problem })
    }
  }
  const placed = withoutEchoes(found).map(({ problem }) => ({ problem, position: positionOf(problem, root) }))
  return placed.sort((a, b) => compare(a.position, b.position)).map(({ problem }) => problem)
}

/** What a value itself can break, other than the fields in it. */
const OWN: readonly Problem['rule'][] = ['type', 'choice', 'limit', 'ambiguous']

/** A value is told one thing about itself: its wrong type, else what ajv found first. */
function withoutEchoes(found: readonly Found[]): readonly Found[] {
  const told = new Map<string, Found>()
  for (const each of found) {
    const { instancePath, keyword } = each.error
    if (OWN.includes(each.problem.rule) && (keyword === 'type' || !told.has(instancePath))) told.set(instancePath, each)
  }
  return found.filter((each) => !OWN.includes(each.problem.rule) || told.get(each.error.instancePath) === each)
}

function locate(root: unknown, { instancePath, schemaPath }: SchemaError, schemas: Library): Place {
  const path: (string | number)[] = []
  let value = root
  for (const part of segments(instancePath).slice(1)) {
    const key = Array.isArray(value) ? Number(part) : part
    path.push(key)
    value = getIn(value, [key])
  }
  return { path, value, schema: schemas(schemaPath.slice(0, schemaPath.lastIndexOf('/'))) }
}

function problemOf({ keyword, params }: SchemaError, place: Place): Problem | undefined {
  const { path, value, schema } = place
  switch (keyword) {
    case 'if':
      return undefined
    case 'required':
      return { rule: 'missing', path, keys: [params.missingProperty as string] }
    case 'closed':
      return { rule: 'unknown', path, key: params.key as string, known: Object.keys(schema.properties ?? {}) }
    case 'const':
    case 'enum':
      return { rule: 'choice', path, value, allowed: schema.enum ?? [schema.const] }
    case 'type':
      return typeProblem(place)
    case 'x-kubernetes-list-type': {
      const { first, second, keys, values } = params as unknown as Twins
      return { rule: 'duplicate', path: [...path, second], first: [...path, first], keys, values }
    }
    default:
      return { rule: 'limit', path, value, must: mustBe(keyword, schema) }
  }
}

/** A bigint is an integer too large for a number, and so beyond every limit; ajv does not know it. */
function typeProblem({ path, value, schema }: Place): Problem | undefined {
  const isInteger = typeof value === 'bigint' && typesOf(schema).some((type) => type === 'integer' || type === 'number')
  if (!isInteger) return { rule: 'type', path, value, schema }
  const keyword = value > 0 ? 'maximum' : 'minimum'
  return schema[keyword] === undefined ? undefined : { rule: 'limit', path, value, must: mustBe(keyword, schema) }
}

/** Where the problem stands in the document: the place of each step among its neighbours. */
function positionOf(problem: Problem, root: unknown): readonly number[] {
  const path = problem.rule === 'unknown' ? [...problem.path, problem.key] : problem.path
  return path.map((key, depth) => {
    return typeof key === 'number' ? key : Object.keys(getIn(root, path.slice(0, depth)) as object).indexOf(key)
  })
}

function compare(a: readonly number[], b: readonly number[]): number {
  const step = a.findIndex((place, index) => place !== b[index])
  return step === -1 ? a.length - b.length : (a[step] ?? 0) - (b[step] ?? -1)
}
