/** What is done with a whole package: `render`, `hydrate`, and `fn render`. */
import type { Command } from 'commander'
import { catalogue } from '../../functions/index.ts'
import { unlessInOrder } from '../commands/in-order.ts'
import { REFERENCE_VERSION } from '../kpt-version.ts'
import { addRunnerOptions, runnerOptions } from '../runner-options.ts'
import { VERSION } from '../version.ts'
import { examples, kubernetesVersion, TARGET, TRUNCATED } from './help.ts'
import { addKptOptions } from './kpt-options.ts'

export function declareRender(command: Command): void {
  command
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
        (await import('../commands/render.ts')).renderCommand(...given),
      ),
    )
  addRunnerOptions(command)
}

export function declareHydrate(command: Command): void {
  command
    .argument('[dir]', 'the package; in a bare repository, its directory in the commit', '.')
    .option('--rev <revision>', 'the commit to read: a branch, a tag, a commit id (default: HEAD)')
    .option('--require-clean', 'refuse, and do not only warn, when the package has changes that are not committed')
    .option('--branch <name>', 'the branch to write (default: hydrated/<package>)')
    .option('--replace-edits', 'write on top of commits that others made on the branch; they stay in its history')
    .option('--dry-run', 'show what the commit would change, and write nothing')
    .option('--allow-exec', 'let the package run programs of this machine')
    .option('--target <name...>', `${TARGET}; each goes to hydrated/<package>-<name>`)
    .addOption(kubernetesVersion())
    .addHelpText('after', examples('hydroam hydrate examples/shop', 'hydroam hydrate examples/shop --dry-run'))
    .action(async (dir, options) =>
      (await import('../commands/hydrate.ts')).hydrateCommand(dir, {
        ...options,
        ...runnerOptions(options),
        catalogue,
        version: VERSION,
      }),
    )
  addRunnerOptions(command)
}

export function declareFnRender(command: Command): void {
  command
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
        { ...options, ...command.optsWithGlobals(), ...runnerOptions(options), catalogue },
        async (...given) => (await import('../commands/fn-render.ts')).fnRenderCommand(...given),
      ),
    )
  addRunnerOptions(command)
  addKptOptions(command)
}
