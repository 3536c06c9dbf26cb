/** Whether a process still runs; one that is dead and not yet collected by its parent does not. */
import { spawnSync } from 'node:child_process'

export function isRunning(pid: string): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', pid], { encoding: 'utf8' })
  return stdout.trim() !== '' && !stdout.startsWith('Z')
}
