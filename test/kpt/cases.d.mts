export const CASES: Readonly<Record<string, Readonly<Record<string, string>>>>
