/** The command: the composition root. It and cli/ are all that knows commander and the catalogue. A command's own modules load when it runs. */
import { Command, CommanderError, Option } from 'commander'
import { readArguments } from './arguments.ts'
import { addCommand, declareCalled, declareForHelp } from './cli/deferred.ts'
import { declareDoc, declareList, declareRun } from './cli/function-commands.ts'
import { examples } from './cli/help.ts'
import { declareFnRender, declareHydrate, declareRender } from './cli/package-commands.ts'
import { declareEval, declareSink, declareSource } from './cli/stream-commands.ts'
import { flushed, print } from './commands/say.ts'
import { internalError } from './internal-error.ts'
import { forbidden, Misuse, Refusal } from './refusal.ts'
import { report } from './report.ts'
import { writeStderr } from './stderr.ts'
import { VERSION } from './version.ts'

const { words, functionWords = [] } = readArguments(process.argv.slice(2))

const program = new Command('hydroam')
  .description('Turns OAM applications into plain, validated Kubernetes manifests in git.')
  .version(VERSION)
  .option('--debug', 'show the stack of an internal error')
  // kpt's switch of all commands, which means something to `fn render` and `fn eval`.
  .addOption(new Option('--no-truncate-output', 'show all that functions say').hideHelp())
  .exitOverride()
  .configureOutput({ writeOut: print, writeErr: writeStderr })
  .addHelpText('after', examples('hydroam render my-app -o unwrap', 'hydroam hydrate my-app'))

addCommand(program, 'render', "run a package's pipeline: in place, or to an output", declareRender)
addCommand(
  program,
  'hydrate',
  'commit the hydrated package to a branch of the repository that holds it',
  declareHydrate,
)

const fn = program
  .command('fn')
  // As kpt calls it, too.
  .alias('functions')
  .description('the functions by themselves')
  .addHelpText('after', examples('hydroam fn list'))

addCommand(fn, 'run', 'one function as a filter: ResourceList on stdin, ResourceList on stdout', declareRun)
addCommand(fn, 'render', "what `kpt fn render` does: a package's own pipeline, subpackages first", declareFnRender)
addCommand(fn, 'eval', 'one function on a directory, or on resources from stdin (-)', (command) =>
  declareEval(command, functionWords),
)
addCommand(fn, 'source', 'a directory as a ResourceList', declareSource)
addCommand(fn, 'sink', 'resources from stdin into a new directory', declareSink)
addCommand(fn, 'list', 'the functions of hydroam, a line each', declareList)
addCommand(fn, 'doc', "a function's reference", (command) =>
  // One level above this file, in the sources as well as in the bundle.
  declareDoc(command, new URL('..', import.meta.url)),
)

declareCalled(program)
declareCalled(fn)
declareForHelp(program)

program
  .parseAsync([...words], { from: 'user' })
  .catch(fail)
  .then(flushed)
  .catch(fail)
  // Node would wait for what its engine compiles and collects in the background.
  .then(() => process.exit())

function fail(cause: unknown): void {
  process.exitCode = exitCode(cause)
}

function exitCode(cause: unknown): number {
  if (cause instanceof CommanderError) return cause.exitCode === 0 ? 0 : 2
  const refusal = cause instanceof Refusal ? cause : forbidden(cause)
  if (refusal) {
    writeStderr(report(refusal.results, refusal.sources))
    return refusal instanceof Misuse ? 2 : 1
  }
  writeStderr(internalError(cause, VERSION, program.opts().debug === true))
  return 2
}
