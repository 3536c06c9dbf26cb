/** `node loaded.mjs COMMAND [ARGUMENT…]`: what the built command does, and on stderr the modules that it had to compile. */
import { createRequire } from 'node:module'

process.argv.splice(1, 1)
const { scripts } = createRequire(import.meta.url)(process.argv[1])
process.on('exit', () => {
  const compiled = [...scripts].filter(([, script]) => script.cachedDataRejected !== false)
  process.stderr.write(`\n${JSON.stringify(compiled.map(([id]) => id))}\n`)
})
