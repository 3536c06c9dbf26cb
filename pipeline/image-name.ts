/** The whole name of a function's image: kpt (to 1.0.0-beta.58) looks for a bare name among those of its catalogue. */
const CATALOGUE = 'gcr.io/kpt-fn/'

export function imageName(image: string): string {
  return image.includes('/') ? image : `${CATALOGUE}${image}`
}
