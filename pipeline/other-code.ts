/** Tags that mean other code than hydroam has: what it runs in its own process must be what the image's name says. */
import { GENERATIONS, generationOf } from '../src/krm/generation.ts'
import { type Image, isOwn } from './runner/image.ts'
import { VERSION } from './version.ts'

export interface OtherCode {
  readonly message: string
  readonly hint: string
}

/** What moves with the releases anyway: the newest that hydroam has. */
const NEWEST = 'latest'

/** `name` is a function of hydroam. Undefined where the image means what hydroam has of it. */
export function otherCode(image: Image, name: string): OtherCode | undefined {
  const { tag, digest } = image
  const known = knownTags(image, name)
  if (tag === undefined) return digest === undefined ? undefined : byDigestAlone(image, known)
  if (tag === NEWEST || isKnown(tag, image, name)) return undefined
  const message = `hydroam ${VERSION} does not have "${tag}" of ${name}`
  return { message, hint: `known: ${known.join(', ')}` }
}

/** Which code a digest means, only its registry knows. */
function byDigestAlone({ reference, digest }: Image, known: readonly string[]): OtherCode {
  const hint = `write the tag too: ${reference.replace(`@${digest}`, `:${known.at(-1)}@…`)}`
  return { message: `"${reference}" does not say which version it is`, hint }
}

/** Functions of kpt's catalogue have generations there; everything else has the version of hydroam. */
function generationsOf(image: Image, name: string): readonly string[] | undefined {
  return !isOwn(image) && Object.hasOwn(GENERATIONS, name) ? GENERATIONS[name] : undefined
}

function isKnown(tag: string, image: Image, name: string): boolean {
  const generations = generationsOf(image, name)
  return generations ? generations.includes(generationOf(tag) ?? '') : knownTags(image, name).includes(tag)
}

/** Oldest, or widest, first. */
function knownTags(image: Image, name: string): readonly string[] {
  const generations = generationsOf(image, name)
  if (generations) return generations.map((generation) => `v${generation}`)
  const [major, minor] = VERSION.split('.')
  return [`v${major}`, `v${major}.${minor}`, `v${VERSION}`]
}
