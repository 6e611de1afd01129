import type { DistributionChanges, Holding } from '../plan/index.ts';
import { describeHolding, holdingsToJson } from './ids-report.ts';
import type { Json } from './json.ts';
import { type PolicyChanges, policyChangesToJson, writePolicyChanges } from './place/policy-changes.ts';

/** What changed between two files, for people and as data. Without changes there are no lines. */
export interface ChangesReport {
  readonly summary: string;
  /** A line for each change. */
  readonly lines: readonly string[];
  /** Lines below these that are no changes by themselves. */
  readonly more?: readonly string[];
  readonly json: Json;
}

/** What changed between two distributions, and between what they are under a policy where there is one. */
export function reportPlanChanges(changes: DistributionChanges, judged?: PolicyChanges): ChangesReport {
  const { kept, added, removed, moved, becameNetworkLinks, becameLocal } = changes;
  const links = becameNetworkLinks.length + becameLocal.length;
  const linkText =
    links === 0 ? '' : `; ${becameNetworkLinks.length} become network links, ${becameLocal.length} local`;
  return {
    summary: `kept ${kept}, moved ${moved.length}, added ${added.length}, removed ${removed.length}${linkText}`,
    lines: [
      ...moved.map(
        ({ service, from, to }) => `moved: ${service} from ${list(from, 'nowhere')} to ${list(to, 'nowhere')}`,
      ),
      ...added.map(({ service, to }) => `added: ${service} on ${list(to, 'no target')}`),
      ...removed.map(({ service, from }) => `removed: ${service} from ${list(from, 'no target')}`),
      ...becameNetworkLinks.map(([a, b]) => `now a network link: ${a} - ${b}`),
      ...becameLocal.map(([a, b]) => `now local: ${a} - ${b}`),
    ],
    more: judged === undefined ? [] : writePolicyChanges(judged),
    json: { version: 1, ...changes, policy: judged === undefined ? undefined : policyChangesToJson(judged) } as Json,
  };
}

function list(targets: readonly string[], orElse: string): string {
  return targets.join(', ') || orElse;
}

/** What changed between two ids files. */
export function reportIdChanges(
  kept: number,
  assigned: readonly Holding[],
  released: readonly Holding[],
): ChangesReport {
  return {
    summary: `kept ${kept}, assigned ${assigned.length}, released ${released.length}`,
    lines: [
      ...assigned.map(item => `assigned: ${describeHolding(item)}`),
      ...released.map(item => `released: ${describeHolding(item)}`),
    ],
    json: { version: 1, kept, assigned: holdingsToJson(assigned), released: holdingsToJson(released) },
  };
}
