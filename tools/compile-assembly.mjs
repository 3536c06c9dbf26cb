/**
 * What is written in AssemblyScript → its WebAssembly, as text, in a module beside it. Does nothing for one that is newer than every source.
 * `--force` does it anyway.
 */
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))

/** Sources, and the module that is made of them. */
const MODULES = [
  ['src/text/scanner', 'src/text/compiled/scanner.js'],
  ['pipeline/code-cache/checksum', 'pipeline/code-cache/compiled/checksum.js'],
].map((paths) => paths.map((path) => join(ROOT, path)))

for (const [sources, compiled] of MODULES)
  if (process.argv.includes('--force') || stale(sources, compiled)) await compile(sources, compiled)

async function compile(sources, compiled) {
  // The compiler is large: it loads only when it has something to do.
  const { main } = await import('assemblyscript/asc')
  const options = ['-O3', '--noAssert', '--runtime', 'stub', '--importMemory', '--enable', 'simd']
  const made = []
  const { error, stderr } = await main([join(sources, 'index.ts'), ...options, '--outFile', 'module.wasm'], {
    writeFile: (_, contents) => made.push(contents),
  })
  if (error) throw new Error(stderr.toString(), { cause: error })
  const code = Buffer.from(made[0]).toString('base64')
  mkdirSync(dirname(compiled), { recursive: true })
  writeFileSync(
    compiled,
    `// Made by tools/compile-assembly.mjs with assemblyscript; do not edit.\nexport const code =\n  '${code}'\n`,
  )
}

function stale(folder, compiled) {
  const sources = [
    folder,
    ...readdirSync(folder).map((name) => join(folder, name)),
    fileURLToPath(import.meta.url),
    join(ROOT, 'node_modules/assemblyscript/package.json'),
  ]
  return !existsSync(compiled) || changed(compiled) <= Math.max(...sources.map(changed))
}

function changed(path) {
  return statSync(path).mtimeMs
}
