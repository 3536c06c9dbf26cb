/** What the help of several commands says, and options that several of them have. */
import { Option } from 'commander'
import { kubernetesVersions } from '../kubernetes-version.ts'

const EXIT_CODES =
  '\nExit codes: 0 clean; 1 the input is at fault, nothing was written; 2 wrong usage or an internal error.'

export const TRUNCATED = '\nWhat functions say is cut after four lines each; --truncate-output=false shows all of it.'

export const TARGET = 'the variant of the application: a deploy step, a topology, or an ApplicationConfiguration'

export function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}\n${EXIT_CODES}`
}

export function kubernetesVersion(): Option {
  const newest = kubernetesVersions.at(-1)
  const text = `the API versions of what is rendered: below 1.25 a cron-task is of batch/v1beta1; whatever it says, fields are checked by the schemas of ${newest} (default: ${newest})`
  return new Option('--kubernetes-version <1.N>', text).choices(kubernetesVersions)
}
