/** Reads what `vela dry-run` prints. It is a stream for people: empty documents, and comments that say where from. */
import { parse } from 'yaml'

const TITLE = /^# Application\((.*)\) -- (Component|Policy)\((.*)\) $/m
const ORIGIN = /^## From the (auxiliary workload|trait (.*)) $/m

/**
 * The objects in the order printed. `application` is the name with what the command adds to it (" with topology T",
 * " only with override policies"), so each value of it is one rendering; `component` or `policy` owns the object;
 * `trait` is absent for a component's main object, and "AuxiliaryWorkload" for its other ones.
 *
 * @param {string} text
 */
export function readDryRun(text) {
  const warnings = text.match(/^WARNING: .*$/gm) ?? []
  const resources = []
  let owner = {}
  for (const part of text.split(/^---\n/m)) {
    const title = TITLE.exec(part)
    if (title) {
      owner = { application: title[1], [title[2].toLowerCase()]: title[3] }
      continue
    }
    // KubeVela's writer follows YAML 1.1 where it decides what needs quotes.
    const object = parse(part.replace(/^WARNING: .*$/gm, ''), { version: '1.1' })
    if (object === null) continue
    const origin = ORIGIN.exec(part)
    resources.push({ ...owner, ...(origin && { trait: origin[2] ?? 'AuxiliaryWorkload' }), object })
  }
  return { ...(warnings.length > 0 && { warnings }), resources }
}
