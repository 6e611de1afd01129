import { nameSomeSorted } from '../base/name-some.ts';
import type { HeldPorts } from '../plan/index.ts';

/** At most so many targets are named. */
const mostNamed = 3;

/** Who has numbers without asking for them: `proxy`, `container mysql of t1`, `each of t1, t2`. */
export function nameHolder({
  service,
  container,
  targets,
}: Pick<HeldPorts, 'service' | 'container' | 'targets'>): string {
  if (service !== undefined) return service;
  const names = nameSomeSorted(targets, mostNamed);
  if (container !== undefined) return `container ${container} of ${names}`;
  return `${targets.length === 1 ? 'target' : 'each of'} ${names}`;
}
