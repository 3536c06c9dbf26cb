/** Characters that mean something to YAML, by their codes. */

export const NEWLINE = 10
export const SPACE = 32
export const TAB = 9
export const HASH = 35
export const DASH = 45
export const COLON = 58
export const DOUBLE = 34
export const SINGLE = 39
export const COMMA = 44
export const OPEN_LIST = 91
export const CLOSE_LIST = 93
export const OPEN_MAP = 123
export const CLOSE_MAP = 125
export const QUESTION = 63
export const BACKSLASH = 92

/** By character code: `A` to `Z` and `a` to `z`. What begins with one of them is plain, and no number. */
export const IS_LETTER = new Uint8Array(128)
for (let i = 0; i < 26; i++) IS_LETTER[65 + i] = IS_LETTER[97 + i] = 1
