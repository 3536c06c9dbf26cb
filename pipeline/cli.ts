/** The command: composition root, and the only file that knows commander and the catalogue. A command's own modules load when it runs. */
import { Command, CommanderError, Option } from 'commander'
import { catalogue } from '../functions/index.ts'
import manifest from '../package.json' with { type: 'json' }
import { readArguments } from './arguments.ts'
import { unlessInOrder } from './commands/in-order.ts'
import { flushed, print } from './commands/say.ts'
import { REFERENCE_VERSION } from './kpt-version.ts'
import { kubernetesVersions } from './kubernetes-version.ts'
import { forbidden, Misuse, Refusal } from './refusal.ts'
import { report } from './report.ts'
import { addContainerOptions, addRunnerOptions, runnerOptions } from './runner-options.ts'
import { addSelectors, selectors } from './selector-options.ts'
import { writeStderr } from './stderr.ts'

const EXIT_CODES =
  '\nExit codes: 0 clean; 1 the input is at fault, nothing was written; 2 wrong usage or an internal error.'

const TRUNCATED = '\nWhat functions say is cut after four lines each; --truncate-output=false shows all of it.'

const KPT_COMMANDS = ['render', 'eval', 'source', 'sink', 'doc']
const REFUSED_KPT_OPTIONS = {
  '--allow-alpha-wasm': 'hydroam runs no wasm; use an image or a program',
  '-m, --include-meta-resources': 'leave it out: the Kptfile and function configurations are always included',
}

