/** The traits that change their workload, each a file of its own in traits/. */
import type { Evaluate } from '../../src/oam/definition.ts'
import { affinity } from './traits/affinity.ts'
import { annotations } from './traits/annotations.ts'
import { command } from './traits/command.ts'
import { configmap } from './traits/configmap.ts'
import { containerImage } from './traits/container-image.ts'
import { containerPorts } from './traits/container-ports.ts'
import { env } from './traits/env.ts'
import { hostalias } from './traits/hostalias.ts'
import { initContainer } from './traits/init-container.ts'
import { jsonMergePatch } from './traits/json-merge-patch.ts'
import { jsonPatch } from './traits/json-patch.ts'
import { updateStrategy } from './traits/k8s-update-strategy.ts'
import { labels } from './traits/labels.ts'
import { lifecycle } from './traits/lifecycle.ts'
import { nocalhost } from './traits/nocalhost.ts'
import { nodeAffinity } from './traits/node-affinity.ts'
import { podsecuritycontext } from './traits/podsecuritycontext.ts'
import { pvc } from './traits/pvc.ts'
import { resource } from './traits/resource.ts'
import { securitycontext } from './traits/securitycontext.ts'
import { serviceAccount } from './traits/service-account.ts'
import { serviceBinding } from './traits/service-binding.ts'
import { sidecar } from './traits/sidecar.ts'
import { startupProbe } from './traits/startup-probe.ts'
import { storage } from './traits/storage.ts'
import { topologyspreadconstraints } from './traits/topologyspreadconstraints.ts'
import { volumes } from './traits/volumes.ts'

export const TRAITS: Readonly<Record<string, Evaluate>> = {
  affinity,
  annotations,
  command,
  configmap,
  'container-image': containerImage,
  'container-ports': containerPorts,
  env,
  hostalias,
  'init-container': initContainer,
  'json-merge-patch': jsonMergePatch,
  'json-patch': jsonPatch,
  'k8s-update-strategy': updateStrategy,
  labels,
  lifecycle,
  nocalhost,
  'node-affinity': nodeAffinity,
  podsecuritycontext,
  pvc,
  resource,
  securitycontext,
  'service-account': serviceAccount,
  'service-binding': serviceBinding,
  sidecar,
  'startup-probe': startupProbe,
  storage,
  topologyspreadconstraints,
  volumes,
}
