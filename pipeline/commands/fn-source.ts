/** `hydroam fn source` and `hydroam fn sink`: a directory into a ResourceList, and back into a new directory. */
import { placeNew } from '../layout.ts'
import { refuseExisting, writeDirectory } from '../new-directory.ts'
import { readTree } from '../package.ts'
import { Misuse } from '../refusal.ts'
import { fileTexts } from '../save.ts'
import { readStdin } from '../stdin.ts'
import { readResources } from '../stream.ts'
import { asPackage } from '../stream-package.ts'
import { readConfigFile } from './function-config.ts'
import { deliverAll } from './kpt-output.ts'
import { count, say } from './say.ts'

export interface SourceOptions {
  readonly output?: string
  readonly fnConfig?: string
}

export async function sourceCommand(target: string, { output = 'stdout', fnConfig }: SourceOptions): Promise<void> {
  if (output !== 'stdout' && output !== 'unwrap') {
    throw new Misuse(
      'output-invalid',
      `--output must be stdout or unwrap, not "${output}"`,
      'pipe it into `hydroam fn sink DIR`',
    )
  }
  const pkg = readTree(target)
  await deliverAll(pkg, pkg.items, output, fnConfig === undefined ? {} : { functionConfig: readConfigFile(fnConfig) })
}

export async function sinkCommand(directory: string): Promise<void> {
  refuseExisting(directory)
  const input = readResources(await readStdin())
  const { pkg, items } = asPackage(placeNew(input.items), input.sourceOf)
  const files = fileTexts(pkg, items)
  await writeDirectory(directory, files)
  say(`wrote ${count(files.size, 'file')} to ${directory}\n`)
}
