/** The packages that kpt was asked for, by the name of the file that keeps its answers. */
import { CASES } from './cases.mjs'
import { generatePackages } from './generate.mjs'

export const GOLDENS = { cases: CASES, generated: generatePackages(200) }
