/** Row 44 of the list of faults: the same input gives the same bytes on any machine, in any time zone, locale, directory and home. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'

const ROOT = resolve(import.meta.dirname, '..')
const COMMAND = join(ROOT, 'dist/hydroam.js')
const scratch = mkdtempSync(join(tmpdir(), 'hydroam-same-'))
afterAll(() => rmSync(scratch, { recursive: true }))

/** A copy whose files came into being in another order. */
function copy(example: string, folder: string): string {
  const from = join(ROOT, 'examples', example)
  const files = readdirSync(from, { recursive: true, encoding: 'utf8' }).sort().reverse()
  for (const file of files.filter((one) => statSync(join(from, one)).isFile())) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    cpSync(join(from, file), join(folder, file))
  }
  return folder
}

function render(folder: string, env: NodeJS.ProcessEnv = {}, ...flags: readonly string[]) {
  const target = folder.endsWith('shop') ? ['--target', 'production'] : []
  const { status, stdout } = spawnSync(
    process.execPath,
    [...flags, COMMAND, 'render', folder, ...target, '-o', 'unwrap'],
    {
      cwd: dirname(folder),
      encoding: 'utf8',
      env: { ...process.env, ...env, XDG_CACHE_HOME: join(scratch, 'cache') },
    },
  )
  return { status, stdout }
}

describe.each(readdirSync(join(ROOT, 'examples')))('%s', (example) => {
  const usual = render(join(ROOT, 'examples', example))

  test('is rendered at all', () => {
    expect(usual.status).toBe(0)
    expect(usual.stdout).toContain('kind: ')
  })

  test.each([
    ['in another time zone', { TZ: 'Asia/Kathmandu' }, []],
    ['in another locale', { LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8', LANGUAGE: 'tr' }, []],
    ['of another user', { HOME: scratch, USER: 'nobody', LOGNAME: 'nobody', TMPDIR: scratch }, []],
    ['with other seeds', {}, ['--hash-seed=42', '--random-seed=42']],
  ])('%s', (_, env, flags) => {
    expect(render(join(ROOT, 'examples', example), env, ...flags)).toEqual(usual)
  })

  test('in another directory, with its files in another order', () => {
    expect(render(copy(example, join(scratch, 'deep', 'ünïcode dir', example)))).toEqual(usual)
  })
})
