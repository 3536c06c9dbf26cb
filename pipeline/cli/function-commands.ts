/** The functions by themselves: `fn run`, `fn list` and `fn doc`. */
import type { Command } from 'commander'
import { catalogue } from '../../functions/index.ts'
import { runnerOptions } from '../runner-options.ts'
import { examples } from './help.ts'
import { addKptOptions } from './kpt-options.ts'

export function declareRun(command: Command): void {
  command
    .argument('<name>', "a function of `hydroam fn list`; NAME:TAG for a generation of kpt's catalogue")
    .addHelpText('after', examples('hydroam render examples/shop -o stdout | hydroam fn run validate-schema'))
    .action(async (name) => (await import('../commands/fn.ts')).runCommand(name, catalogue))
}

export function declareList(command: Command): void {
  command
    .addHelpText('after', examples('hydroam fn list'))
    .action(async () => (await import('../commands/fn.ts')).listCommand(catalogue))
}

/** `root` holds the folders of the functions. */
export function declareDoc(command: Command, root: URL): void {
  command
    .argument('[name]', 'a function of `hydroam fn list`')
    .option('-i, --image <name>', 'the function as kpt names it; a container is asked with --help')
    .addHelpText('after', examples('hydroam fn doc inject-scaler', 'hydroam fn doc --image set-labels:v0.2'))
    .action(async (name, options) =>
      (await import('../commands/fn-doc.ts')).docCommand(name, {
        ...options,
        ...runnerOptions({ builtin: true }),
        catalogue,
        root,
      }),
    )
  addKptOptions(command)
}
