/** What an engine says on its own, between what the function says. */

/** What docker, podman and nerdctl say about pulling an image. Only whole lines: a function may speak of waiting, too. */
const NOISE = [
  /^Unable to find image '.*' locally$/,
  /^\S+: (Pulling from \S+|Already exists|Pulling fs layer|Waiting|Verifying Checksum|Download complete|Pull complete)$/,
  /^Digest: sha256:[0-9a-f]{64}$/,
  /^Status: (Downloaded newer image|Image is up to date) for /,
  /^Resolved ".*" as an alias/,
  /^Trying to pull \S+$/,
  /^Getting image source signatures$/,
  /^Copying (blob|config) (sha256:)?[0-9a-f]{12,64}\b/,
  /^Writing manifest to image destination$/,
  /^Storing signatures$/,
  /^[0-9A-Fa-f]{64}$/,
  /^(index|manifest|config|layer)-sha256:[0-9a-f]{64}:/,
  /^\S+:\s+(resolving|resolved)\s+\|[-+]+\|/,
  /^elapsed: .* total: /,
]

/** Without the end of the last line, as kpt has it. */
export function withoutPullNoise(stderr: string): string {
  const lines = stderr.replace(/\n$/, '').split('\n')
  return lines.filter((line) => !NOISE.some((noise) => noise.test(line.trimEnd()))).join('\n')
}
