/**
 * A file → its documents; joined again, their texts are the file. A line `---` separates documents in every context, also inside scalars
 * (YAML 1.2.2, c-forbidden), so that nothing needs to be read for it.
 */
import { NEWLINE, SPACE, TAB } from './cursor.ts'
import type { SourceDocument } from './library-reader.ts'

const RETURN = 13

export function splitDocuments(file: string): readonly SourceDocument[] {
  const starts = startsOf(file)
  const lines = new Lines(file, starts)
  return starts.map((start, i) => new Part(file.slice(start, starts[i + 1]), i, lines))
}

/** The offset of the first character, and those of the separators behind it. */
function startsOf(file: string): readonly number[] {
  const starts = [0]
  for (let at = file.indexOf('\n---'); at >= 0; at = file.indexOf('\n---', at + 4)) {
    if (endsSeparator(file.charCodeAt(at + 4), at + 4 >= file.length)) starts.push(at + 1)
  }
  return starts
}

function endsSeparator(character: number, isEnd: boolean): boolean {
  return isEnd || character === SPACE || character === TAB || character === NEWLINE || character === RETURN
}

class Part implements SourceDocument {
  readonly text: string
  isUnderstood = false
  readonly #index: number
  readonly #lines: Lines

  constructor(text: string, index: number, lines: Lines) {
    this.text = text
    this.#index = index
    this.#lines = lines
  }

  get line(): number {
    return this.#lines.of(this.#index)
  }
}

/** The lines on which the documents of a file begin: counted when one is asked for, and for all of them. */
class Lines {
  readonly #file: string
  readonly #starts: readonly number[]
  #lines: readonly number[] | undefined

  constructor(file: string, starts: readonly number[]) {
    this.#file = file
    this.#starts = starts
  }

  of(index: number): number {
    this.#lines ??= this.#count()
    return this.#lines[index] as number
  }

  #count(): readonly number[] {
    let line = 1
    let at = 0
    return this.#starts.map((start) => {
      for (; at < start; at = this.#file.indexOf('\n', at) + 1) line++
      return line
    })
  }
}
