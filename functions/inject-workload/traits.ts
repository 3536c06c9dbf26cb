/** The traits that change their workload, each a file of its own in traits/. */
import type { Evaluate } from '../../src/oam/definition.ts'
import { annotations } from './traits/annotations.ts'
import { command } from './traits/command.ts'
import { containerImage } from './traits/container-image.ts'
import { containerPorts } from './traits/container-ports.ts'
import { env } from './traits/env.ts'
import { hostalias } from './traits/hostalias.ts'
import { initContainer } from './traits/init-container.ts'
import { jsonMergePatch } from './traits/json-merge-patch.ts'
import { jsonPatch } from './traits/json-patch.ts'
import { labels } from './traits/labels.ts'
import { lifecycle } from './traits/lifecycle.ts'
import { podsecuritycontext } from './traits/podsecuritycontext.ts'
import { resource } from './traits/resource.ts'
import { securitycontext } from './traits/securitycontext.ts'
import { sidecar } from './traits/sidecar.ts'
import { startupProbe } from './traits/startup-probe.ts'

export const TRAITS: Readonly<Record<string, Evaluate>> = {
  annotations,
  command,
  'container-image': containerImage,
  'container-ports': containerPorts,
  env,
  hostalias,
  'init-container': initContainer,
  'json-merge-patch': jsonMergePatch,
  'json-patch': jsonPatch,
  labels,
  lifecycle,
  podsecuritycontext,
  resource,
  securitycontext,
  sidecar,
  'startup-probe': startupProbe,
}
