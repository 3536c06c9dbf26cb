/** Programs that answer badly, slowly, or not at all: `node program.mjs MODE`. */
import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'

const ITEM = '{apiVersion: v1, kind: ConfigMap, metadata: {name: made}}'
const GIVEN = '{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}'
const list = (more) => `apiVersion: config.kubernetes.io/v1\nkind: ResourceList\n${more}\n`
const say = (text) => process.stdout.write(text)
const [mode, ...words] = process.argv.slice(2)

const MODES = {
  say: () => say(words.join(' ').replaceAll('\\n', '\n').replaceAll('ITEM', ITEM).replaceAll('GIVEN', GIVEN)),
  'say-list': () =>
    say(list(words.join(' ').replaceAll('\\n', '\n').replaceAll('ITEM', ITEM).replaceAll('GIVEN', GIVEN))),
  'say-latin': () =>
    say(Buffer.from(list(`items: [${ITEM.replace('made}', 'made}, data: {a: caf\u00e9}')}]`), 'latin1')),
  copy: () => process.stdin.pipe(process.stdout),
  'copy-slowly': async () => {
    for await (const chunk of process.stdin) {
      await wait(5)
      say(chunk)
    }
  },
  /** Never reads its input. */
  generate: () => {
    say(list(`items: [${ITEM}]`))
    process.stdin.destroy()
  },
  'fail-after-list': () => {
    say(list(`items: [${ITEM}]\nresults: [{message: a note, severity: info}]`))
    process.exitCode = 4
  },
  'fail-with-results': () => {
    say(list(`items: []\nresults: [{message: not good, severity: error}]`))
    process.exitCode = 3
  },
  'crash-loudly': () => {
    say('oh no: [')
    process.exitCode = 5
  },
  crash: () => {
    process.stderr.write('no disk\n')
    process.exitCode = 3
  },
  die: () => process.kill(process.pid, 'SIGKILL'),
  hang: () => setInterval(() => {}, 1000),
  /** With a process of its own that holds the pipes, and tells both ids. */
  'hang-together': () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' })
    writeFileSync(words[0], `${process.pid} ${child.pid}`)
    setInterval(() => {}, 1000)
  },
  'flood-stdout': async () => {
    for (;;) if (!say('x'.repeat(65536))) await new Promise((resolve) => process.stdout.once('drain', resolve))
  },
  'flood-stderr': () => {
    for (let i = 0; i < 20_000; i++) process.stderr.write(`line ${i}\n`)
    say(list(`items: [${ITEM}]`))
  },
  environment: () => {
    const data = JSON.stringify(process.env)
    say(list(`items: [{apiVersion: v1, kind: ConfigMap, metadata: {name: made}, data: ${data}}]`))
  },
}

await MODES[mode]()
