/** A function for the comparison with kpt: reads a ResourceList, does what its argument says, writes it. */
import { text } from 'node:stream/consumers'
import { parse, stringify } from 'yaml'
import { MODES } from './modes.mjs'

const list = parse(await text(process.stdin), { intAsBigInt: true })
const [mode, ...words] = process.argv.slice(2)
const { stderr = '', exitCode = 0 } = MODES[mode](list, words) ?? {}
// In YAML 1.1, so that a text `on` stays one to Kubernetes.
process.stdout.write(stringify(list, { version: '1.1' }))
process.stderr.write(stderr)
process.exitCode = exitCode
