/** Between directories and ResourceLists: `fn eval`, `fn source` and `fn sink`. */
import type { Command } from 'commander'
import { catalogue } from '../../functions/index.ts'
import { addContainerOptions, addRunnerOptions, runnerOptions } from '../runner-options.ts'
import { addSelectors, selectors } from '../selector-options.ts'
import { examples, TRUNCATED } from './help.ts'
import { addKptOptions } from './kpt-options.ts'

/** `functionWords` stood behind `--`. */
export function declareEval(command: Command, functionWords: readonly string[]): void {
  command
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
      (await import('../commands/fn-eval.ts')).evalCommand(dir, functionWords, {
        ...command.optsWithGlobals(),
        ...selectors(options),
        ...runnerOptions(options),
        catalogue,
      }),
    )
  addSelectors(command)
  addRunnerOptions(command)
  addContainerOptions(command)
  addKptOptions(command)
}

export function declareSource(command: Command): void {
  command
    .argument('[dir]', 'a directory or a file', '.')
    .option('-o, --output <where>', 'stdout: a ResourceList; unwrap: every document')
    .option('--fn-config <file>', 'a file with the functionConfig that the list will carry')
    .addHelpText('after', examples('hydroam fn source my-package | hydroam fn run validate-schema'))
    .action(async (dir, options) => (await import('../commands/fn-source.ts')).sourceCommand(dir, options))
  addKptOptions(command)
}

export function declareSink(command: Command): void {
  command
    .argument('<dir>', 'a directory that does not exist yet')
    .addHelpText('after', examples('hydroam fn source my-package | hydroam fn sink copy'))
    .action(async (dir) => (await import('../commands/fn-source.ts')).sinkCommand(dir))
  addKptOptions(command)
}
