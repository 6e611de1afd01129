import { joinNames } from '../base/name-some.ts';
import { sortNames } from '../base/order.ts';
import { AttributeSetValue, expectBoolean, expectList, expectPlainText, force, type Value } from '../nix/index.ts';
import { type Filter, type FilterArguments, isNull } from './filter.ts';

/**
 * The filters that keep services where the previous plan has them. A service whose targets are all gone is free, as it
 * is for planners that know a previous plan, and that is said: an empty list would undeploy it, and a machine that is
 * gone cannot be deployed to.
 */
export const previousFilters: readonly Filter[] = [
  {
    // A service that says `stateful = true` stays where it was.
    name: 'mapStatefulToPrevious',
    parameters: ['services', 'distribution', 'previousDistribution'],
    optional: ['infrastructure'],
    run: given => {
      if (isNull(given.slot('previousDistribution'))) return given.set('distribution');
      return given.mapCandidates((service, candidates) => {
        if (!isStateful(given, service)) return candidates;
        const { there, gone } = findPlaces(given, service);
        if (there.length === 0) {
          if (gone.length > 0) given.warn(`${tellGone(service, gone)}, and its data with it: ${isFree}`);
          return candidates;
        }
        const kept = candidates.filter(target => there.includes(expectPlainText(target)));
        if (kept.length === 0 && candidates.length > 0) {
          const none = there.length === 1 ? 'which is no candidate' : 'none of which is a candidate';
          given.warn(`service "${service}" has its data on ${quoteNames(there)}, ${none} of it`);
        }
        return kept;
      });
    },
  },
  {
    // Every service stays where it was.
    name: 'mapBoundServicesToPrevious',
    parameters: ['services', 'distribution', 'previousDistribution'],
    optional: ['infrastructure'],
    run: given => {
      if (isNull(given.slot('previousDistribution'))) return given.set('distribution');
      return given.mapCandidates((service, candidates) => {
        const { there, gone } = findPlaces(given, service);
        if (there.length > 0) return there;
        if (gone.length > 0) given.warn(`${tellGone(service, gone)}: ${isFree}`);
        return candidates;
      });
    },
  },
];

function isStateful(given: FilterArguments, service: string): boolean {
  const stateful = given.member('services', service).get('stateful');
  return stateful !== undefined && expectBoolean(stateful);
}

/** Where the previous plan has a service: on targets that there are, in its order, and on such as are gone. */
function findPlaces(
  given: FilterArguments,
  service: string,
): { readonly there: readonly string[]; readonly gone: readonly string[] } {
  const slot = given.set('previousDistribution').get(service);
  const named = slot === undefined ? [] : readTargets(force(slot));
  const there = named.filter(target => given.isTarget(target));
  const gone = [...named.filter(target => !there.includes(target)), ...given.goneTargetsOf(service)];
  return { there, gone: sortNames(new Set(gone)) };
}

/** Names of targets: a place is one, or a set `{ target; container; }`; a list of such sets may stand in `targets`. */
function readTargets(value: Value): readonly string[] {
  const inner = value instanceof AttributeSetValue ? value.get('targets') : undefined;
  const targets = expectList(inner ?? value).map(place => {
    const element = force(place);
    return expectPlainText(element instanceof AttributeSetValue ? (element.get('target') ?? element) : element);
  });
  return [...new Set(targets)];
}

const isFree = 'it may go to any of its candidates';

function tellGone(service: string, gone: readonly string[]): string {
  return `service "${service}" was on ${quoteNames(gone)}, which ${gone.length === 1 ? 'is' : 'are'} gone`;
}

function quoteNames(names: readonly string[]): string {
  return joinNames(names.map(name => `"${name}"`));
}
