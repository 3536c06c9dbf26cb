import { defineConfig } from 'rolldown'

// Everything loads on demand (see functions/index.ts), so the bundle is split: a run reads only the chunks it needs.
export default defineConfig({
  input: { hydroam: 'pipeline/cli.ts' },
  platform: 'node',
  output: { dir: 'dist', format: 'esm', chunkFileNames: 'chunks/[name].js', cleanDir: true, minify: true },
})
