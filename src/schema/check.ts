/**
 * Walks a value along its schema and reports each problem once.
 * An interpreter and not generated code: ajv's code for all Kubernetes kinds is 2 MB and takes ten times as long to load as these
 * few lines and their data. test/schema.test.ts holds the two against each other.
 */
import { checkAlternatives } from './alternatives.ts'
import { brokenLimit } from './limits.ts'
import { type Problem, pathOf, type Step } from './problem.ts'
import { hasType, type Library, resolve, type Schema } from './schema.ts'
import { checkUnique } from './unique.ts'

export interface Checking {
  readonly definition: Library
  /** Kubernetes reads a null as a field left out. */
  readonly nullIsAbsent?: boolean
}

export function check(value: unknown, schema: Schema, checking: Checking): readonly Problem[] {
  return visited(value, schema, undefined, checking)
}

interface Walk extends Checking {
  report(problem: Problem): void
}

function visited(value: unknown, schema: Schema, at: Step | undefined, checking: Checking): readonly Problem[] {
  const problems: Problem[] = []
  visit(value, schema, at, { ...checking, report: (problem) => problems.push(problem) })
  return problems
}

function visit(value: unknown, given: Schema, at: Step | undefined, walk: Walk): void {
  const schema = resolve(given, walk.definition)
  if (hasType(value, schema)) visitTyped(value, schema, at, walk)
  else walk.report({ rule: 'type', path: pathOf(at), value, schema })
}

function visitTyped(value: unknown, schema: Schema, at: Step | undefined, walk: Walk): void {
  const allowed = schema.const === undefined ? schema.enum : [schema.const]
  if (allowed && !allowed.includes(value)) walk.report({ rule: 'choice', path: pathOf(at), value, allowed })
  const must = brokenLimit(value, schema)
  if (must) walk.report({ rule: 'limit', path: pathOf(at), value, must })
  if (Array.isArray(value)) visitList(value, schema, at, walk)
  else if (typeof value === 'object' && value !== null) visitObject(value, schema, at, walk)
  visitCombined(value, schema, at, walk)
}

function visitList(list: readonly unknown[], schema: Schema, at: Step | undefined, walk: Walk): void {
  if (schema.items) for (const [key, item] of list.entries()) visit(item, schema.items, { up: at, key }, walk)
  checkUnique(list, schema, at, walk)
}

function visitObject(object: object, schema: Schema, at: Step | undefined, walk: Walk): void {
  const fields = object as Readonly<Record<string, unknown>>
  const { properties = {}, additionalProperties = true, required = [] } = schema
  const given = (key: string) => Object.hasOwn(fields, key) && !isAbsent(fields[key], walk)
  for (const key of required) if (!given(key)) walk.report({ rule: 'missing', path: pathOf(at), keys: [key] })

  for (const [key, value] of Object.entries(fields)) {
    const known = Object.hasOwn(properties, key)
    const property = known ? properties[key] : additionalProperties
    if (property === false) walk.report({ rule: 'unknown', path: pathOf(at), key, known: Object.keys(properties) })
    else if (typeof property === 'object' && !(known && isAbsent(value, walk)))
      visit(value, property, { up: at, key }, walk)
  }
}

function isAbsent(value: unknown, { nullIsAbsent = false }: Walk): boolean {
  return value === undefined || (value === null && nullIsAbsent)
}

function visitCombined(value: unknown, schema: Schema, at: Step | undefined, walk: Walk): void {
  const { allOf = [], anyOf, oneOf } = schema
  const attempt = (option: Schema) => visited(value, option, at, walk)
  for (const part of allOf) visit(value, part, at, walk)
  for (const options of [anyOf, oneOf]) {
    if (options)
      for (const problem of checkAlternatives(value, options, pathOf(at), options === oneOf, attempt))
        walk.report(problem)
  }
  if (!schema.if) return
  const branch = attempt(schema.if).length === 0 ? schema.then : schema.else
  if (branch) visit(value, branch, at, walk)
}
