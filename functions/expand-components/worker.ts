/** `worker`: a Deployment that nothing calls. */
import type { Application, Component } from '../../src/oam/application.ts'
import { deployment } from './deployment.ts'
import { container, type Parameters, podSpec } from './pod.ts'
import type { Rendering } from './rendering.ts'

export function renderWorker(component: Component, application: Application): Rendering {
  const parameters = component.properties as unknown as Parameters
  return { output: deployment(component, application, podSpec(parameters, container(component.name, parameters))) }
}
