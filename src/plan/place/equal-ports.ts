import type { Position } from '../../base/source.ts';
import type { Distribution } from '../../model/distribution.ts';
import { attributeOf, findLiteralPorts, type LiteralPort } from '../../model/literal-ports.ts';
import { type Port, portsConflict, showPort } from '../../model/port.ts';
import type { Service, ServicesModel } from '../../model/service.ts';
import { readProvidedContainers } from '../../model/service-details.ts';
import { groupPorts } from './group-ports.ts';

/** Services whose ports conflict, each two of them: no two are ever on one target. */
export interface EqualPorts {
  /** The port that they have in common, as people write it: `8080`, `514/udp`. No two groups have the same. */
  readonly port: string;
  /** At least two, in the order of the candidates. */
  readonly services: readonly string[];
  /** Where the second of them says so. */
  readonly position: Position | undefined;
}

/**
 * The services that say ports that conflict (`port = 8080;`) and have a candidate in common with another one of their
 * group. One that goes into a container which another service provides has no port of its own: it is that of the
 * container. What a model reads from an ids file is nobody's wish: there will be other ids where that is needed. As
 * `groupPorts`, and O(attributes + candidates of services with ports).
 */
export function findEqualPorts(
  candidates: Distribution,
  { services, followsIds }: ServicesModel,
): readonly EqualPorts[] {
  const keys = [...candidates.mappings.keys()];
  const portsOf = new Map(keys.map(key => [key, readPorts(services.get(key))]));
  const uses = [...portsOf.values()].flatMap((ports, user) => ports.map(({ port }) => ({ user, port })));
  const groups = groupPorts(uses);
  if (groups.length === 0) return [];
  const isGuest = findGuests(candidates, { services });
  const isSaid = (key: string, port: Port): boolean =>
    (portsOf.get(key) ?? []).some(own => portsConflict(own.port, port) && followsIds?.(key, attributeOf(own)) !== true);
  return groups.flatMap(({ users, port }) => {
    const those = users.map(user => keys[user] ?? '').filter(key => !isGuest(key) && isSaid(key, port));
    const meeting = keepMeeting(those, candidates);
    const [, second] = meeting;
    if (second === undefined) return [];
    const said = portsOf.get(second)?.find(own => portsConflict(own.port, port));
    const position = said?.positionOf() ?? services.get(second)?.position;
    return [{ port: showPort(port), services: meeting, position }];
  });
}

function readPorts(service: Service | undefined): readonly LiteralPort[] {
  return service === undefined ? [] : findLiteralPorts(service);
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
function keepMeeting(those: readonly string[], { mappings }: Distribution): readonly string[] {
  const counts = new Map<string, number>();
  const targetsOf = (key: string) => new Set((mappings.get(key) ?? []).map(({ target }) => target));
  for (const key of those) for (const target of targetsOf(key)) counts.set(target, (counts.get(target) ?? 0) + 1);
  return those.filter(key => [...targetsOf(key)].some(target => (counts.get(target) ?? 0) > 1));
}
