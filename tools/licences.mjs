/** The licence texts of whatever is in the bundle and is not hydroam's. */
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const ROOT = dirname(import.meta.dirname)
const require = createRequire(import.meta.url)

export class Licences {
  #packages = new Map()

  /** Modules by what the bundler calls them. */
  note(ids) {
    for (const folder of ids.flatMap(packagesOf)) this.#packages.set(folder, aboutPackage(folder))
  }

  text() {
    const packages = [...this.#packages.values()].sort((a, b) => (a.title < b.title ? -1 : 1))
    const texts = packages.map(({ title, text }) => `${RULE}\n${title}\n${RULE}\n\n${text}\n`)
    const schemas = readFileSync(join(ROOT, 'src/schema/kubernetes/NOTICE'), 'utf8')
    return [HEAD, ...texts, `${RULE}\n${schemas}`].join('\n')
  }
}

const HEAD = 'hydroam holds code and data of others. These are their licences.\n'
const RULE = '-'.repeat(80)

/** The folders of the packages whose code a module is or holds; none for what is hydroam's alone. */
export function packagesOf(id) {
  if (id.startsWith('\0rolldown/')) return [join(ROOT, 'node_modules/rolldown')]
  const package_ = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id)?.[0]
  return package_ ? [package_] : makersOf(id)
}

/** What is compiled holds code of its compiler, which its first line names (compile-*.mjs). */
function makersOf(id) {
  if (!/\/compiled\/.*\.js$/.test(id)) return []
  const maker = /^\/\/ Made by \S+ with (\S+);/.exec(readFileSync(id, 'utf8'))?.[1]
  if (!maker) throw new Error(`${id} does not say what compiled it`)
  return [dirname(require.resolve(`${maker}/package.json`))]
}

function aboutPackage(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const files = readdirSync(folder).filter((file) => /^(?:licen[cs]e|notice|copying)/i.test(file))
  if (files.length === 0) throw new Error(`${name} is bundled, but has no licence text`)
  const texts = files.sort().map((file) => readFileSync(join(folder, file), 'utf8').trimEnd())
  return { title: `${name} ${version} (${license})`, text: texts.join('\n\n') }
}
