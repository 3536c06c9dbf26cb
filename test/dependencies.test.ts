/** Row 75 of the fault table: what npm installs is what was locked, and none of it runs while it is installed. */
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'

interface Locked {
  readonly integrity?: string
  readonly hasInstallScript?: boolean
  readonly link?: boolean
}

const LOCK = join(resolve(import.meta.dirname, '..'), 'package-lock.json')

function problems(packages: Readonly<Record<string, Locked>>): readonly string[] {
  return Object.entries(packages).flatMap(([path, { integrity = '', hasInstallScript, link }]) => {
    // The first entry is hydroam itself.
    if (path === '') return []
    return [
      ...(/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity) ? [] : [`${path} has no sha512 hash`]),
      ...(hasInstallScript ? [`${path} runs a script when it is installed`] : []),
      ...(link ? [`${path} is a link`] : []),
    ]
  })
}

test('every dependency is locked by its hash and runs no script when it is installed', () => {
  const { packages } = JSON.parse(readFileSync(LOCK, 'utf8'))
  expect(Object.keys(packages).length).toBeGreaterThan(10)
  expect(problems(packages)).toEqual([])
})

test('one that is not, is found', () => {
  expect(problems({ 'node_modules/a': {} })).toEqual(['node_modules/a has no sha512 hash'])
  expect(problems({ 'node_modules/a': { integrity: `sha1-${'a'.repeat(27)}=`, hasInstallScript: true } })).toHaveLength(
    2,
  )
})
