/** What of this process's environment a program gets to see: what it needs to start, and nothing that may be secret. */

/**
 * PATH to find its own tools, HOME and TMPDIR for its caches and drafts, who it runs as, and the encoding that it shall speak.
 * Not TZ: what a function makes must not depend on where it runs. Tokens of a CI job are none of its business.
 */
const PASSED = /^(PATH|HOME|USER|LOGNAME|TMPDIR|LANG|LC_[A-Z]+)$/

/** `wanted` are the words of --env: NAME hands on the value of this process, NAME=VALUE gives another. */
export function functionEnvironment(
  wanted: readonly string[],
  own: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
  const passed = Object.entries(own).filter(([name]) => PASSED.test(name))
  return { ...Object.fromEntries(passed), ...Object.fromEntries(wanted.map((word) => variable(word, own))) }
}

function variable(word: string, own: NodeJS.ProcessEnv): [string, string | undefined] {
  const at = word.indexOf('=')
  return at < 0 ? [word, own[word]] : [word.slice(0, at), word.slice(at + 1)]
}
