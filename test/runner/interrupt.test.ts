/** A signal, or the end of the time, leaves no program and no container behind, and nothing written. */
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, expect, test, vi } from 'vitest'
import { expectEnded } from './running.ts'
import { type Files, files, Scene } from './scene.ts'

const PROGRAM = join(import.meta.dirname, 'program.mjs')
const waiting = { timeout: 120_000, interval: 50 }

/** Where the stand-in keeps the process of a running container. */
function container(scene: Scene): string | undefined {
  const folder = join(scene.folder, 'containers')
  const [file] = readdirSync(folder)
  return file && readFileSync(join(folder, file), 'utf8')
}

async function interrupted(scene: Scene, args: readonly string[], isReady: () => boolean, signal: NodeJS.Signals) {
  const child = scene.start(args)
  const stderr = text(child.stderr as NodeJS.ReadableStream)
  await vi.waitFor(() => expect(isReady()).toBe(true), waiting)
  child.kill(signal)
  const [status] = await once(child, 'close')
  return { status, stderr: await stderr }
}

describe.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s', (signal, expected) => {
  test('ends a program and what it started', async () => {
    using scene = new Scene(files(`exec: '"${process.execPath}" "${PROGRAM}" hang-together pids'`))
    const args = ['fn', 'render', 'p', '--allow-exec']
    const pids = join(scene.folder, 'pids')
    const { status, stderr } = await interrupted(
      scene,
      args,
      () => existsSync(pids) && scene.read('pids') !== '',
      signal,
    )
    expect(stderr).toContain(`stopped by ${signal}; nothing was written\n`)
    expect(status).toBe(expected)
    await expectEnded(scene.read('pids').split(' '))
    expect(scene.isUnchanged()).toBe(true)
  })

  test('ends a container and removes it', async () => {
    using scene = new Scene(files('image: example.com/hang:v1'), { FAKE_ENGINE_PROGRAM: PROGRAM })
    let pid = ''
    const isReady = () => {
      pid = container(scene) ?? ''
      return pid !== ''
    }
    const { status } = await interrupted(scene, ['fn', 'render', 'p', '-o', 'out'], isReady, signal)
    expect(status).toBe(expected)
    await expectRemoved(scene, pid)
  })
})

test('a container that does not end is killed and removed', async () => {
  const pipeline: Files = files('image: example.com/hang:v1')
  using scene = new Scene(pipeline, { FAKE_ENGINE_PROGRAM: PROGRAM })
  const { status, stderr } = await scene.run('fn', 'render', 'p', '--fn-timeout', '4s')
  expect(stderr).toMatch(
    /^error function-timeout: "example.com\/hang:v1" was stopped after 4 seconds\n {2}hint: .+--fn-timeout/m,
  )
  expect(status).toBe(1)
  await expectRemoved(scene, container(scene) ?? '')
})

async function expectRemoved(scene: Scene, pid: string): Promise<void> {
  expect(pid).toMatch(/^\d+$/)
  await expectEnded([pid])
  expect(scene.calls('kill')).toEqual([['docker', 'kill', 'NAME']])
  expect(scene.calls('rm')).toEqual([['docker', 'rm', '--force', 'NAME']])
  expect(scene.isUnchanged()).toBe(true)
  expect(existsSync(join(scene.folder, 'out'))).toBe(false)
}
