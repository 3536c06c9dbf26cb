/** Words of a command the way a shell splits them, without any expansion (kpt uses google/shlex). */
export function splitCommand(command: string): readonly string[] {
  const words: string[] = []
  const WORD = /(?:"((?:\\.|[^"\\])*)"|'([^']*)'|\\(.)|([^\s"'\\]+))(\s+|$)?/gsy
  let word = ''
  let rest = command.trim()
  while (rest !== '') {
    WORD.lastIndex = 0
    const match = WORD.exec(rest)
    if (!match) return [...words, word + rest]
    const [whole, double, single, escaped, plain, gap] = match
    word += double?.replace(/\\(["\\$`])/g, '$1') ?? single ?? escaped ?? plain ?? ''
    rest = rest.slice(whole.length)
    if (gap !== undefined || rest === '') {
      words.push(word)
      word = ''
    }
  }
  return words
}
