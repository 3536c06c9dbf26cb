/** A probe as KubeVela writes it: all five numbers, so that the manifest says what the kubelet will do. */
import type { Properties } from '../../src/oam/application.ts'
import { preferred } from '../../src/oam/patch/strategy.ts'

const NUMBERS = {
  initialDelaySeconds: 0,
  periodSeconds: 10,
  timeoutSeconds: 1,
  successThreshold: 1,
  failureThreshold: 3,
}

const OTHERS = ['exec', 'httpGet', 'grpc', 'tcpSocket', 'terminationGracePeriodSeconds']

export function probe(given: Properties): Properties {
  const others = OTHERS.map((field) => [field, given[field]])
  const numbers = Object.entries(NUMBERS).map(([field, otherwise]) => [field, given[field] ?? preferred(otherwise)])
  return Object.fromEntries([...others, ...numbers])
}
