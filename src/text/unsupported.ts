/** Thrown by the fast paths for text that they do not surely understand; the caller then asks the library. */
export class Unsupported extends Error {}

export function unsupported(what: string): never {
  throw new Unsupported(what)
}
