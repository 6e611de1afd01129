import { Findings } from '../base/findings.ts';
import type { Distribution } from '../model/distribution.ts';
import type { InfrastructureModel } from '../model/infrastructure.ts';
import type { Policy } from '../model/policy.ts';
import type { ServicesModel } from '../model/service.ts';
import { judgePlan } from '../plan/index.ts';
import type { DocumentInput } from '../write/cards/build-document.ts';

/** The rules of a policy, each with how the plan breaks it. O(as `judgePlan`). */
export function rulesOf(
  policy: Policy | undefined,
  models: { readonly services: ServicesModel; readonly infrastructure: InfrastructureModel },
  plan: Distribution | undefined,
  previous: Distribution | undefined,
): NonNullable<DocumentInput['rules']> {
  const found = new Findings();
  if (policy !== undefined && plan !== undefined) {
    const { services, infrastructure } = models;
    judgePlan({ services, infrastructure, previous }, policy, plan, found, new Findings());
  }
  const told = (name: string): string[] =>
    found.all.flatMap(({ subject, message }) => (subject?.kind === 'rule' && subject.name === name ? [message] : []));
  return (policy?.rules ?? []).map(rule => ({
    name: rule.name,
    kind: rule.kind,
    soft: rule.soft !== undefined,
    services: 'services' in rule ? rule.services : [],
    broken: told(rule.name).join('; '),
  }));
}
