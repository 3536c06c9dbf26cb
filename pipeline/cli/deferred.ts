/** Commands that say what they take when they are called, or when somebody asks for help: a run pays for its own options only. */
import type { Command } from 'commander'

export type Declare = (command: Command) => void

const pending = new Map<Command, Declare>()

export function addCommand(parent: Command, name: string, description: string, declare: Declare): void {
  pending.set(parent.command(name).description(description), declare)
}

/** Of a command that has others below it. */
export function declareCalled(parent: Command): void {
  parent.hook('preSubcommand', (_, command) => declare(command))
}

/** The help of a command names the arguments of those below it. */
export function declareForHelp(program: Command): void {
  program.addHelpText('beforeAll', () => {
    for (const command of pending.keys()) declare(command)
    return ''
  })
}

function declare(command: Command): void {
  pending.get(command)?.(command)
  pending.delete(command)
}
