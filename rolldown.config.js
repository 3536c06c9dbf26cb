import { writeFileSync } from 'node:fs'
import { defineConfig } from 'rolldown'

const output = { dir: 'dist', format: 'cjs', chunkFileNames: '[name].js', minify: true }

/** commander starts programs for subcommands that are programs; hydroam has none, and node's modules for processes take their time. */
const withoutPrograms = {
  name: 'without-programs',
  resolveId: (id, importer) =>
    id === 'node:child_process' && importer?.includes('node_modules/commander/') ? '\0no-programs' : null,
  load: (id) => (id === '\0no-programs' ? 'export default {}' : null),
}

const asCommonJs = {
  name: 'as-common-js',
  writeBundle: () => writeFileSync('dist/package.json', '{ "type": "commonjs" }\n'),
}

// Everything loads on demand (see functions/index.ts), so the bundle is split: a run reads only the chunks it needs.
export default defineConfig([
  {
    input: { cli: 'pipeline/cli.ts' },
    platform: 'node',
    plugins: [withoutPrograms],
    output: { ...output, cleanDir: true },
  },
  { input: { hydroam: 'pipeline/launch.ts' }, platform: 'node', plugins: [asCommonJs], output },
])
