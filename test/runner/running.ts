/** Whether processes still run; one that is dead and not yet collected by its parent does not. */
import { spawnSync } from 'node:child_process'
import { expect, vi } from 'vitest'

/** The system may take a moment for what has been killed. */
export async function expectEnded(pids: readonly string[]): Promise<void> {
  await vi.waitFor(() => expect(pids.filter(isRunning)).toEqual([]), { timeout: 120_000, interval: 50 })
}

function isRunning(pid: string): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', pid], { encoding: 'utf8' })
  return stdout.trim() !== '' && !stdout.startsWith('Z')
}
