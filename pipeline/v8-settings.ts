/** How V8 is to run what is called a few thousand times in a process that lives for a moment. */

/**
 * How much code runs before V8 optimises it: eight times what V8 11 of node 20 would let it, for most of it is hardly called again in a
 * run, and a third of the processor's time went into that. Newer ones have a quicker compiler in between, and no such setting.
 */
export function settleV8(): void {
  if (process.versions.v8.startsWith('11.')) flags().setFlagsFromString('--interrupt-budget=540672')
}

type Flags = Pick<typeof import('node:v8'), 'setFlagsFromString'>

/**
 * What node:v8 hands on. That module loads node's streams as well, which takes a twentieth of a small run; where node forbids the short
 * way, as it does under its permission model, it is the long one. Only node 20 comes here.
 */
function flags(): Flags {
  const { binding } = process as unknown as { readonly binding: (name: string) => Flags }
  const { noDeprecation = false } = process
  process.noDeprecation = true
  try {
    return binding('v8')
  } catch {
    return process.getBuiltinModule('node:v8')
  } finally {
    process.noDeprecation = noDeprecation
  }
}
