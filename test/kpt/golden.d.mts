import type { Answer, Files } from './run.mjs'

interface Golden {
  readonly kpt: string
  readonly packages: string
  readonly answers: Readonly<Record<string, Answer>>
}

export function fingerprint(packages: Readonly<Record<string, Files>> | readonly unknown[]): string
export function readGolden(file: string): Golden
export function goldenText(golden: Golden): string
