/** Options of kpt that change nothing here, so that a script may go on giving them; and those that would, and are refused. */
import { type Command, Option } from 'commander'
import { Misuse } from '../refusal.ts'

const IGNORED = ['--kubeconfig <file>', '--log-flush-frequency <duration>', '-v, --v <level>', '-k, --keywords <word>']

const REFUSED = {
  '--allow-alpha-wasm': 'hydroam runs no wasm; use an image or a program',
  '-m, --include-meta-resources': 'leave it out: the Kptfile and function configurations are always included',
}

export function addKptOptions(command: Command): void {
  for (const flags of IGNORED) command.addOption(new Option(flags).hideHelp())
  for (const [flags, reason] of Object.entries(REFUSED)) {
    const refuseOption = () => {
      throw new Misuse('option-unsupported', `${flags.replace(/^.* /, '')} is not supported`, reason)
    }
    command.addOption(new Option(flags).hideHelp()).on(`option:${flags.replace(/^.*--/, '')}`, refuseOption)
  }
}
