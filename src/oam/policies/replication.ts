/**
 * Policy `replication`: copies of components, one a key.
 * KubeVela gives every copy the same name and leaves it to the template to tell them apart by `context.replicaKey`, which no
 * built-in type does. Here the copy of "web" for the key "eu" is the component "web-eu".
 */
import { copyName } from './copy-name.ts'
import type { Draft } from './draft.ts'
import type { Drafted } from './drafted.ts'
import { checkSelector } from './override.ts'
import type { Policy } from './policy.ts'

interface Replication {
  readonly keys: readonly string[]
  readonly selector: readonly string[]
}

/** Code `policy-component-unknown`. The properties have passed their schema. */
export function applyReplication(drafts: readonly Draft[], policy: Policy): Drafted {
  const { keys, selector } = policy.properties as unknown as Replication
  const copies = (name: string) => (selector.includes(name) ? keys.map((key) => copyName(name, key)) : [name])
  return {
    drafts: drafts.flatMap((draft) => {
      const others = withDependencies(draft, copies)
      if (!selector.includes(draft.name)) return [others]
      return keys.map((key) => ({ ...others, name: copyName(draft.name, key), replicaKey: key }))
    }),
    results: checkSelector(selector, drafts, policy),
  }
}

/** Who depends on a component depends on each of its copies. */
function withDependencies(draft: Draft, copies: (name: string) => readonly string[]): Draft {
  const { dependsOn } = draft.others as { readonly dependsOn?: readonly string[] }
  return dependsOn ? { ...draft, others: { ...draft.others, dependsOn: dependsOn.flatMap(copies) } } : draft
}
