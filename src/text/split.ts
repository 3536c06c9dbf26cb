/**
 * A file → its documents; joined again, their texts are the file. A line `---` separates documents in every context, also inside scalars
 * (YAML 1.2.2, c-forbidden), so that nothing needs to be read for it.
 */
import { NEWLINE, SPACE, TAB } from './characters.ts'
import type { SourceDocument } from './library-reader.ts'

const RETURN = 13

export function splitDocuments(file: string): readonly SourceDocument[] {
  const documents: Part[] = []
  const lines = new Lines(documents)
  let start = 0
  for (let at = file.indexOf('\n---'); at >= 0; at = file.indexOf('\n---', at + 4)) {
    if (!endsSeparator(file.charCodeAt(at + 4), at + 4 >= file.length)) continue
    documents.push(new Part(file.slice(start, at + 1), documents.length, lines))
    start = at + 1
  }
  documents.push(new Part(file.slice(start), documents.length, lines))
  return documents
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
  readonly #documents: readonly Part[]
  #lines: readonly number[] | undefined

  constructor(documents: readonly Part[]) {
    this.#documents = documents
  }

  of(index: number): number {
    this.#lines ??= this.#count()
    return this.#lines[index] as number
  }

  #count(): readonly number[] {
    let next = 1
    return this.#documents.map(({ text }) => {
      const line = next
      for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) next++
      return line
    })
  }
}
