export type Files = Readonly<Record<string, string>>

export interface Answer {
  readonly exitCode: number
  readonly files: Readonly<Record<string, unknown>>
  readonly results?: {
    readonly exitCode: number
    readonly items: readonly { readonly exec: string; readonly exitCode: number }[]
  }
}

export function renderCase(files: Files, command: string, args?: readonly string[]): Promise<Answer>
