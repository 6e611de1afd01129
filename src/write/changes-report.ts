import { compareNaturally, sortNaturally } from '../base/natural-order.ts';
import type { DistributionChanges, Holding, IdChanges, ServiceChange } from '../plan/index.ts';
import { describeChange, describeHolding, idChangesToJson, sortByService } from './ids-report.ts';
import type { JsonObject } from './json.ts';
import { type PolicyChanges, policyChangesToJson, writePolicyChanges } from './place/policy-changes.ts';

/** What changed between two files, for people and as data. Without changes there are no lines. */
export interface ChangesReport {
  /** Lines above the summary: changes that nobody may overlook. */
  readonly first?: readonly string[];
  readonly summary: string;
  /** A line for each other change. */
  readonly lines: readonly string[];
  /** Lines below these that are no changes by themselves. */
  readonly more?: readonly string[];
  readonly json: JsonObject;
}

/** What changed between two distributions, and between what they are under a policy where there is one. */
export function reportPlanChanges(changes: DistributionChanges, judged?: PolicyChanges): ChangesReport {
  const { kept, added, removed, moved, scaledOut, scaledIn, leftData, becameNetworkLinks, becameLocal } = changes;
  const links = becameNetworkLinks.length + becameLocal.length;
  const linkText =
    links === 0 ? '' : `; ${becameNetworkLinks.length} become network links, ${becameLocal.length} local`;
  const stayed = `kept ${kept}, moved ${moved.length}`;
  const scaled = [
    ...(scaledOut.length === 0 ? [] : [`scaled out ${scaledOut.length}, `]),
    ...(scaledIn.length === 0 ? [] : [`scaled in ${scaledIn.length}, `]),
  ].join('');
  return {
    summary: `${stayed}, ${scaled}added ${added.length}, removed ${removed.length}${linkText}`,
    lines: [
      ...sortByService(leftData).map(describeDanger),
      ...sortByService(moved).map(describeMove),
      ...sortByService(scaledOut).map(
        ({ service, from, to }) => `scaled out: ${service} to ${without(to, from)}, stays on ${list(from, 'nowhere')}`,
      ),
      ...sortByService(scaledIn).map(
        ({ service, from, to }) => `scaled in: ${service} leaves ${without(from, to)}, stays on ${list(to, 'nowhere')}`,
      ),
      ...sortByService(added).map(({ service, to }) => `added: ${service} on ${list(to, 'no target')}`),
      ...sortByService(removed).map(({ service, from }) => `removed: ${service} from ${list(from, 'no target')}`),
      ...sortPairs(becameNetworkLinks).map(([a, b]) => `now a network link: ${a} - ${b}`),
      ...sortPairs(becameLocal).map(([a, b]) => `now local: ${a} - ${b}`),
    ],
    more: judged === undefined ? [] : writePolicyChanges(judged),
    json: { ...changes, policy: judged === undefined ? undefined : policyChangesToJson(judged) },
  };
}

/** Targets that a service keeps are no part of its move. */
function describeMove({ service, from, to }: ServiceChange): string {
  const kept = from.filter(target => to.includes(target));
  const stays = kept.length === 0 ? '' : `, stays on ${list(kept, 'nowhere')}`;
  return `moved: ${service} from ${without(from, kept)} to ${without(to, kept)}${stays}`;
}

/** The targets of a list that another one lacks. */
function without(targets: readonly string[], others: readonly string[]): string {
  return list(
    targets.filter(target => !others.includes(target)),
    'nowhere',
  );
}

/** Data stays where it is, whoever goes. */
function describeDanger({ service, from, to }: DistributionChanges['leftData'][number]): string {
  const where = to.length === 0 ? 'and goes nowhere' : `and is then on ${list(to, 'nowhere')}`;
  return `danger: the stateful service "${service}" leaves ${list(from, 'nowhere')}, where its data is, ${where}`;
}

function list(targets: readonly string[], orElse: string): string {
  return sortNaturally(targets).join(', ') || orElse;
}

function sortPairs(links: readonly (readonly [string, string])[]): readonly (readonly [string, string])[] {
  return links.toSorted((a, b) => compareNaturally(a[0], b[0]) || compareNaturally(a[1], b[1]));
}

/** What changed between two ids files, ids that are others now before all else. */
export function reportIdChanges(changes: IdChanges, assigned: readonly Holding[]): ChangesReport {
  const { kept, changed, released } = changes;
  const others = changed.length === 0 ? '' : `, changed ${changed.length}`;
  return {
    first: sortByService(changed).map(change => `changed: ${describeChange(change)}`),
    summary: `kept ${kept}${others}, assigned ${assigned.length}, released ${released.length}`,
    lines: [
      ...sortByService(assigned).map(item => `assigned: ${describeHolding(item)}`),
      ...sortByService(released).map(item => `released: ${describeHolding(item)}`),
    ],
    json: idChangesToJson(changes, assigned),
  };
}
