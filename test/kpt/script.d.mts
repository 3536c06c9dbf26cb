import type { Answer, Files } from './run.mjs'

export const SCRIPT: string
export const APP: Files
export function runScript(command: string): Promise<Answer & { readonly stderr: string }>
