/** In which order the pipelines of a package and its subpackages run, and what each of them sees. kpt `pkg/lib/kptops/render_executor.go`. */
import type { KrmResource } from '../src/krm/resource.ts'
import type { Package } from './package.ts'
import { Refusal } from './refusal.ts'
import { inPackage, packageOf } from './tracking.ts'

type Items = readonly KrmResource[]

/** Runs one package's pipeline on what it sees. */
export type PackageRun = (pkg: Package, input: Items) => Promise<Items>

export type Traversal = (pkg: Package, run: PackageRun) => Promise<Items>

/** A refusal that leaves behind how far the resources had come. */
export class RenderFailure extends Refusal {
  readonly items: Items
  constructor(cause: Refusal, items: Items) {
    super(cause.results, cause.sources)
    this.items = items
  }
}

/** Subpackages before their parent, which sees what became of them. */
export function depthFirst(ownItemsFirst: boolean): Traversal {
  return async function visit(pkg, run) {
    const joined = (below: Items) => (ownItemsFirst ? [...pkg.items, ...below] : [...below, ...pkg.items])
    let below: Items = []
    for (const subpackage of pkg.subpackages) {
      const before = below
      const hydrated = await leaving((items) => joined([...before, ...items]), visit(subpackage, run))
      below = below.concat(hydrated)
    }
    const input = joined(below)
    return inOwnPackage(pkg, await leaving((items) => items, run(pkg, input), input))
  }
}

/** A parent before its subpackages, level by level; each package sees itself and everything below it, and nothing else. */
export const breadthFirst: Traversal = async (root, run) => {
  const packages = levels(root)
  const state = new Map(packages.map((pkg) => [pkg.path, [...pkg.items]]))
  const all = () => packages.flatMap(({ path }) => state.get(path) ?? [])
  for (const pkg of packages) {
    const visible = withDescendants(pkg)
    const input = visible.flatMap(({ path }) => state.get(path) ?? [])
    const others = () => packages.filter((one) => !visible.includes(one)).flatMap(({ path }) => state.get(path) ?? [])
    const output = await leaving((items) => [...items, ...others()], run(pkg, input), input)
    for (const { path } of visible) state.set(path, [])
    for (const item of inOwnPackage(pkg, output)) {
      const home = state.get(packageOf(item)) ?? state.get(pkg.path)
      home?.push(item)
    }
  }
  return all()
}

function inOwnPackage(pkg: Package, items: Items): Items {
  return pkg.path === '' ? items : items.map((item) => inPackage(item, pkg.path))
}

function levels(root: Package): readonly Package[] {
  const packages = [root]
  // The list grows while it is walked.
  for (const pkg of packages) packages.push(...pkg.subpackages)
  return packages
}

function withDescendants(pkg: Package): readonly Package[] {
  return [pkg, ...pkg.subpackages.flatMap(withDescendants)]
}

/** What fails leaves its items as `widen` joins them with the rest; what fails before its first function leaves `input`. */
async function leaving(widen: (items: Items) => Items, work: Promise<Items>, input: Items = []): Promise<Items> {
  try {
    return await work
  } catch (cause) {
    if (cause instanceof RenderFailure) throw new RenderFailure(cause, widen(cause.items))
    throw cause instanceof Refusal ? new RenderFailure(cause, widen(input)) : cause
  }
}
