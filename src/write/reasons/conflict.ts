import { inReadingOrder, sortNaturally } from '../../base/natural-order.ts';
import type { Distribution } from '../../model/distribution.ts';
import type { Capacity, Conflict, ConflictAnswer } from '../../plan/index.ts';
import { bySearch } from '../by-search.ts';
import type { JsonObject } from '../json.ts';

/** What is known of a conflict beside the names in it. */
export interface ConflictDetails {
  readonly planner: string;
  readonly candidates: Distribution;
  readonly capacities: readonly Capacity[];
  /** Service → the services that it must not share a target with; empty for planners that do not mind. */
  readonly linksOf: ReadonlyMap<string, readonly string[]>;
}

/** An answer that time sufficed for. */
export type KnownConflict = Exclude<ConflictAnswer, { readonly kind: 'unknown' }>;

type FoundConflict = Extract<ConflictAnswer, { readonly kind: 'impossible' }>;

/** Why a planner has no plan, in lines: for each conflict its services, what each asks for, and what targets have. */
export function writeConflicts(answer: KnownConflict, details: ConflictDetails): string {
  const { planner } = details;
  if (answer.kind === 'possible') return `${planner} has a plan: there is nothing to explain.\n`;
  return answer.conflicts.map(conflict => describeConflict(conflict, answer, details)).join('');
}

function describeConflict(
  conflict: Conflict,
  { minimal, certified }: Pick<FoundConflict, 'minimal' | 'certified'>,
  details: ConflictDetails,
): string {
  const { planner, capacities } = details;
  const { services, targets } = conflict;
  const others = services.length === 2 ? 'the other has one' : 'the others have one';
  const [alone = ''] = services;
  const none = `${planner} has no plan${bySearch(certified)}`;
  const head =
    services.length === 1
      ? `${none}: service "${alone}" alone has none.`
      : `${none}: these ${services.length} services have none even on their own. ${
          minimal ? `Without any one of them ${others}.` : 'Fewer may do: time ran out before that was found out.'
        }`;
  const lines = [
    ...sortNaturally(services).map(service => `  ${describeService(service, conflict, details)}`),
    ...sortNaturally(targets).flatMap(target => {
      const has = capacities.map(({ name, capacityOf, format }) => `${name} ${format(capacityOf(target) ?? 0n)}`);
      return has.length === 0 ? [] : [`  Target ${target} has ${has.join(', ')}.`];
    }),
  ];
  return [head, ...lines, ''].join('\n');
}

function describeService(
  service: string,
  { services }: Conflict,
  { candidates, capacities, linksOf }: ConflictDetails,
): string {
  const targets = (candidates.mappings.get(service) ?? []).map(({ target }) => target);
  const links = (linksOf.get(service) ?? []).filter(other => services.includes(other));
  const clauses = [
    ...capacities.map(({ name, needOf, format }) => `needs ${name} ${format(needOf(service) ?? 0n)}`),
    ...(links.includes(service) ? ['depends on itself, which can never be a network link'] : []),
    targets.length === 0 ? 'has no candidate targets' : `may go to ${inReadingOrder(targets).join(', ')}`,
    ...(links.some(other => other !== service)
      ? [`must not share a target with ${sortNaturally(links.filter(other => other !== service)).join(', ')}`]
      : []),
  ];
  return `${service} ${clauses.join('; ')}.`;
}

/** The same as data. */
export function conflictsToJson(
  answer: KnownConflict,
  { planner, candidates, capacities, linksOf }: ConflictDetails,
): JsonObject {
  if (answer.kind !== 'impossible') return { planner, status: answer.kind };
  const conflicts = answer.conflicts.map(({ services, targets }) => ({
    services: services.map(service => ({
      service,
      candidates: (candidates.mappings.get(service) ?? []).map(({ target }) => target),
      needs: new Map(capacities.map(({ name, needOf, format }) => [name, format(needOf(service) ?? 0n)])),
      apartFrom: (linksOf.get(service) ?? []).filter(other => services.includes(other)),
    })),
    targets: targets.map(target => ({
      target,
      has: Object.fromEntries(
        capacities.map(({ name, capacityOf, format }) => [name, format(capacityOf(target) ?? 0n)]),
      ),
    })),
  }));
  return { planner, status: 'impossible', minimal: answer.minimal, certified: answer.certified, conflicts };
}
