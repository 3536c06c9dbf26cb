#!/usr/bin/env node
/**
 * Starts the command. What V8 has compiled of its modules is kept in the user's cache (code-cache/), which halves the time to start. V8 would
 * take any code for a source of the same length, so what is kept is tied to the bundle by a digest.
 *
 * Node has a cache of its own (`module.enableCompileCache`) since 22.1, a file a module: it asks nobody who wrote them, and node 20 has none.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Script } from 'node:vm'
import { openArchive } from './code-cache/archive.ts'
import { isWorthKeeping, keepCode } from './code-cache/keep.ts'
import { keyOf, nameOf } from './code-cache/key.ts'
import { type Place, placeOf } from './code-cache/place.ts'
import { settleV8 } from './v8-settings.ts'

// Compiled code is kept for one set of settings, so they are made before any is loaded.
settleV8()

type Load = (id: string) => unknown

const FOLDER = __dirname
const place = findPlace()
const { writes, codeOf } = openArchive(place, keyOf())
const modules = new Map<string, { exports: unknown }>()
let isLacking = false

/** Every module that was loaded. */
export const scripts = new Map<string, Script>()

/** A module of the bundle by its file name; any other is node's own. */
function load(id: string): unknown {
  if (!id.startsWith('./')) return process.getBuiltinModule(id)
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
  // The bundle is ASCII (rolldown.config.js).
  const source = readFileSync(filename, 'latin1')
  const cachedData = codeOf(id)
  const script = new Script(`(function(exports,require,module,__filename,__dirname){${source}\n})`, {
    filename,
    ...(cachedData ? { cachedData } : {}),
  })
  isLacking ||= script.cachedDataRejected !== false
  scripts.set(id, script)
  return script.runInThisContext()
}

function findPlace(): Place | undefined {
  try {
    return placeOf(FOLDER, nameOf())
  } catch {
    return undefined
  }
}

// All that was printed has left the process by then.
process.on('exit', () => {
  if (!place || !isWorthKeeping(writes, isLacking)) return
  // A run that read much has changed them.
  settleV8()
  keepCode(place, keyOf(), scripts)
})

load('./cli.js')
