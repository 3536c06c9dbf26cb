/**
 * Asks the real kpt how it cuts files into documents, and writes test/text/kpt-split.golden.json: for each input the names of the resources
 * that `kpt fn source` found, or its error.
 *
 *   node tools/ask-kpt.mjs
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'

const GOLDEN = join(dirname(fileURLToPath(import.meta.url)), '../test/text/kpt-split.golden.json')
const cm = (name) => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n`
const json = (name) => JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } })

const INPUTS = {
  'one document': cm('a'),
  'no line break at the end': cm('a').trimEnd(),
  'two documents': `${cm('a')}---\n${cm('b')}`,
  'a separator in front': `---\n${cm('a')}`,
  'separators in front and behind': `---\n${cm('a')}---\n`,
  'a separator without a line break behind': `${cm('a')}---`,
  'a comment behind a separator': `${cm('a')}--- # next\n${cm('b')}`,
  'blanks behind a separator': `${cm('a')}---  \n${cm('b')}`,
  'a tab behind a separator': `${cm('a')}---\t\n${cm('b')}`,
  'empty documents': `---\n---\n${cm('a')}---\n\n---\n${cm('b')}---\n---\n`,
  'a document of comments': `# only\n# comments\n---\n${cm('a')}`,
  'comments between documents': `${cm('a')}# tail\n---\n# head\n${cm('b')}`,
  'a null document': `null\n---\n${cm('a')}`,
  CRLF: `${cm('a')}---\n${cm('b')}`.replaceAll('\n', '\r\n'),
  'CRLF with an empty document': `---\n${cm('a')}---\n---\n${cm('b')}`.replaceAll('\n', '\r\n'),
  'a byte order mark': `\ufeff${cm('a')}---\n${cm('b')}`,
  'a byte order mark and a separator': `\ufeff---\n${cm('a')}`,
  'dashes in a literal block': `${cm('a')}data:\n  x: |\n    ---\n    y\n---\n${cm('b')}`,
  'four dashes in a literal block': `${cm('a')}data:\n  x: |\n    ----\n---\n${cm('b')}`,
  'a document end': `${cm('a')}...\n---\n${cm('b')}`,
  'text behind a separator': `${cm('a')}--- foo\n${cm('b')}`,
  'a directive': `%YAML 1.2\n---\n${cm('a')}`,
  'an empty file': '',
  'a file of blanks': '\n\n  \n',
  'JSON in YAML': `${json('a')}\n---\n${json('b')}\n`,
  'JSON over several lines': `${JSON.stringify(JSON.parse(json('a')), null, 2)}\n`,
}

const scratch = mkdtempSync(join(tmpdir(), 'hydroam-ask-kpt-'))
try {
  const version = spawnSync('kpt', ['version'], { encoding: 'utf8' }).stdout.trim()
  const rows = Object.entries(INPUTS).map(([name, input]) => ({ name, input, ...ask(input) }))
  writeFileSync(GOLDEN, `${JSON.stringify({ kpt: version, rows }, null, 2)}\n`)
} finally {
  rmSync(scratch, { recursive: true })
}

function ask(input) {
  const folder = mkdtempSync(join(scratch, 'p-'))
  writeFileSync(join(folder, 'file.yaml'), input)
  const { status, stdout, stderr } = spawnSync('kpt', ['fn', 'source', folder], { encoding: 'utf8' })
  if (status !== 0) return { error: stderr.trim().split('\n').at(-1).replace(folder, '') }
  return { names: (parse(stdout)?.items ?? []).map((item) => item?.metadata?.name ?? null) }
}
