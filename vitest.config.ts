import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    reporters: ['default', './test/closing-line.ts'],
    // Only what hangs takes so long, however busy the machine is; that something is quick, tests say by how its work grows (test/growth.ts).
    testTimeout: 300_000,
    hookTimeout: 300_000,
    globalSetup: './test/fresh-build.ts',
    // Most of the time goes to processes that tests start: two files at once keep two cores busy.
    maxWorkers: 2,
    // What commands remember of packages stays out of the user's cache.
    env: { XDG_CACHE_HOME: join(tmpdir(), 'hydroam-test-cache') },
  },
})
