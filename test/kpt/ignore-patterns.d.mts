export const TREE: readonly string[]
export const PACKAGES: readonly string[]
export const IGNORES: readonly string[]
