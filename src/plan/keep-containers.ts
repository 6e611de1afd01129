import { aboutService } from '../base/diagnostic.ts';
import type { Findings } from '../base/findings.ts';
import type { Distribution, Mapping } from '../model/distribution.ts';
import { placeEverywhere } from '../model/place-everywhere.ts';
import { readProvidedContainers } from '../model/service-details.ts';
import { hasContainer } from './place/needed-containers.ts';
import type { Request } from './planner.ts';

type Models = Pick<Request, 'services' | 'infrastructure'>;

/**
 * The candidates of a request, such that a service which stays on a target stays in its container there. Planners take
 * the first container that candidates have for a target: one of the previous plan is put before the others. Where no
 * candidates are given every target is one, in the container of the previous plan as long as that is there. O(size of
 * both).
 */
export function keepContainers(request: Request, findings: Findings): Distribution {
  const { candidates, previous } = request;
  if (previous === undefined) return candidates ?? placeEverywhere(request);
  if (candidates === undefined) return restoreContainers(placeEverywhere(request), previous, request, findings);
  const mappings = [...candidates.mappings].map(([service, list]): readonly [string, readonly Mapping[]] => {
    const type = request.services.services.get(service)?.type;
    return [service, preferKnown(list, previous.mappings.get(service) ?? [], type)];
  });
  return { mappings: new Map(mappings) };
}

/** Targets stay in their order; of the containers of one, those that the service is in come first. */
function preferKnown(
  list: readonly Mapping[],
  previous: readonly Mapping[],
  type: string | undefined,
): readonly Mapping[] {
  const isKnown = ({ target, container }: Mapping): boolean =>
    previous.some(known => known.target === target && (known.container ?? type) === (container ?? type));
  const doubled = new Set(list.filter(({ target }, i) => list.findIndex(one => one.target === target) < i));
  if (doubled.size === 0) return list;
  const ofTarget = new Map<string, Mapping[]>();
  for (const mapping of [...list.filter(isKnown), ...list.filter(mapping => !isKnown(mapping))]) {
    const others = ofTarget.get(mapping.target);
    if (others === undefined) ofTarget.set(mapping.target, [mapping]);
    else others.push(mapping);
  }
  return list.map(mapping => ofTarget.get(mapping.target)?.shift() ?? mapping);
}

/**
 * The distribution with the containers of a previous plan where it names none: a service that is on a target still is
 * in the container where it was, unless nobody has that any more, which is a warning. O(size of both).
 */
export function restoreContainers(
  distribution: Distribution,
  previous: Distribution,
  models: Models,
  findings: Findings,
): Distribution {
  const isThere = containerFinder(models);
  return copyContainers(distribution, previous, (service, { target, position }, container) => {
    if (isThere(target, container)) return true;
    const was = `service "${service}" was in the container "${container}" of "${target}"`;
    const message = `${was}, which nobody has any more: it goes into that of its type`;
    findings.warning('container-gone', message, { position, subject: aboutService(service) });
    return false;
  });
}

/**
 * The distribution with the containers of another one where it names none. O(size of both).
 * @param mayBeIn whether a service, at its place in the first, may be in a container that the other one names
 */
export function copyContainers(
  { mappings }: Distribution,
  from: Distribution,
  mayBeIn: (service: string, mapping: Mapping, container: string) => boolean = () => true,
): Distribution {
  const copied = [...mappings].map(([service, list]): readonly [string, readonly Mapping[]] => {
    const known = from.mappings.get(service) ?? [];
    const copy = (mapping: Mapping): readonly Mapping[] => {
      if (mapping.container !== undefined) return [mapping];
      const same = known.filter(
        ({ target, container }) =>
          target === mapping.target && (container === undefined || mayBeIn(service, mapping, container)),
      );
      return same.some(({ container }) => container !== undefined) ? same : [mapping];
    };
    return [service, list.flatMap(copy)];
  });
  return { mappings: new Map(copied) };
}

/** Tells whether a target has a container, or a service brings it. Of targets that list none nothing is known. */
function containerFinder({ services, infrastructure }: Models): (target: string, container: string) => boolean {
  const provided = new Set([...services.services.values()].flatMap(readProvidedContainers));
  return (name, container) => {
    const target = infrastructure.targets.get(name);
    if (target === undefined || provided.has(container)) return true;
    return target.containers.size === 0 || hasContainer(target, container);
  };
}
