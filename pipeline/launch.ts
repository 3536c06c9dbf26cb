#!/usr/bin/env node
/**
 * Starts the command. Its modules are compiled once, when it is built, and the code is kept beside them (tools/code-cache.mjs), which halves the
 * time to start; V8 itself refuses code of another version of node, and compiles the source instead.
 */
import { existsSync, openSync, readFileSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { Script } from 'node:vm'
import { settleV8 } from './v8-settings.ts'

// Compiled code is kept for one set of settings, so they are made before any is loaded.
settleV8()

type Load = (id: string) => unknown

/** Bytes of the archive's index: JSON with the name and length of each module's code, filled up with spaces. The code follows. */
export const INDEX_LENGTH = 8192

const FOLDER = __dirname
const codeOf = openCode(join(FOLDER, 'code.cache'))
const modules = new Map<string, { exports: unknown }>()

/** Every module that was loaded, for those who keep the code. */
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
  scripts.set(id, script)
  return script.runInThisContext()
}

/** A run reads the code of the modules that it loads. */
function openCode(file: string): (id: string) => Buffer | undefined {
  if (!existsSync(file)) return () => undefined
  const archive = openSync(file, 'r')
  const read = (at: number, length: number) => {
    const bytes = Buffer.allocUnsafe(length)
    readSync(archive, bytes, 0, length, at)
    return bytes
  }
  const index: readonly [string, number][] = JSON.parse(read(0, INDEX_LENGTH).toString('latin1'))
  let end = INDEX_LENGTH
  const places = new Map<string, readonly [at: number, length: number]>()
  for (const [id, length] of index) {
    places.set(id, [end, length])
    end += length
  }
  return (id) => {
    const place = places.get(id)
    return place && read(...place)
  }
}

load('./cli.js')
