/** `pvc`, deprecated: a claim for storage, mounted by the first container. */
import { error, type Result } from '../../../src/krm/result.ts'
import type { Evaluate } from '../../../src/oam/definition.ts'
import { keyed } from '../../../src/oam/patch/strategy.ts'
import { type ClaimParameters, claim } from '../claims.ts'
import { patchPods } from '../containers.ts'
import { deprecated } from '../deprecated.ts'
import { claimSource } from '../volumes.ts'

interface Mount {
  readonly name: string
  readonly mountPath?: string
  readonly devicePath?: string
}

interface Parameters extends ClaimParameters {
  readonly claimName: string
  readonly volumesToMount: readonly Mount[]
}

export const pvc: Evaluate = deprecated('storage', (parameters, context) => {
  const { claimName, volumesToMount, ...wanted } = parameters as unknown as Parameters
  const field = wanted.volumeMode === 'Block' ? 'devicePath' : 'mountPath'
  const list = wanted.volumeMode === 'Block' ? 'volumeDevices' : 'volumeMounts'
  const mounts = volumesToMount.map((mount) => ({ name: mount.name, [field]: mount[field] }))
  const sources = volumesToMount.map(({ name }) => ({ name, ...claimSource(claimName) }))
  const patch = patchPods(context, {
    containers: keyed('name', [{ [list]: keyed('name', mounts) }]),
    volumes: keyed('name', sources),
  })
  const results = volumesToMount.flatMap((mount, i) => checkMount(mount, i, field))
  return { ...patch, outputs: { claim: claim(claimName, wanted) }, results: [...(patch.results ?? []), ...results] }
})

/** Code `mount-path-missing`. */
function checkMount(mount: Mount, i: number, field: 'mountPath' | 'devicePath'): readonly Result[] {
  if (mount[field]) return []
  const mode = field === 'devicePath' ? 'Block' : 'Filesystem'
  const message = `volume "${mount.name}" needs \`${field}\`, because \`volumeMode\` is "${mode}"`
  return [error('mount-path-missing', { field: { path: ['volumesToMount', i] } }, message, `add \`${field}\``)]
}
