/** A refusal stops a command because its input is at fault; the results say why. cli.ts reports them and exits 1, or 2 for a misuse. */
import { error, type Place, type Result } from '../src/krm/result.ts'
import type { Position, SourceDocument } from '../src/text/document.ts'
import type { PackageFile } from './package.ts'

/** A result that may know its place better than a field path can say it. */
export type Finding = Result & { readonly position?: Position; readonly document?: SourceDocument }

/** Where the files stand that results speak of. */
export interface Sources {
  /** Absolute. */
  readonly directory: string
  /** By path relative to the directory. */
  readonly files: ReadonlyMap<string, PackageFile>
}

export class Refusal extends Error {
  readonly results: readonly Finding[]
  readonly sources: Sources | undefined
  constructor(results: readonly Finding[], sources?: Sources) {
    super(results.map((result) => result.message).join('; '))
    this.results = results
    this.sources = sources
  }
}

/** The command line is at fault, and no file. */
export class Misuse extends Refusal {
  constructor(code: string, message: string, hint?: string) {
    super([error(code, {}, message, hint)])
  }
}

/** The refusal that has one reason. */
export function refuse(code: string, message: string, hint?: string, at: Place = {}): Refusal {
  return new Refusal([error(code, at, message, hint)])
}

/** Why a system refuses a file to somebody, however right the program is. */
const FORBIDDEN =
  'EACCES EPERM EROFS ENOSPC EDQUOT EMFILE ENFILE ENAMETOOLONG EIO ENOTDIR EISDIR ELOOP EBUSY EFBIG ENXIO ENODEV'.split(
    ' ',
  )

/** A file or folder that the system does not let us use is no fault of ours; undefined for any other error. Code `file-forbidden`. */
export function forbidden(cause: unknown): Refusal | undefined {
  const { code = '', path, message } = cause as NodeJS.ErrnoException
  if (path === undefined || !FORBIDDEN.includes(code)) return undefined
  return refuse('file-forbidden', message, 'see who may use it, or take it out of the package')
}

/** Runs `work`; a refusal that it throws learns where its files stand. */
export async function withSources<T>(sources: Sources, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    if (!(cause instanceof Refusal) || cause instanceof Misuse) throw cause
    throw new Refusal(cause.results, cause.sources ?? sources)
  }
}
