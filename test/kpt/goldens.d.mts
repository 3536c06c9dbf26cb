import type { Files } from './run.mjs'

export const GOLDENS: Readonly<Record<string, Readonly<Record<string, Files>>>>
