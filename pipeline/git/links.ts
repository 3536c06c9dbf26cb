/** Symbolic links of a commit, followed in its tree alone: what lies behind a link that leads out is nobody's to know. */

/** What stands at a path of the package: a link's target, or whether it can be entered. */
export type Found = { readonly target: string } | 'folder' | 'file' | undefined

/** As Linux has it. */
const MAX_LINKS = 40
const MAX_TARGET = 4096

/**
 * Where a path ends behind all links, relative to the package; undefined outside the package, nowhere, and in a circle. `above` is the
 * package's own path in the commit, for links that go up and come back.
 */
export function followLinks(path: string, above: string, find: (path: string) => Found): string | undefined {
  const base = segmentsOf(above)
  const todo = segmentsOf(path)
  const done = [...base]
  let links = 0
  while (todo.length > 0) {
    const segment = todo.shift() as string
    if (segment === '..') {
      if (done.pop() === undefined) return undefined
      continue
    }
    done.push(segment)
    if (done.length <= base.length) {
      if (segment !== base[done.length - 1]) return undefined
      continue
    }
    const found = find(done.slice(base.length).join('/'))
    if (found === undefined || (found === 'file' && todo.length > 0)) return undefined
    if (typeof found === 'string') continue
    const { target } = found
    if (++links > MAX_LINKS || target.startsWith('/') || target.length > MAX_TARGET) return undefined
    done.pop()
    todo.unshift(...segmentsOf(target))
  }
  return done.length < base.length ? undefined : done.slice(base.length).join('/')
}

function segmentsOf(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '' && segment !== '.')
}
