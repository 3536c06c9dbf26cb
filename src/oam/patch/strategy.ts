/**
 * How a value in a patch meets the value that is there: what KubeVela's templates write as `// +patchKey=…` and
 * `// +patchStrategy=…`, as `*default | type`, and as `[...constraint]`. A plain value unifies.
 */

/** A list whose items meet those with the same key; see `keyed`. */
export class Keyed {
  /** Each alternative as the path of a field in an item. */
  readonly keys: readonly (readonly string[])[]
  readonly items: readonly unknown[]
  /** Whether an item takes the place of the one that it meets, or unifies with it. */
  readonly retains: boolean
  constructor(key: string, items: readonly unknown[], retains: boolean) {
    this.keys = parseKeys(key)
    this.items = items
    this.retains = retains
  }
}

/** A value that takes the place of what is there; see `retained`. */
export class Retained {
  readonly value: unknown
  constructor(value: unknown) {
    this.value = value
  }
}

/** A list that takes the place of what is there; see `replaced`. */
export class Replaced {
  readonly items: readonly unknown[]
  constructor(items: readonly unknown[]) {
    this.items = items
  }
}

/** A default; see `preferred`. An object keeps it, so that a later patch can still say otherwise. */
export class Preferred {
  readonly value: unknown
  constructor(value: unknown) {
    this.value = value
  }
}

/** What every item of a list unifies with; see `every`. An object keeps it with its list, for items that later patches add. */
export class Every {
  readonly items: readonly unknown[]
  readonly constraint: unknown
  constructor(items: readonly unknown[], constraint: unknown) {
    this.items = items
    this.constraint = constraint
  }
}

/**
 * Items that meet those with the same key: first those that are there, in their order, then what met nothing, in the patch's order.
 * `key` is a field's name, a dotted path, or several of them with commas between them, any of which may match.
 * Lists further in are merged by the same key, unless they say otherwise.
 */
export function keyed(key: string, items: readonly unknown[]): Keyed {
  return new Keyed(key, items, false)
}

/** The same, but an item takes the place of the one that it meets. */
export function keyedRetained(key: string, items: readonly unknown[]): Keyed {
  return new Keyed(key, items, true)
}

/** `value` in place of what is there; the fields beside it stay. */
export function retained(value: unknown): Retained {
  return new Retained(value)
}

/** The whole list in place of the one that is there. */
export function replaced(items: readonly unknown[]): Replaced {
  return new Replaced(items)
}

/** `value`, unless an earlier or a later patch says otherwise. */
export function preferred(value: unknown): Preferred {
  return new Preferred(value)
}

/** Every item of the list: those that are there, and those that later patches add. */
export function every(constraint: unknown): Every {
  return new Every([], constraint)
}

function parseKeys(key: string): readonly (readonly string[])[] {
  return key.split(',').map((path) => path.trim().split('.'))
}
