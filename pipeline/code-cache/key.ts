/** What compiled code belongs to: the bundle, by its digest, and what compiled it. */

/** Of every other file of the bundle; the build puts it here (rolldown.config.js). */
declare const BUNDLE_DIGEST: string

export function keyOf(): string {
  const { version, versions, platform, arch } = process
  return JSON.stringify([BUNDLE_DIGEST, version, versions.v8, platform, arch, settings()])
}

/** Of a file: what differs has another one, as far as names can say it. */
export function nameOf(): string {
  const { version, arch } = process
  return [BUNDLE_DIGEST.slice(0, 16), version, arch, settings().slice(-100)].join('_')
}

/** In ASCII. V8 compiles otherwise under some of node's options, and while it counts what is executed. */
function settings(): string {
  const { NODE_OPTIONS = '', NODE_V8_COVERAGE } = process.env
  const all = [...process.execArgv, NODE_OPTIONS, NODE_V8_COVERAGE ? 'coverage' : '']
  return encodeURIComponent(all.filter(Boolean).join(' '))
}
