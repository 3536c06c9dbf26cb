/** `nocalhost`: settings of the development tool Nocalhost, as annotations of the workload, and a Service to reach it. */
import { getIn } from '../../../src/krm/field-path.ts'
import type { KrmResource } from '../../../src/krm/resource.ts'
import type { Context, Evaluate, Evaluation } from '../../../src/oam/definition.ts'
import { keyed } from '../../../src/oam/patch/strategy.ts'

interface Resources {
  readonly memory?: string
  readonly cpu?: string
}

interface Parameters {
  readonly port: number
  readonly serviceType?: string
  readonly gitUrl?: string
  readonly image: string
  readonly shell?: string
  readonly workDir?: string
  readonly storageClass?: string
  readonly command?: { readonly run?: readonly string[]; readonly debug?: readonly string[] }
  readonly debug?: object
  readonly hotReload?: boolean
  readonly sync?: {
    readonly type?: string
    readonly filePattern?: readonly string[]
    readonly ignoreFilePattern?: readonly string[]
  }
  readonly env?: readonly { readonly name: string; readonly value: string }[]
  readonly portForward?: readonly string[]
  readonly persistentVolumeDirs?: readonly { readonly path: string; readonly capacity: string }[]
  readonly resources?: { readonly limits?: Resources; readonly requests?: Resources }
}

/** Nocalhost's own images, by language. */
const IMAGES: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({ go: 'golang', java: 'java', python: 'python', node: 'node', ruby: 'ruby' }).map(
    ([language, image]) => [language, `nocalhost-docker.pkg.coding.net/nocalhost/dev-images/${image}:latest`],
  ),
)

export const nocalhost: Evaluate = (parameters, context) => {
  const given = parameters as unknown as Parameters
  const { name, appName, namespace } = context
  const { serviceType = 'deployment' } = given
  const settings = { name, serviceType, containers: [{ name, dev: development(given) }] }
  const annotations = {
    'dev.nocalhost/application-name': appName,
    'dev.nocalhost/application-namespace': namespace,
    'dev.nocalhost': JSON.stringify(settings),
  }
  return { patch: { type: 'unify', value: { metadata: { annotations } } }, ...service(given.port, context) }
}

/** In the order in which KubeVela writes them. */
function development(given: Parameters): object {
  const { shell = 'bash', workDir = '/home/nocalhost-dev', image, port, hotReload = true } = given
  const { limits, requests } = given.resources ?? {}
  return {
    shell,
    workDir,
    resources: {
      limits: { memory: limits?.memory ?? '2Gi', cpu: limits?.cpu ?? '2' },
      requests: { memory: requests?.memory ?? '512Mi', cpu: requests?.cpu ?? '0.5' },
    },
    gitUrl: given.gitUrl,
    image: Object.hasOwn(IMAGES, image) ? IMAGES[image] : image,
    storageClass: given.storageClass,
    persistentVolumeDirs: given.persistentVolumeDirs?.map(({ path, capacity }) => ({ path, capacity })),
    command: { run: given.command?.run ?? ['sh', 'run.sh'], debug: given.command?.debug ?? ['sh', 'debug.sh'] },
    debug: given.debug,
    sync: sync(given.sync),
    env: given.env?.map(({ name, value }) => ({ name, value })),
    portForward: given.portForward ?? [`${port}:${port}`],
    hotReload,
  }
}

function sync({ type = 'send', filePattern = ['./'], ignoreFilePattern = IGNORED }: Parameters['sync'] & {} = {}) {
  return { type, filePattern, ignoreFilePattern }
}

const IGNORED = ['.git', '.vscode', '.idea', '.gradle', 'build']

/** The Service of the component gets the port where there is one: a second one of its name would overwrite it. */
function service(port: number, context: Context): Evaluation {
  const there = Object.entries(context.outputs ?? {}).find(([, item]) => {
    return item.apiVersion === 'v1' && item.kind === 'Service' && item.metadata.name === context.name
  })
  if (!there) return { outputs: { nocalhostService: newService(port, context) } }
  const ports = (getIn(there[1], ['spec', 'ports']) ?? []) as readonly { readonly port: number }[]
  if (ports.some((other) => other.port === port)) return {}
  const added = { name: `port-${port}`, port, targetPort: port }
  return { patchOutputs: { [there[0]]: { type: 'unify', value: { spec: { ports: keyed('port', [added]) } } } } }
}

function newService(port: number, { name, output }: Context): KrmResource {
  const selector = getIn(output, ['spec', 'selector', 'matchLabels']) ?? { 'app.oam.dev/component': name }
  const spec = { type: 'ClusterIP', selector, ports: [{ port, targetPort: port }] }
  return { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec }
}
