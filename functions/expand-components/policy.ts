/** What the policies of an Application render whose definitions the package brings: objects beside its components. */
import { generated } from '../../src/krm/origin.ts'
import { annotationsOf, type KrmResource, labelsOf } from '../../src/krm/resource.ts'
import type { Application, PolicyUse } from '../../src/oam/application.ts'
import { APP_NAME, APP_NAMESPACE, COMPONENT } from '../../src/oam/contract.ts'
import type { Context } from '../../src/oam/definition.ts'
import { applyRules } from '../../src/oam/policies/rules.ts'
import type { Surroundings } from './surroundings.ts'

/**
 * In the application's namespace, whatever the target's is: KubeVela applies them before its workflow, where the application is.
 * Their labels are those of `generatePolicyUnstructured` (KubeVela `pkg/appfile/appfile.go`) and `ApplyPolicies` (its application controller).
 */
export function renderPolicies(application: Application, surroundings: Surroundings): readonly KrmResource[] {
  const { policies = [], rules = [] } = application
  return policies.flatMap((policy) => {
    const { output, outputs = {} } = evaluate(policy, application, surroundings)
    const objects = [...(output ? [output] : []), ...Object.values(outputs)]
    return objects.map((object) => applyRules(stamped(object, policy, application, surroundings), rules))
  })
}

function evaluate(
  { name, type, definition, properties }: PolicyUse,
  { source, name: appName, namespace }: Application,
  { kubernetesMinor }: Surroundings,
) {
  const context: Context = {
    name,
    componentType: type,
    namespace,
    appName,
    appLabels: labelsOf(source),
    appAnnotations: annotationsOf(source),
    kubernetesMinor,
  }
  return definition.template?.evaluate(properties, context) ?? {}
}

function stamped(
  { apiVersion, kind, metadata: given, ...body }: KrmResource,
  policy: PolicyUse,
  { source, name: appName, namespace: appNamespace }: Application,
  { namespaceOf }: Surroundings,
): KrmResource {
  const { name = policy.name, namespace = appNamespace, labels, ...own } = given
  const inNamespace = namespace && namespaceOf({ apiVersion, kind, metadata: given }) !== undefined ? { namespace } : {}
  const contract = {
    [APP_NAME]: appName,
    ...(appNamespace ? { [APP_NAMESPACE]: appNamespace } : {}),
    [COMPONENT]: policy.name,
  }
  const metadata = { name, ...inNamespace, ...own, labels: { ...labels, ...contract } }
  const from = `${source.kind}/${appName}/${policy.name}`
  return generated({ apiVersion, kind, metadata, ...body }, 'expand-components', from)
}
