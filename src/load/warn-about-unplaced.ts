import { aboutService } from '../base/diagnostic.ts';
import type { Findings } from '../base/findings.ts';
import type { Distribution } from '../model/distribution.ts';
import type { ServicesModel } from '../model/service.ts';

/**
 * Services that the distribution does not name are not placed; where a placed service depends on one, that is worth a
 * warning.
 */
export function warnAboutUnplaced({ services }: ServicesModel, { mappings }: Distribution, findings: Findings): void {
  const missed = new Map<string, string>();
  for (const key of mappings.keys()) {
    const service = services.get(key);
    for (const other of [...(service?.dependsOn ?? []), ...(service?.connectsTo ?? [])]) {
      if (!mappings.has(other) && !missed.has(other)) missed.set(other, key);
    }
  }
  for (const [other, key] of missed) {
    const message = `service "${other}", on which "${key}" depends, is not in the distribution: it is not placed, and links to it do not count`;
    findings.warning('unplaced-service', message, {
      position: services.get(other)?.position,
      subject: aboutService(other),
    });
  }
}
