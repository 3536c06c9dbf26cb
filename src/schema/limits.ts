/** What a value must be that breaks a limit, to complete "must be". */
import type { Schema } from './schema.ts'

const WORDS: Readonly<Record<string, (limit: unknown) => string>> = {
  minimum: (least) => `at least ${least}`,
  maximum: (most) => `at most ${most}`,
  minLength: (least) => `at least ${counted(least, 'character')}`,
  maxLength: (most) => `at most ${counted(most, 'character')}`,
  pattern: (pattern) => `text that matches ${pattern}`,
  minItems: (least) => `a list of at least ${counted(least, 'item')}`,
  maxItems: (most) => `a list of at most ${counted(most, 'item')}`,
  minProperties: (least) => `at least ${counted(least, 'field')}`,
  maxProperties: (most) => `at most ${counted(most, 'field')}`,
}

/** The schema's own words, or those for the keyword. */
export function mustBe(keyword: string, schema: Schema): string {
  const limit = schema[keyword as keyof Schema]
  return schema.title ?? WORDS[keyword]?.(limit) ?? `valid by ${JSON.stringify({ [keyword]: limit })}`
}

function counted(count: unknown, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`
}
