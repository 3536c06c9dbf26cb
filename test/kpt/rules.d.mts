import type { Files } from './run.mjs'

export const RULES: Readonly<Record<string, Files>>
