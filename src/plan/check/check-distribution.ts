import { aboutService } from '../../base/diagnostic.ts';
import type { Findings } from '../../base/findings.ts';
import { targetsOf } from '../../model/distribution.ts';
import type { CheckInput } from './check-input.ts';

/**
 * Services that nobody distributes: a warning, or an error where a service that is distributed needs them. Those whose
 * targets are unknown were told already: that nothing is left of their lists follows.
 */
export function checkDistribution(input: CheckInput, findings: Findings): void {
  if (input.distribution === undefined) return;
  const { services } = input.services;
  const neededBy = new Map<string, string>();
  for (const service of services.values()) {
    if (targetsOf(input.distribution, service.key).length === 0) continue;
    for (const key of [...service.dependsOn, ...service.connectsTo]) {
      if (!neededBy.has(key)) neededBy.set(key, service.key);
    }
  }
  const told = new Set(findings.all.flatMap(({ code, subject }) => (code === 'unknown-target' ? subject?.name : [])));
  for (const service of services.values()) {
    if (targetsOf(input.distribution, service.key).length > 0 || told.has(service.key)) continue;
    const { key, position } = service;
    const subject = aboutService(key);
    const user = neededBy.get(key);
    const hint = `add it to the distribution: ${key} = [ infrastructure.TARGET ];`;
    if (user === undefined) {
      findings.warning('undistributed-service', `service "${key}" is distributed to no target`, {
        position,
        hint,
        subject,
      });
    } else {
      const message = `service "${key}" is distributed to no target, but "${user}", which is distributed, depends on it`;
      findings.error('undistributed-dependency', message, { position, hint, subject });
    }
  }
}
