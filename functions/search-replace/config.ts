/** Reads the settings: a ConfigMap as the catalogue's function has it, or our own typed form. Code: `config-invalid`. */
import type { ConfigReader } from '../../src/krm/function.ts'
import { error, place } from '../../src/krm/result.ts'
import { ExpressionError, type Matcher, matcherOf } from '../../src/regex/expression.ts'
import { isTyped, readDataOfAnyKind } from '../../src/schema/config.ts'
import { globExpression } from './glob.ts'

export interface Config {
  readonly 'by-value'?: string
  readonly 'by-value-regex'?: string
  readonly 'by-path'?: string
  readonly 'by-file-path'?: string
  readonly 'put-value'?: string
  readonly 'put-comment'?: string
}

const readData = readDataOfAnyKind('search-replace')

export const readSearch: ConfigReader = (given) => {
  const resource = given && { ...given, metadata: given.metadata ?? {} }
  const read = readData(resource)
  if ('results' in read) return read
  const problem = problemOf(read.config as Config)
  if (!problem) return read
  const field = resource && isTyped(resource, 'search-replace') ? 'spec' : 'data'
  const at = resource ? place(resource, [field, problem.setting]) : {}
  return { results: [error('config-invalid', at, problem.message, problem.hint)] }
}

interface Problem {
  readonly setting: keyof Config
  readonly message: string
  readonly hint?: string
}

function problemOf(config: Config): Problem | undefined {
  if (config['by-value'] && config['by-value-regex'])
    return { setting: 'by-value-regex', message: 'only one of `by-value` and `by-value-regex` may be set' }
  return (
    expressionProblem(config, 'by-value-regex') ??
    expressionProblem(config, 'by-file-path') ??
    groupProblem(config, 'put-value') ??
    groupProblem(config, 'put-comment')
  )
}

function expressionProblem(config: Config, setting: 'by-value-regex' | 'by-file-path'): Problem | undefined {
  try {
    setting === 'by-file-path' ? fileMatcher(config) : valueMatcher(config)
    return undefined
  } catch (cause) {
    if (!(cause instanceof ExpressionError)) throw cause
    const message = `\`${setting}\` "${config[setting]}" is not valid: ${cause.message}`
    return { setting, message, hint: 'the syntax is that of RE2; the README says what is refused' }
  }
}

/** `${1}` in `put-value` and `put-comment`: the first group of `by-value-regex`. */
export const GROUP = /\$\{(\d+)\}/g

function groupProblem(config: Config, setting: 'put-value' | 'put-comment'): Problem | undefined {
  const matcher = valueMatcher(config)
  if (!matcher) return undefined
  const used = [...(config[setting] ?? '').matchAll(GROUP)]
  const lacking = used.find(([, number]) => Number(number) < 1 || Number(number) > matcher.groups)
  if (!lacking) return undefined
  const message = `\`${setting}\` asks for group ${lacking[0]}, but \`by-value-regex\` has ${matcher.groups}`
  return { setting, message, hint: 'groups are counted from 1; put in brackets what is to be kept' }
}

export function valueMatcher({ 'by-value-regex': expression }: Config): Matcher | undefined {
  return expression ? matcherOf(expression) : undefined
}

export function fileMatcher({ 'by-file-path': glob }: Config): Matcher | undefined {
  return glob ? matcherOf(globExpression(glob)) : undefined
}
