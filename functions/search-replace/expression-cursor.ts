/** Where a reader of text stands. */
export interface Cursor {
  readonly text: string
  at: number
  /** What a sticky expression matches here, and steps over it. */
  take(pattern: RegExp): string | undefined
  isAtEnd(): boolean
}

export function cursorOf(text: string): Cursor {
  return {
    text,
    at: 0,
    take(pattern) {
      pattern.lastIndex = this.at
      const found = pattern.exec(text)?.[0]
      if (found !== undefined) this.at += found.length
      return found
    },
    isAtEnd() {
      return this.at >= text.length
    },
  }
}
