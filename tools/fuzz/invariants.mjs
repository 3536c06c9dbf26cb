/** What holds of every command, whatever it is given. */
import { createHash } from 'node:crypto'
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join, relative } from 'node:path'

/** Every file below a folder with its type, mode and content. What git renews when it only looks is left out. */
export function snapshot(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).map((entry) =>
    join(entry.parentPath, entry.name),
  )
  const kept = entries.filter((file) => !/\/\.git\/(index|gc\.\w+)$/.test(file))
  return new Map(kept.map((file) => [relative(folder, file), contentOf(file)]))
}

function contentOf(file) {
  const stat = lstatSync(file)
  const head = `${stat.mode.toString(8)} `
  if (stat.isSymbolicLink()) return `${head}-> ${readlinkSync(file)}`
  if (!stat.isFile()) return head
  try {
    return head + createHash('sha256').update(readFileSync(file)).digest('hex')
  } catch ({ code }) {
    return head + code
  }
}

export function changed(before, after) {
  const names = new Set([...before.keys(), ...after.keys()])
  return [...names].filter((name) => before.get(name) !== after.get(name)).sort()
}

/** The sentences of what does not hold; `mends` is set where a command may finish an earlier save before it fails. */
export function broken({ status, signal, error, stderr }, { changes, mends = false }, touched) {
  const isAllowed = (name) => changes.some((folder) => name === folder || name.startsWith(`${folder}/`))
  const outside = touched.filter((name) => !isAllowed(name))
  return [
    ...(error || signal ? [`it ended by ${error?.code ?? signal}`] : []),
    ...(status !== 0 && status !== 1 && !signal ? [`it exited with ${status}`] : []),
    ...(/internal error|^\s+at .+:\d+:\d+\)?$|node:internal|\[object |(?<![-\w])undefined\b/m.test(stderr)
      ? ['it said what no user should read']
      : []),
    ...(status === 1 && stderr.trim() === '' ? ['it failed without a word'] : []),
    ...(outside.length > 0 ? [`it changed ${outside.join(', ')}`] : []),
    ...(status === 1 && touched.length > outside.length && !mends ? [`it failed and left ${touched.join(', ')}`] : []),
  ]
}
