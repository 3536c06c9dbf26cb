/** `container-image`: the image of a container. */
import type { Evaluate } from '../../../src/oam/definition.ts'
import { retained } from '../../../src/oam/patch/strategy.ts'
import { forContainers } from '../containers.ts'

interface Parameters {
  readonly image: string
  readonly imagePullPolicy?: string
}

export const containerImage: Evaluate = (parameters, context) =>
  forContainers<Parameters>(parameters, context, 'containers', ({ image, imagePullPolicy }) => ({
    image: retained(image),
    imagePullPolicy: imagePullPolicy ? retained(imagePullPolicy) : undefined,
  }))
