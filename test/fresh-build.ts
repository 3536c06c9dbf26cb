/** Before any test: dist must be what the sources say now, for many tests run the built command. Builds it again where it is not. */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'

const ROOT = resolve(import.meta.dirname, '..')

export default function setup(): void {
  if (!isStale(ROOT)) return
  process.stdout.write('dist is older than its sources: building it\n')
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] })
}

/** All that the build reads. What a folder lost or won is seen in the time of the folder. */
const SOURCES = ['src', 'functions', 'pipeline', 'tools', 'rolldown.config.js', 'package.json', 'package-lock.json']

/** The build writes this last. */
const BUILT = 'dist/THIRD-PARTY-LICENSES.txt'

/** Whether some source is newer than the bundle. */
export function isStale(root: string): boolean {
  const built = join(root, BUILT)
  if (!existsSync(built)) return true
  const time = statSync(built).mtimeMs
  return SOURCES.some((path) => isNewer(join(root, path), time))
}

function isNewer(path: string, time: number): boolean {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (!stats || isNoSource(path)) return false
  if (stats.mtimeMs > time) return true
  return stats.isDirectory() && readdirSync(path).some((name) => isNewer(join(path, name), time))
}

/** Cases of functions, and what the build itself makes. */
function isNoSource(path: string): boolean {
  return /\/(?:cases|compiled)$/.test(path)
}
