/** Applications that hydroam refuses for one part of them: without that part, it renders what KubeVela does. */
import { expect, test } from 'vitest'
import { compareWith } from './compare.ts'
import { answers, applicationText, type GoldenResource } from './golden.ts'

interface Refused {
  /** What hydroam refuses, in the application's text, and what stands there instead. */
  readonly part: RegExp
  readonly instead: string
  /** KubeVela's answer without it. */
  readonly answer: (resource: GoldenResource) => readonly GoldenResource[]
  /** What differs still, on purpose. */
  readonly fields?: readonly string[]
}

function without(component: string): Pick<Refused, 'part' | 'instead' | 'answer'> {
  return {
    part: new RegExp(`    - name: ${component}\\n(?: {6}.*\\n)+`),
    instead: '',
    answer: (resource) => (resource.component === component ? [] : [resource]),
  }
}

function edited(resource: GoldenResource, part: string, instead: string): readonly GoldenResource[] {
  return [JSON.parse(JSON.stringify(resource).replace(part, instead))]
}

const REFUSED: Readonly<Record<string, Refused>> = {
  'trait-affinity': {
    part: / +- \{\}\n/,
    instead: '',
    answer: (resource) => edited(resource, ',{"operator":"Equal"}', ''),
  },
  'trait-cpuscaler': without('web'),
  'trait-hpa': {
    part: /targetKind: StatefulSet/,
    instead: 'targetKind: Deployment',
    answer: (resource) => edited(resource, '"kind":"StatefulSet"', '"kind":"Deployment"'),
  },
  'trait-k8s-update-strategy': {
    part: /(?: {4}- name: (?:on-delete|agent-recreate|wrong-kind)\n(?: {6}.*\n)+)/g,
    instead: '',
    answer: (resource) => {
      return ['on-delete', 'agent-recreate', 'wrong-kind'].includes(resource.component ?? '') ? [] : [resource]
    },
    fields: [
      'Deployment deploy spec.strategy.rollingUpdate.maxUnavailable',
      'DaemonSet agent spec.updateStrategy.rollingUpdate.maxSurge',
    ],
  },
  'trait-pvc-source-and-selector': {
    ...without('source'),
    fields: ['PersistentVolumeClaim claim spec.selector', 'PersistentVolumeClaim claim spec.dataSource'],
  },
}

test.each(Object.entries(REFUSED))('%s', async (name, { part, instead, answer, fields = [] }) => {
  const golden = answers[name]
  if (!golden || 'error' in golden) throw new Error(`KubeVela refuses ${name}`)
  const text = applicationText(name)
  expect(text).toMatch(part)
  const compared = await compareWith(text.replace(part, instead), { resources: golden.resources.flatMap(answer) })
  expect(compared.outcome).toBe(fields.length > 0 ? 'differs' : 'agrees')
  expect(compared.fields).toEqual(fields)
})
