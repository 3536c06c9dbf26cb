/** Names and contents of files in one word. */
export declare function digestOf(folder: string, names: readonly string[]): string
