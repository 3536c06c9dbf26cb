/** kpt's answers as they are kept: a line a package, with the version that gave them and what the packages were. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

/** Changes when a package changes, so that no answer outlives its question. */
export function fingerprint(packages) {
  return createHash('sha256').update(JSON.stringify(packages)).digest('hex').slice(0, 16)
}

export function readGolden(file) {
  return JSON.parse(readFileSync(file, 'utf8'))
}

export function goldenText({ kpt, packages, answers }) {
  const lines = Object.entries(answers).map(([name, answer]) => `  ${JSON.stringify(name)}: ${JSON.stringify(answer)}`)
  return `{\n "kpt": ${JSON.stringify(kpt)},\n "packages": "${packages}",\n "answers": {\n${lines.join(',\n')}\n }\n}\n`
}
