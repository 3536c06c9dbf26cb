export type Files = Readonly<Record<string, string>>

/** What a run did to a package, by meaning. */
export interface Answer {
  readonly exitCode: number
  /** Files that were made, or say something else now: their documents. */
  readonly changed: Readonly<Record<string, unknown>>
  readonly deleted: readonly string[]
  /** The entries of results.yaml. */
  readonly functions: readonly {
    readonly image?: string
    readonly exec?: string
    readonly exitCode: number
    readonly stderr?: string
    readonly results?: readonly object[]
  }[]
}

export function renderCase(files: Files, command: string, args?: readonly string[]): Promise<Answer>
export function writeTree(folder: string, files: Files): void
export function readTree(folder: string): Files
export function withEngine(scratch: string): NodeJS.ProcessEnv
export function answerOf(exitCode: number, before: Files, after: Files, results: string | undefined): Answer
