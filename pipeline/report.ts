/** Results → lines for a person: `path:line:column: severity code: sentence`, then what to do. */
import { join, relative } from 'node:path'
import { locate, type Position } from '../src/text/document.ts'
import type { Finding, Sources } from './refusal.ts'

export function report(findings: readonly Finding[], sources?: Sources): string {
  return findings.map((finding) => `${format(finding, sources)}\n`).join('')
}

function format(finding: Finding, sources: Sources | undefined): string {
  const where = placeOf(finding, sources)
  const hint = finding.hint ? `\n  hint: ${finding.hint}` : ''
  return printable(`${where}${finding.severity} ${finding.code}: ${finding.message}${hint}`)
}

function placeOf(finding: Finding, sources: Sources | undefined): string {
  const { file, resourceRef } = finding
  if (!file) return resourceRef ? `${resourceRef.kind}/${resourceRef.name}: ` : ''
  const path = sources ? relative(process.cwd(), join(sources.directory, file.path)) : file.path
  const position = positionOf(finding, sources)
  return `${path}:${position ? `${position.line}:${position.column}:` : ''} `
}

function positionOf({ position, document, file, field }: Finding, sources: Sources | undefined): Position | undefined {
  if (position) return position
  const source = document ?? sources?.files.get(file?.path ?? '')?.resources[file?.index ?? 0]?.document
  return source && locate(source, field?.path ?? [])
}

/** Names and messages come from anywhere: none may steer the terminal. */
function printable(text: string): string {
  return text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, (char) => {
    return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}
