/** Commands say what they take only when they are called or asked: every way to ask must bring it all. */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const COMMAND = fileURLToPath(new URL('../dist/hydroam.js', import.meta.url))

function run(...words: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, ...words], { encoding: 'utf8' })
  return { status, stdout, stderr }
}

const FN = ['run', 'render', 'eval', 'source', 'sink', 'list', 'doc']
const COMMANDS = [['render'], ['hydrate'], ...FN.map((name) => ['fn', name])]

describe.each(COMMANDS)('%s %s', (...words) => {
  const name = words.filter((word) => word !== undefined)

  test('shows its usage and an example that calls it, in every spelling', () => {
    const help = run(...name, '--help')
    expect(help).toMatchObject({ status: 0, stderr: '' })
    expect(help.stdout).toMatch(`Usage: hydroam ${name.join(' ')} `)
    expect(help.stdout).toMatch(new RegExp(`\\nExamples:\\n(?: .*\\n)*? .*hydroam ${name.join(' ')}\\b`))
    expect(run(...name, '-h')).toEqual(help)
    expect(run(...name.slice(0, -1), 'help', ...name.slice(-1))).toEqual(help)
  })
})

test('the help above a command names its arguments', () => {
  const { stdout, status } = run('--help')
  expect(status).toBe(0)
  for (const line of ['render [options] [dir]', 'hydrate [options] [dir]', 'fn|functions'])
    expect(stdout).toContain(line)
  const fn = run('fn', '--help').stdout
  expect(run('functions', '--help').stdout).toBe(fn)
  for (const line of ['run <name>', 'eval [options] [dir]', 'sink [options] <dir>', 'doc [options] [name]'])
    expect(fn).toContain(line)
})

test('a misspelt command or option is told the right one', () => {
  expect(run('rendr')).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('Did you mean render?') })
  expect(run('fn', 'evl')).toMatchObject({ status: 2, stderr: expect.stringContaining('Did you mean eval?') })
  expect(run('fn', 'eval', '--imge', 'x').stderr).toContain('Did you mean --image?')
  expect(run('render', '--traget', 'x').stderr).toContain('Did you mean --target?')
})

test('a value that is no choice is told the choices', () => {
  const { status, stderr } = run('fn', 'render', '--kubernetes-version', '9')
  expect(status).toBe(2)
  expect(stderr).toMatch(/Allowed choices are 1\.\d+/)
})
