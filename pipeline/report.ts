/** Results → lines for a person: `path:line:column: severity code: sentence`, then what to do. */
import { join, relative } from 'node:path'
import { locate, type Position, type SourceDocument } from '../src/text/document.ts'
import type { Finding, Sources } from './refusal.ts'

/** More than anyone reads; the rest is counted. */
const MAX_SHOWN = 50

/** What two functions say alike, such as a check that runs before and after, is told once. */
export function report(findings: readonly Finding[], sources?: Sources): string {
  const distinct = [...new Map(findings.map((finding) => [sameness(finding), finding])).values()]
  const first = distinct.length > MAX_SHOWN ? distinct.toSorted(bySeverity) : distinct
  const shown = first.slice(0, MAX_SHOWN).map((finding) => `${format(finding, sources)}\n`)
  const more = distinct.length - shown.length
  return shown.join('') + (more > 0 ? `… and ${more} more\n` : '')
}

function sameness({ severity, code, message, hint, resourceRef, file, field, position }: Finding): string {
  return JSON.stringify([severity, code, message, hint, resourceRef, file, field?.path, position])
}

const SEVERITIES = ['error', 'warning', 'info']

/** What refused everything must not be among the rest. */
function bySeverity(a: Finding, b: Finding): number {
  return SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity)
}

function format(finding: Finding, sources: Sources | undefined): string {
  const source = sourceOf(finding, sources)
  const position = finding.position ?? (source && locate(source, finding.field?.path ?? []))
  const lines = [
    `${placeOf(finding, position, sources)}${finding.severity} ${finding.code}: ${finding.message}`,
    ...(source && position && !isSecret(finding) ? frame(source, position) : []),
    ...(finding.hint ? [`  hint: ${finding.hint}`] : []),
  ]
  return lines.map(printable).join('\n')
}

/** The document that a finding speaks of. */
function sourceOf({ document, file }: Finding, sources: Sources | undefined): SourceDocument | undefined {
  return document ?? sources?.files.get(file?.path ?? '')?.resources[file?.index ?? 0]?.document
}

function placeOf({ file, resourceRef }: Finding, position: Position | undefined, sources: Sources | undefined): string {
  if (!file) return resourceRef ? `${resourceRef.kind}/${resourceRef.name}: ` : ''
  const path = sources ? relative(process.cwd(), join(sources.directory, file.path)) : file.path
  return `${path}:${position ? `${position.line}:${position.column}:` : ''} `
}

const MAX_FRAME_WIDTH = 160
/** What a Secret holds is never shown. */
const SECRET = /^kind:\s*["']?Secret\b/m

/** What the trait `storage` puts into a Secret. */
function isSecret({ field }: Finding): boolean {
  const keys = field?.path ?? []
  return keys.includes('stringData') || (keys.includes('secret') && keys.includes('data'))
}

/** The line with a caret below the place that is meant. */
function frame(source: SourceDocument, { line, column }: Position): readonly string[] {
  const text = source.text.split(/\r?\n/)[line - source.line]
  if (text === undefined || text.length > MAX_FRAME_WIDTH || SECRET.test(source.text)) return []
  const number = String(line).padStart(5)
  // Tabs keep their width.
  const before = text.slice(0, column - 1).replace(/[^\t]/g, ' ')
  return [`${number} | ${text}`, `${' '.repeat(number.length)} | ${before}^`]
}

/** Names and messages come from anywhere: none may steer the terminal. */
export function printable(text: string): string {
  return text.replace(/[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, (char) => {
    return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}
