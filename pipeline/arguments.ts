/** A command line written for kpt → one for commander: Go's `--flag=true` and `-f=value`, and the function's own words behind `--`. */

/** kpt's switches, each off without it but for `truncate-output`. */
const SWITCHES = [
  'allow-exec',
  'allow-network',
  'allow-alpha-wasm',
  'as-current-user',
  'network',
  'save',
  'include-meta-resources',
  'truncate-output',
]
/** The spellings of Go's strconv.ParseBool. */
const TRUE = ['1', 't', 'T', 'true', 'True', 'TRUE']
const FALSE = ['0', 'f', 'F', 'false', 'False', 'FALSE']

export interface CommandLine {
  readonly words: readonly string[]
  /** What stands behind `--`; undefined without one. */
  readonly functionWords: readonly string[] | undefined
}

export function readArguments(all: readonly string[]): CommandLine {
  const end = all.indexOf('--')
  const before = end < 0 ? all : all.slice(0, end)
  return {
    words: before.flatMap(plainLetters).flatMap(plainSwitch),
    functionWords: end < 0 ? undefined : all.slice(end + 1),
  }
}

/** Go reads `-o=dir` as `-o dir`, and `-st=mutator` as `-s -t mutator`; to commander the sign would be a part of the value. */
function plainLetters(word: string): readonly string[] {
  const [, switches, letter = '', value] = /^-([sm]*)([iotevks])=(.*)$/s.exec(word) ?? []
  if (switches === undefined || value === undefined) return [word]
  const before = switches === '' ? [] : [`-${switches}`]
  return [...before, ...(letter === 's' ? [`--save=${value}`] : [`-${letter}`, value])]
}

/** What is no switch, or has no value that Go knows, stays for commander to judge. */
function plainSwitch(word: string): readonly string[] {
  const [, name = '', value = ''] = /^--([a-z-]+)=(.*)$/.exec(word) ?? []
  if (!SWITCHES.includes(name)) return [word]
  if (TRUE.includes(value)) return [`--${name}`]
  if (!FALSE.includes(value)) return [word]
  return name === 'truncate-output' ? ['--no-truncate-output'] : []
}
