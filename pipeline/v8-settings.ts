/** How V8 is to run what is called a few thousand times in a process that lives for a moment. */

/**
 * How much code runs before V8 optimises it: eight times what V8 11 of node 20 would let it, for most of it is hardly called again in a
 * run, and a third of the processor's time went into that. Newer ones have a quicker compiler in between, and no such setting.
 */
const BUDGET = '--interrupt-budget=540672'

/** The same for WebAssembly, thirty-two times: what its first compiler makes is good enough for some thousand documents. */
const WASM_BUDGET = '--wasm-tiering-budget=57600000'

/**
 * What a small run allocates stays in the processor's cache, if the young generation does not grow: a tenth less memory, and time. And
 * it is over before the old generation is full: a search for garbage in the background would only hold up its end.
 */
const SMALL = '--semi-space-growth-factor=1 --no-incremental-marking'
/** V8's own. */
const GROWING = '--semi-space-growth-factor=2 --incremental-marking'

const HAS_SETTINGS = process.versions.v8.startsWith('11.')

/** Before anything else is loaded. */
export function settleV8(): void {
  if (HAS_SETTINGS) flags().setFlagsFromString(`${BUDGET} ${WASM_BUDGET} ${SMALL}`)
}

/** Characters of resources. Beyond them, most of what a small young generation holds is still in use when it is full, and gets moved. */
const LARGE = 2 * 2 ** 20
let read = 0

/** Lets the young generation grow in a run that reads much. Code that is kept for other settings is compiled anew from then on. */
export function noteRead(characters: number): void {
  if (!HAS_SETTINGS || read > LARGE) return
  read += characters
  if (read > LARGE) flags().setFlagsFromString(GROWING)
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
