/** Broken ResourceLists for every function: most in this process, which is quick, and one of them on the command's stdin. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { rolldown } from 'rolldown'

const LISTS = 100

/** What test/broken has for tests, bundled once: node 20 runs no TypeScript. */
async function load() {
  const dir = mkdtempSync(join(tmpdir(), 'hydroam-fuzz-lists-'))
  const bundle = await rolldown({ input: 'test/broken/lists.ts', platform: 'node', logLevel: 'silent' })
  await bundle.write({ dir, entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' })
  return import(pathToFileURL(join(dir, 'lists.mjs')).href)
}

let loaded
async function subjectsOf() {
  loaded ??= load().then(async (lists) => ({ ...lists, all: await lists.subjects() }))
  return loaded
}

function choice({ next, pick, times }) {
  const mutation = () => ({ at: next(), way: next(), other: next() })
  return { seed: next(), items: pick([undefined, next()]), mutations: [mutation(), ...times(3, mutation)] }
}

export async function listRound(_, random) {
  const { all, listOf, check } = await subjectsOf()
  const seeds = all.flatMap(({ seeds }) => seeds)
  let command
  for (let i = 0; i < LISTS; i++) {
    const subject = random.pick(all)
    const input = listOf(choice(random), subject, seeds)
    try {
      await check(subject, input)
    } catch (cause) {
      throw Object.assign(cause, { input, args: ['fn', 'run', subject.title] })
    }
    command = {
      args: random.pick([
        ['fn', 'run', subject.title],
        ['fn', 'eval', '-', '-i', 'set-labels', '--', 'a=b'],
        ['fn', 'sink', 'out'],
      ]),
      input,
    }
  }
  return [{ ...command, changes: command.args[1] === 'sink' ? ['out'] : [] }]
}
