import { aboutService } from '../base/diagnostic.ts';
import type { Findings } from '../base/findings.ts';
import type { Distribution } from '../model/distribution.ts';
import type { ServicesModel } from '../model/service.ts';

/**
 * Services that the distribution does not name are not placed; where a placed service depends on one, that is worth a
 * warning, and so is a distribution that names none at all.
 */
export function warnAboutUnplaced({ services }: ServicesModel, { mappings }: Distribution, findings: Findings): void {
  warnAboutNothing({ services }, { mappings }, findings);
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

/** A warning where nothing is to be placed: there are no services, or the distribution, if given, names none. */
export function warnAboutNothing(
  { services }: ServicesModel,
  distribution: Distribution | undefined,
  findings: Findings,
): void {
  if (services.size === 0) {
    findings.warning('nothing-placed', 'the services model has no services: nothing is placed');
  } else if (distribution?.mappings.size === 0) {
    const whom = services.size === 1 ? 'its one service' : `any of the ${services.size} services`;
    const message = `the distribution does not name ${whom}: nothing is placed`;
    findings.warning('nothing-placed', message, { hint: 'it maps services to targets: web = [ "test1" "test2" ];' });
  }
}
