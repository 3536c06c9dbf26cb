/** Changes the list in place; says what a program would say besides. */
type Mode = (
  list: object,
  words: readonly string[],
) => { readonly stderr: string; readonly exitCode: number } | undefined
export const MODES: Readonly<Record<string, Mode>>
