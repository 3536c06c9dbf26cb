/**
 * Asks the real kpt what each `.krmignore` of test/kpt/ignore-patterns.mjs leaves of a tree, and writes test/kpt/golden-ignore.json.
 *
 *   node tools/ask-kpt-ignore.mjs
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { IGNORES, PACKAGES, TREE } from '../test/kpt/ignore-patterns.mjs'

const GOLDEN = join(dirname(fileURLToPath(import.meta.url)), '../test/kpt/golden-ignore.json')
const PATH = 'internal.config.kubernetes.io/path'
const root = mkdtempSync(join(tmpdir(), 'hydroam-ignore-'))
try {
  for (const path of TREE) write(path, `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\n`)
  for (const path of PACKAGES)
    write(join(path, 'Kptfile'), 'apiVersion: kpt.dev/v1\nkind: Kptfile\nmetadata:\n  name: p\n')
  const rows = IGNORES.map((ignore) => ({ ignore, left: ask(ignore) }))
  const kpt = spawnSync('kpt', ['version'], { encoding: 'utf8' }).stdout.trim()
  writeFileSync(
    GOLDEN,
    `{"kpt": ${JSON.stringify(kpt)}, "rows": [\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]}\n`,
  )
} finally {
  rmSync(root, { recursive: true })
}

function write(path, text) {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

/** The paths that are read, or kpt's error. */
function ask(ignore) {
  write('.krmignore', ignore)
  const { status, stdout, stderr } = spawnSync('kpt', ['fn', 'render', root, '-o', 'stdout'], { encoding: 'utf8' })
  if (status !== 0) return stderr.trim().split('\n').at(-1).replaceAll(root, '.')
  return (parse(stdout)?.items ?? []).map((item) => item.metadata.annotations[PATH]).sort()
}
