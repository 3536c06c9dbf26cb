#!/usr/bin/env node
/**
 * Starts the command. Its modules are compiled once, when it is built, and the code is kept beside them (tools/code-cache.mjs), which halves the
 * time to start; V8 itself refuses code of another version of node, and compiles the source instead.
 */
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { Script } from 'node:vm'

/**
 * How much code runs before V8 optimises it: eight times what V8 11 of node 20 would let it, for most of it is hardly called again in a
 * run, and a third of the processor's time went into that. Newer ones have a quicker compiler in between, and no such setting.
 * Compiled code is kept for one set of settings, so they are made before any is loaded.
 */
if (process.versions.v8.startsWith('11.')) setFlagsFromString('--interrupt-budget=540672')

type Load = (id: string) => unknown

const FOLDER = __dirname
const code = readCode(join(FOLDER, 'code.cache'))
const modules = new Map<string, { exports: unknown }>()
const node = createRequire(join(FOLDER, 'cli.js'))

/** Every module that was loaded, for those who keep the code. */
export const scripts = new Map<string, Script>()

/** A module of the bundle by its file name; any other is node's own. */
function load(id: string): unknown {
  if (!id.startsWith('./')) return node(id)
  const known = modules.get(id)
  if (known) return known.exports
  const module = { exports: {} }
  modules.set(id, module)
  compile(id).call(module.exports, module.exports, load, module, join(FOLDER, id), FOLDER)
  return module.exports
}

type Module = (exports: object, require: Load, module: object, filename: string, dirname: string) => void

function compile(id: string): Module {
  const filename = join(FOLDER, id)
  const source = readFileSync(filename, 'utf8')
  const cachedData = code.get(id)
  const script = new Script(`(function(exports,require,module,__filename,__dirname){${source}\n})`, {
    filename,
    ...(cachedData ? { cachedData } : {}),
  })
  scripts.set(id, script)
  return script.runInThisContext()
}

/** The archive: a line of JSON with the name and length of each module's code, then the code. */
function readCode(file: string): ReadonlyMap<string, Buffer> {
  if (!existsSync(file)) return new Map()
  const archive = readFileSync(file)
  const end = archive.indexOf('\n')
  const index: readonly [string, number][] = JSON.parse(archive.toString('latin1', 0, end))
  let at = end + 1
  return new Map(
    index.map(([id, length]) => {
      at += length
      return [id, archive.subarray(at - length, at)]
    }),
  )
}

load('./cli.js')
