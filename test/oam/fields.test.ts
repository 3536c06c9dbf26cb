/**
 * Every field that hydroam reads of OAM's documents, and every parameter of its types, stands in a case that is accepted: a field that
 * nobody exercises is a field that nobody knows to work. What is refused stands in cases of its own.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { isObject } from '../../src/krm/check.ts'
import { definitions as compiled } from '../../src/schema/compiled/parameters.js'
import { answers } from './golden.ts'

interface Schema {
  readonly $ref?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly additionalProperties?: Schema | boolean
  readonly [key: string]: unknown
}

type Values = Readonly<Record<string, unknown>>

const ROOT = resolve(import.meta.dirname, '../..')
const definitions: Readonly<Record<string, Schema>> = JSON.parse(compiled)

/** Fields that no accepted document can have. */
const REFUSED = ['ref-objects urls']

function alternativesOf(schema: Schema): readonly Schema[] {
  return ['oneOf', 'anyOf', 'allOf', 'if', 'then', 'else'].flatMap((word) => (schema[word] ?? []) as Schema[])
}

/** A schema and what stands in it, each with its path below the definition that it belongs to. */
function below(schema: Schema, path: string): readonly (readonly [key: string, path: string, schema: Schema])[] {
  const { properties = {}, items, additionalProperties } = schema
  return [
    ...Object.entries(properties).map(([key, one]) => [key, `${path}.${key}`, one] as const),
    ...(items ? [['[]', `${path}[]`, items] as const] : []),
    ...(isObject(additionalProperties) ? [['*', `${path}.*`, additionalProperties as Schema] as const] : []),
    ...alternativesOf(schema).flatMap((one) => below(one, path)),
  ]
}

/** `webservice ports`, `shared.probe httpGet.port`: what a definition shares is one field, whoever uses it. */
function fieldsOf(name: string, schema = definitions[name] as Schema, path = ''): readonly string[] {
  return below(schema, path).flatMap(([key, at, one]) => [
    ...(key === '[]' || key === '*' || typeof one === 'boolean' ? [] : [`${name} ${at.replace(/^\./, '')}`]),
    ...(typeof one === 'boolean' ? [] : fieldsOf(name, one, at)),
  ])
}

const exercised = new Set<string>()

function exercise(name: string, value: unknown, schema = definitions[name], path = ''): void {
  if (schema?.$ref) {
    exercise(schema.$ref, value)
    return
  }
  for (const [key, at, one] of schema ? below(schema, path) : []) {
    if (Array.isArray(value) && key === '[]') for (const item of value) exercise(name, item, one, at)
    if (!isObject(value)) continue
    if (key === '*') for (const item of Object.values(value)) exercise(name, item, one, at)
    if (!Object.hasOwn(value, key)) continue
    exercised.add(`${name} ${at.replace(/^\./, '')}`)
    exercise(name, (value as Values)[key], one, at)
  }
  for (const one of schema ? alternativesOf(schema) : []) if (one.$ref) exercise(one.$ref, value)
}

/** A document, and whatever in it has a type with parameters: components, traits, policies, steps. */
function exerciseDocument(value: unknown): void {
  if (Array.isArray(value)) for (const one of value) exerciseDocument(one)
  if (!isObject(value)) return
  const { apiVersion, kind, name, type, properties, spec } = value as Values
  const versioned = `${kind}.${String(apiVersion).split('/').at(-1)}`
  if (typeof kind === 'string') exercise(Object.hasOwn(definitions, versioned) ? versioned : kind, value)
  if (kind === 'PodDisruptionBudgetTrait') exercise('pod-disruption-budget', spec)
  if (kind === 'ContainerizedWorkload' || kind === 'ManualScalerTrait' || kind === 'HPATrait') exercise(kind, spec)
  const own = type ?? name
  if (typeof own === 'string') exercise(own.replace(/@.*/, ''), properties ?? {})
  if (isObject(value.schematic)) exerciseSchematic((value.schematic as Values).kube, value.scope === 'Application')
  for (const one of Object.values(value)) exerciseDocument(one)
}

function exerciseSchematic(kube: unknown, isTransform: boolean): void {
  exercise(isTransform ? 'schematic.kube.policy' : 'schematic.kube', kube)
  if (isTransform && isObject(kube)) exercise('policy-template', kube.template)
}

function files(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path).flatMap((name) => (name.startsWith('.') ? [] : files(join(path, name))))
}

function isAccepted(file: string): boolean {
  const expected = join(file, '../expected.yaml')
  if (existsSync(expected))
    return file.endsWith('input.yaml') && !/severity: error/.test(readFileSync(expected, 'utf8'))
  const answer = answers[/vela\/applications\/(.*)\.yaml$/.exec(file)?.[1] ?? '']
  return /\.yaml$/.test(file) && !(answer && 'error' in answer)
}

const sources = [
  'examples',
  'test/oam/vela/applications',
  ...readdirSync(join(ROOT, 'functions')).map((one) => `functions/${one}/cases`),
]
for (const file of sources
  .map((one) => join(ROOT, one))
  .filter(existsSync)
  .flatMap(files)
  .filter(isAccepted)) {
  const documents = parseAllDocuments(readFileSync(file, 'utf8'), { uniqueKeys: false, merge: true })
  for (const document of documents) exerciseDocument(document.toJS())
}

describe('every field stands in a case that is accepted', () => {
  test.each(Object.keys(definitions))('%s', (name) => {
    const missing = fieldsOf(name).filter((field) => !exercised.has(field) && !REFUSED.includes(field))
    expect(missing).toEqual([])
  })
})
