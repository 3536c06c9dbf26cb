/** What one commit says of itself. */
import { git } from './git.ts'

export interface Revision {
  readonly commit: string
  readonly author: { readonly name: string; readonly email: string; readonly date: string }
  /** Dates are git's raw form: seconds and zone, `1700000000 +0100`. */
  readonly committerDate: string
  readonly subject: string
  readonly message: string
}

const FORMAT = ['%H', '%an', '%ae', '%ad', '%cd', '%s', '%B'].join('%x00')

/** A repository's configuration may ask for signatures, for which git would start the program named there. */
export const PLAIN_LOG = ['--no-show-signature', '--encoding=UTF-8', '--date=raw']

export async function readRevision(repository: string, id: string): Promise<Revision> {
  const fields = (await git(repository, ['log', '-1', ...PLAIN_LOG, `--format=${FORMAT}`, id])).split('\0')
  const [commit = '', name = '', email = '', date = '', committerDate = '', subject = '', ...message] = fields
  return {
    commit,
    author: { name: ident(name), email: ident(email), date: rawDate(date) },
    committerDate: rawDate(committerDate),
    subject,
    message: message.join('\0'),
  }
}

/** Commits made by hand or by old tools hold names and dates that git itself refuses to write again. */
function ident(text: string): string {
  return text.replace(/[<>\p{Cc}]+/gu, ' ').trim()
}

function rawDate(text: string): string {
  const [, seconds = '0', zone = '+0000'] = /^(\d+)(?: ([+-](?:(?:0\d|1[0-3])[0-5]\d|1400)))?/.exec(text) ?? []
  return `${seconds} ${zone}`
}