function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}\n${EXIT_CODES}`
}

const TARGET = 'the variant of the application: a deploy step, a topology, or an ApplicationConfiguration'
const line = readArguments(process.argv.slice(2))

function kubernetesVersion(): Option {
  const text = `the Kubernetes that the result is for (default: ${kubernetesVersions.at(-1)})`
  return new Option('--kubernetes-version <1.N>', text).choices(kubernetesVersions)
}

const program = new Command('hydroam')
  .description('Turns OAM applications into plain, validated Kubernetes manifests in git.')
  .version(manifest.version)
  .option('--debug', 'show the stack of an internal error')
  // kpt's switch of all commands, which means something to `fn render` and `fn eval`.
  .addOption(new Option('--no-truncate-output', 'show all that functions say').hideHelp())
  .exitOverride()
  .configureOutput({ writeOut: print, writeErr: writeStderr })
  .addHelpText('after', examples('hydroam render my-app -o unwrap', 'hydroam hydrate my-app'))

program
  .command('render')
  .description("run a package's pipeline: in place, or to an output")
  .argument('[dir]', 'the package', '.')
  .option(
    '-o, --output <where>',
    'stdout: a ResourceList; unwrap: the manifests; else a new directory for the manifests',
  )
  .option('--results-dir <dir>', 'write what the functions had to say to <dir>/results.yaml')
  .option('--allow-exec', 'let the package run programs of this machine')
  .option('--target <name>', TARGET)
  .option('--allow-empty', 'let a result without any resource delete all of them')
  .addOption(kubernetesVersion())
  .addHelpText(
    'after',
    examples('hydroam render examples/shop', 'hydroam render examples/shop -o unwrap | kubectl apply -f -'),
  )
  .action(async (dir, options) =>
    unlessInOrder('render', dir, { ...options, ...runnerOptions(options), catalogue }, async (...given) =>
      (await import('./commands/render.ts')).renderCommand(...given),
    ),
  )

program
  .command('hydrate')
  .description('commit the hydrated package to a branch of the repository that holds it')
  .argument('[dir]', 'the package', '.')
  .option('--branch <name>', 'the branch to write (default: hydrated/<package>)')
  .option('--dry-run', 'show what the commit would change, and write nothing')
  .option('--allow-exec', 'let the package run programs of this machine')
  .option('--target <name...>', `${TARGET}; each goes to hydrated/<package>-<name>`)
  .addOption(kubernetesVersion())
  .addHelpText('after', examples('hydroam hydrate examples/shop', 'hydroam hydrate examples/shop --dry-run'))
  .action(async (dir, options) =>
    (await import('./commands/hydrate.ts')).hydrateCommand(dir, {
      ...options,
      ...runnerOptions(options),
      catalogue,
      version: manifest.version,
    }),
  )

const fn = program
  .command('fn')
  // As kpt calls it, too.
  .alias('functions')
  .description('the functions by themselves')
  .addHelpText('after', examples('hydroam fn list'))

fn.command('run')
  .description('one function as a filter: ResourceList on stdin, ResourceList on stdout')
  .argument('<name>', "a function of `hydroam fn list`; NAME:TAG for a generation of kpt's catalogue")
  .addHelpText('after', examples('hydroam render examples/shop -o stdout | hydroam fn run validate-schema'))
  .action(async (name) => (await import('./commands/fn.ts')).runCommand(name, catalogue))

fn.command('render')
  .description("what `kpt fn render` does: a package's own pipeline, subpackages first")
  .argument('[dir]', 'the package', '.')
  .option('-o, --output <where>', 'stdout: a ResourceList; unwrap: every document; else a new directory')
  .option('--results-dir <dir>', 'write what the functions had to say to <dir>/results.yaml')
  .option('--allow-exec', 'let the package run programs of this machine')
  .option('--target <name>', TARGET)
  .addOption(kubernetesVersion())
  .option('--kpt-version <version>', 'behave as this version of kpt where versions differ', REFERENCE_VERSION)
  .option('--allow-empty', 'let a result without any resource delete all of them')
  .addHelpText('after', TRUNCATED)
  .addHelpText('after', examples('hydroam fn render my-package', 'hydroam fn render my-package -o unwrap'))
  .action(async (dir, options) =>
    unlessInOrder(
      'fn render',
      dir,
      { ...options, ...program.opts(), ...runnerOptions(options), catalogue },
      async (...given) => (await import('./commands/fn-render.ts')).fnRenderCommand(...given),
    ),
  )

const fnEval = fn
  .command('eval')
  .description('one function on a directory, or on resources from stdin (-)')
  .usage('[options] [dir | -] [-- key=value...]')
  .argument('[dir]', 'a directory or a file, or - for stdin', '.')
  .option('-i, --image <name>', 'a function of hydroam, or a container')
  .option('--exec <command>', 'a program of this machine')
  .option('--fn-config <file>', 'the functionConfig: a file with one resource')
  .option('-o, --output <where>', 'stdout, unwrap, or a new directory; in place without it')
  .option('--results-dir <dir>', 'write what the function had to say to <dir>/results.yaml')
  .option('--allow-empty', 'let a result without any resource delete all of them')
  .option('-s, --save', 'add the function to the Kptfile')
  .option('-t, --type <type>', 'with --save: mutator or validator')
  .addHelpText('after', TRUNCATED)
  .addHelpText(
    'after',
    examples(
      'hydroam fn eval my-package --image set-namespace -- namespace=shop',
      'hydroam fn source my-package | hydroam fn eval - --image set-labels -o unwrap -- app=web',
    ),
  )
  .action(async (dir, options) =>
    (await import('./commands/fn-eval.ts')).evalCommand(dir, line.functionWords ?? [], {
      ...options,
      ...program.opts(),
      ...selectors(options),
      ...runnerOptions(options),
      catalogue,
    }),
  )
addSelectors(fnEval)

fn.command('source')
  .description('a directory as a ResourceList')
  .argument('[dir]', 'a directory or a file', '.')
  .option('-o, --output <where>', 'stdout: a ResourceList; unwrap: every document')
  .option('--fn-config <file>', 'a file with the functionConfig that the list will carry')
  .addHelpText('after', examples('hydroam fn source my-package | hydroam fn run validate-schema'))
  .action(async (dir, options) => (await import('./commands/fn-source.ts')).sourceCommand(dir, options))

fn.command('sink')
  .description('resources from stdin into a new directory')
  .argument('<dir>', 'a directory that does not exist yet')
  .addHelpText('after', examples('hydroam fn source my-package | hydroam fn sink copy'))
  .action(async (dir) => (await import('./commands/fn-source.ts')).sinkCommand(dir))

fn.command('list')
  .description('the functions of hydroam, a line each')
  .addHelpText('after', examples('hydroam fn list'))
  .action(async () => (await import('./commands/fn.ts')).listCommand(catalogue))

fn.command('doc')
  .description("a function's reference")
  .argument('[name]', 'a function of `hydroam fn list`')
  .option('-i, --image <name>', 'the function as kpt names it; a container is asked with --help')
  .addHelpText('after', examples('hydroam fn doc inject-scaler', 'hydroam fn doc --image set-labels:v0.2'))
  // One level above this file, in the sources as well as in the bundle.
  .action(async (name, options) =>
    (await import('./commands/fn-doc.ts')).docCommand(name, {
      ...options,
      ...runnerOptions({ builtin: true }),
      catalogue,
      root: new URL('..', import.meta.url),
    }),
  )

const named = (parent: Command, name: string) => parent.commands.find((command) => command.name() === name) as Command

for (const runs of [named(program, 'render'), named(program, 'hydrate'), named(fn, 'render'), fnEval])
  addRunnerOptions(runs)
addContainerOptions(fnEval)
for (const command of fn.commands) if (KPT_COMMANDS.includes(command.name())) addKptOptions(command)

/** Options of kpt that change nothing here, so that a script may go on giving them; and those that would, and are refused. */
function addKptOptions(command: Command): void {
  for (const flags of [
    '--kubeconfig <file>',
    '--log-flush-frequency <duration>',
    '-v, --v <level>',
    '-k, --keywords <word>',
  ])
    command.addOption(new Option(flags).hideHelp())
  for (const [flags, reason] of Object.entries(REFUSED_KPT_OPTIONS)) {
    const refuseOption = () => {
      throw new Misuse('option-unsupported', `${flags.replace(/^.* /, '')} is not supported`, reason)
    }
    command.addOption(new Option(flags).hideHelp()).on(`option:${flags.replace(/^.*--/, '')}`, refuseOption)
  }
}

program
  .parseAsync([...line.words], { from: 'user' })
  .catch((cause: unknown) => {
    process.exitCode = exitCode(cause)
  })
  .then(flushed)
  // Node would wait for what its engine compiles and collects in the background.
  .then(() => process.exit())

function exitCode(cause: unknown): number {
  if (cause instanceof CommanderError) return cause.exitCode === 0 ? 0 : 2
  const refusal = cause instanceof Refusal ? cause : forbidden(cause)
  if (refusal) {
    writeStderr(report(refusal.results, refusal.sources))
    return refusal instanceof Misuse ? 2 : 1
  }
  const { message, stack } = cause as Error
  const hint = 'hint: run again with `hydroam --debug …` and report what it shows'
  writeStderr(program.opts().debug ? `${stack}\n` : `internal error: ${message}\n  ${hint}\n`)
  return 2
}
