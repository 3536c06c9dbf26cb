/** A function as a filter between programs that read slowly, or not to the end. Rows 8 and 9 of the fault table. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { parse } from 'yaml'

const COMMAND = join(resolve(import.meta.dirname, '../..'), 'dist/hydroam.js')
const COUNT = 500

/** Five megabytes. */
const LIST = JSON.stringify({
  apiVersion: 'config.kubernetes.io/v1',
  kind: 'ResourceList',
  items: Array.from({ length: COUNT }, (_, i) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: `n${i}`, annotations: { 'example.com/drop': 'x' } },
    data: { text: 'x'.repeat(10_000) },
  })),
  functionConfig: {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'f' },
    data: { annotationKeys: 'example.com/drop' },
  },
})

function start() {
  const child = spawn(process.execPath, [COMMAND, 'fn', 'run', 'delete-annotations'])
  child.stdin.on('error', () => {})
  child.stdin.end(LIST)
  return { child, stderr: text(child.stderr), closed: once(child, 'close') }
}

test('row 8: five megabytes into a reader that drains slowly all arrive', async () => {
  const { child, closed } = start()
  const chunks: Buffer[] = []
  for await (const chunk of child.stdout) {
    await wait(10)
    chunks.push(chunk)
  }
  const [status] = await closed
  expect(status).toBe(0)
  const { items } = parse(Buffer.concat(chunks).toString(), { maxAliasCount: 0 })
  expect(items).toHaveLength(COUNT)
  expect(items.at(-1)).toMatchObject({ metadata: { name: `n${COUNT - 1}` }, data: { text: 'x'.repeat(10_000) } })
})

test('row 9: a reader that closes the pipe is no crash', async () => {
  const { child, stderr, closed } = start()
  await once(child.stdout, 'data')
  child.stdout.destroy()
  const [status] = await closed
  expect(status).toBe(1)
  expect(await stderr).not.toMatch(/EPIPE|\bat .+:\d+:\d+/)
})
