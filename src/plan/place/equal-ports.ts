import { Findings } from '../../base/findings.ts';
import type { Position } from '../../base/source.ts';
import type { Distribution } from '../../model/distribution.ts';
import { readLiteralPorts } from '../../model/literal-ports.ts';
import type { Service, ServicesModel } from '../../model/service.ts';
import { readProvidedContainers } from '../../model/service-details.ts';

/** Services that listen on the same port: no two of them are ever on one target. */
export interface EqualPorts {
  readonly port: number;
  /** At least two, in the order of the candidates. */
  readonly services: readonly string[];
  /** Where the second of them says so. */
  readonly position: Position | undefined;
}

/**
 * The services that say the same port (`port = 8080;`) and have a candidate in common with another one that does. One
 * that goes into a container which another service provides has no port of its own: it is that of the container.
 * O(attributes + candidates of services with ports).
 */
export function findEqualPorts(candidates: Distribution, { services }: ServicesModel): readonly EqualPorts[] {
  const byPort = new Map<number, Service[]>();
  for (const key of candidates.mappings.keys()) {
    const service = services.get(key);
    if (service === undefined) continue;
    // What cannot be evaluated is no literal; whoever needs it tells.
    const own = readLiteralPorts(service, step => new Findings().attempt(step));
    for (const port of new Set(own.map(one => one.port))) {
      const others = byPort.get(port);
      if (others === undefined) byPort.set(port, [service]);
      else others.push(service);
    }
  }
  const shared = [...byPort].filter(([, those]) => those.length > 1);
  if (shared.length === 0) return [];
  const isGuest = findGuests(candidates, { services });
  return shared.flatMap(([port, those]) => {
    const meeting = keepMeeting(
      those.filter(({ key }) => !isGuest(key)),
      candidates,
    );
    const [, second] = meeting;
    if (second === undefined) return [];
    const properties = readLiteralPorts(second, step => new Findings().attempt(step));
    const { property = 'port' } = properties.find(one => one.port === port) ?? {};
    const position = second.attributes.positionOf(property) ?? second.position;
    return [{ port, services: meeting.map(({ key }) => key), position }];
  });
}

/**
 * Whether a service goes only into containers that other services provide. O(services + candidates), once, and O(1) a
 * question.
 */
export function findGuests({ mappings }: Distribution, { services }: ServicesModel): (service: string) => boolean {
  const providers = new Map<string, Set<string>>();
  for (const [key, list] of mappings) {
    const service = services.get(key);
    if (service === undefined || list.length === 0) continue;
    for (const container of readProvidedContainers(service)) {
      const known = providers.get(container);
      if (known === undefined) providers.set(container, new Set([key]));
      else known.add(key);
    }
  }
  const isBrought = (container: string | undefined, service: string): boolean => {
    const those = container === undefined ? undefined : providers.get(container);
    return those !== undefined && (those.size > 1 || !those.has(service));
  };
  return key => {
    const list = mappings.get(key) ?? [];
    const type = services.get(key)?.type;
    return list.length > 0 && list.every(({ container = type }) => isBrought(container, key));
  };
}

/** Those that have a candidate which another one has, too. */
function keepMeeting(those: readonly Service[], { mappings }: Distribution): readonly Service[] {
  const counts = new Map<string, number>();
  const targetsOf = (key: string) => new Set((mappings.get(key) ?? []).map(({ target }) => target));
  for (const { key } of those) for (const target of targetsOf(key)) counts.set(target, (counts.get(target) ?? 0) + 1);
  return those.filter(({ key }) => [...targetsOf(key)].some(target => (counts.get(target) ?? 0) > 1));
}
