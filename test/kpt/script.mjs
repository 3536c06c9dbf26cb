/** Runs script.sh with a command in place of kpt, and tells by meaning what it leaves behind. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { answerOf, readTree, withEngine, writeTree } from './run.mjs'

const deployment = `# who serves
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  labels: {tier: back}
  annotations:
    example.com/note: here # and there
spec:
  template:
    spec:
      containers:
        - name: web
          image: example.com/web:v1 # the newest
---
# what it reads
apiVersion: v1
kind: ConfigMap
metadata:
  name: settings-of-web
data:
  text: |
    one

      two
  mode: "yes"
`

export const SCRIPT = join(import.meta.dirname, 'script.sh')

export const APP = {
  'app/Kptfile': `apiVersion: kpt.dev/v1
kind: Kptfile
metadata:
  name: app
pipeline:
  # first things first
  mutators:
    - image: set-labels:v0.2
      configMap:
        app: web
      selectors:
        - kind: Deployment
`,
  'app/web.yaml': deployment,
  'app/settings.yaml': `apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
  annotations:
    config.kubernetes.io/local-config: "true"
data:
  namespace: shop
`,
  'app/more/role.yml': `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: reader}
rules:
- apiGroups: [""]
  resources: ["pods"]
  verbs: ["get"]
`,
  'app/README.md': '# App\n',
}

/** `command` is what a shell runs for `kpt`. */
export async function runScript(command) {
  const scratch = mkdtempSync(join(tmpdir(), 'hydroam-script-'))
  try {
    const work = join(scratch, 'work')
    writeTree(work, APP)
    const env = withCommand(scratch, command, withEngine(scratch))
    const child = spawn(SCRIPT, { cwd: work, env, stdio: ['ignore', 'ignore', 'pipe'] })
    let stderr = ''
    child.stderr.on('data', (chunk) => {
      stderr += chunk
    })
    const [exitCode] = await once(child, 'close')
    return { ...withoutHints(answerOf(exitCode, APP, readTree(work))), stderr }
  } finally {
    rmSync(scratch, { recursive: true })
  }
}

function withCommand(scratch, command, env) {
  const folder = join(scratch, 'bin')
  mkdirSync(folder)
  writeFileSync(join(folder, 'kpt'), `#!/bin/sh\nexec ${command} "$@"\n`)
  chmodSync(join(folder, 'kpt'), 0o755)
  return { ...env, PATH: `${folder}${delimiter}${env.PATH}` }
}

/**
 * Without how kpt laid out a file (`seqindent`), which hydroam sees in the file itself; without the places that kpt gives a functionConfig;
 * and without the stderr of a native function, which under kpt says its results once more.
 */
function withoutHints(value) {
  if (Array.isArray(value)) return value.map(withoutHints)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).filter(([key]) => key !== 'internal.config.kubernetes.io/seqindent')
  const { functionConfig, stderr, ...rest } = Object.fromEntries(entries.map(([key, one]) => [key, withoutHints(one)]))
  if (functionConfig === undefined) return rest
  const { annotations: _, ...metadata } = functionConfig.metadata
  return { ...rest, functionConfig: { ...functionConfig, metadata } }
}
