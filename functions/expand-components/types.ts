/** Each component type of v1beta1 that hydroam knows natively; `componentTypes` of the OAM room names the same ones. */
import type { Evaluate } from '../../src/oam/definition.ts'
import type { Surroundings } from './surroundings.ts'
import { cronTask } from './types/cron-task.ts'
import { daemon } from './types/daemon.ts'
import { k8sObjects } from './types/k8s-objects.ts'
import { raw } from './types/raw.ts'
import { refObjects } from './types/ref-objects.ts'
import { statefulset } from './types/statefulset.ts'
import { task } from './types/task.ts'
import { webservice } from './types/webservice.ts'
import { worker } from './types/worker.ts'

export function nativeTypes(surroundings: Surroundings): Readonly<Record<string, Evaluate>> {
  return {
    'cron-task': cronTask,
    daemon,
    'k8s-objects': k8sObjects,
    raw,
    'ref-objects': refObjects(surroundings),
    statefulset,
    task,
    webservice,
    worker,
  }
}
