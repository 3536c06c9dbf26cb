/** How V8 is to run what is called a few thousand times in a process that lives for a moment. */

/**
 * How much code runs before V8 optimises it: eight times what V8 11 of node 20 would let it, for most of it is hardly called again in a
 * run, and a third of the processor's time went into that. Newer ones have a quicker compiler in between, and no such setting.
 */
export function settleV8(): void {
  if (!process.versions.v8.startsWith('11.')) return
  process.getBuiltinModule('node:v8').setFlagsFromString('--interrupt-budget=540672')
}
