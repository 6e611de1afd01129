import type { Findings } from '../base/findings.ts';
import { nameSomeSorted } from '../base/name-some.ts';
import type { GoneTarget } from '../plan/index.ts';

/** As many services of a machine as a message names. */
const namedServices = 8;

/** Machines that are deployed to, and that the infrastructure model does not have: one warning each. */
export function warnAboutGone(gone: readonly GoneTarget[], findings: Findings): void {
  for (const { target, services, position } of gone) {
    const names = nameSomeSorted(services, namedServices);
    const message = `target "${target}" is gone from the infrastructure model; there was ${names}`;
    findings.warning('target-gone', message, { position, subject: { kind: 'target', name: target } });
  }
}
