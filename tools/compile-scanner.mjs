/**
 * src/text/scanner, in AssemblyScript → src/text/compiled/scanner.js: its WebAssembly, as text.
 * Does nothing when that is newer than every source. `--force` does it anyway.
 */
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const SOURCES = join(ROOT, 'src/text/scanner')
const COMPILED = join(ROOT, 'src/text/compiled/scanner.js')

if (process.argv.includes('--force') || stale()) await compile()

async function compile() {
  // The compiler is large: it loads only when it has something to do.
  const { main } = await import('assemblyscript/asc')
  const options = ['-O3', '--noAssert', '--runtime', 'stub', '--importMemory', '--enable', 'simd']
  const made = []
  const { error, stderr } = await main([join(SOURCES, 'index.ts'), ...options, '--outFile', 'scanner.wasm'], {
    writeFile: (_, contents) => made.push(contents),
  })
  if (error) throw new Error(stderr.toString(), { cause: error })
  const code = Buffer.from(made[0]).toString('base64')
  mkdirSync(dirname(COMPILED), { recursive: true })
  writeFileSync(COMPILED, `// Made by tools/compile-scanner.mjs; do not edit.\nexport const code =\n  '${code}'\n`)
}

function stale() {
  const sources = [
    SOURCES,
    ...readdirSync(SOURCES).map((name) => join(SOURCES, name)),
    fileURLToPath(import.meta.url),
    join(ROOT, 'node_modules/assemblyscript/package.json'),
  ]
  return !existsSync(COMPILED) || changed(COMPILED) <= Math.max(...sources.map(changed))
}

function changed(path) {
  return statSync(path).mtimeMs
}
