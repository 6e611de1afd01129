import { countNouns } from '../../base/count-nouns.ts';
import { joinNames, nameSomeSorted } from '../../base/name-some.ts';
import { sortNaturally } from '../../base/natural-order.ts';
import { shortenPath } from '../../base/shorten-path.ts';
import type { ConflictingDemand, DemandConflict, DemandShortage } from '../../plan/index.ts';
import type { Json } from '../json.ts';

/** Names beyond this many are not listed in messages. */
const mostNames = 12;

/**
 * Why demands cannot all be kept, in sentences without full stops: the first says what is the matter, then come the
 * demands, and last how it is known. Names of files inside `folder` are shown relative to it.
 */
export function describeDemandConflict(conflict: DemandConflict, folder?: string): readonly string[] {
  const { demands, isMinimal, shortage, nowhere } = conflict;
  const what =
    demands.length === 1 ? 'this demand cannot be kept' : `these ${demands.length} demands cannot all be kept`;
  const others = demands.length === 1 ? 'without it there is a plan' : 'without any one of them there is a plan';
  const minimal = isMinimal ? others : 'fewer may do: that was not found out';
  const matter =
    nowhere === undefined ? shortage && describeShortage(shortage) : `service "${nowhere}" may go to no target`;
  const sentence = `${what}; ${minimal}`;
  return [
    ...(matter === undefined ? [`there is no plan: ${sentence}`] : [`there is no plan: ${matter}`, sentence]),
    ...describeDemands(demands, folder),
    describeProof(conflict),
  ];
}

/** What there is too little of, in one sentence without a full stop. */
export function describeShortage({ services, replicas, targets, isEverywhere, counted }: DemandShortage): string {
  const names = services.length > mostNames || services.length === 0 ? '' : ` (${sortNaturally(services).join(', ')})`;
  const who =
    replicas === services.length
      ? services.length === 1
        ? `service "${services[0]}"`
        : `${countNouns(services.length, 'service')}${names}`
      : `${countNouns(replicas, 'replica')} of ${countNouns(services.length, 'service')}${names}`;
  const all = `the ${countNouns(targets.length, 'target')}`;
  const where = targets.length === 0 ? 'no target' : listNames(targets);
  const have = targets.length === 1 ? 'has' : 'have';
  const only = isEverywhere
    ? `${targets.length > 3 ? all : where} ${have}`
    : `${where}, where alone they may be, ${have}`;
  const isOne = replicas === 1;
  const need = isOne ? 'needs' : 'need';
  switch (counted.kind) {
    case 'sum': {
      const { needed, capacity, available, inSteps } = counted;
      const inMultiples =
        inSteps && `, of which ${inSteps.usable} can be used, since all needs are multiples of ${inSteps.of}`;
      return `${who} ${need} ${needed} of ${capacity}, and ${only} ${available}${inMultiples ?? ''}`;
    }
    case 'large':
      return [
        `${who} ${need} at least ${counted.least} of ${counted.capacity} each`,
        `and ${only} room for ${counted.room} of that size`,
      ].join(', ');
    case 'apart': {
      const place = counted.by === undefined ? 'target' : counted.by;
      const places = counted.by === undefined ? '' : ` (${nameSomeSorted(counted.places, mostNames)})`;
      const count =
        counted.by === undefined ? countNouns(counted.places.length, 'target') : `${counted.places.length}${places}`;
      const are = `${who} must each have a ${place} of ${isOne ? 'its' : 'their'} own`;
      return counted.by === undefined
        ? `${are}, and may be on ${count} only: ${where}`
        : `${are}, and may be in ${count} only`;
    }
  }
}

/** All of them, or the first ones where there are many. */
function listNames(names: readonly string[]): string {
  return names.length > mostNames ? nameSomeSorted(names, mostNames) : joinNames(sortNaturally(names));
}

/** A line for each demand, without a full stop; capacities by their names, candidates that are the same, in one. */
export function describeDemands(demands: readonly ConflictingDemand[], folder: string | undefined): readonly string[] {
  const lines = new Map<string, ConflictingDemand[]>();
  for (const demand of demands) {
    const { kind, name, targets = [] } = demand;
    const key = JSON.stringify(
      kind === 'capacity' ? [kind, name] : kind === 'candidates' ? [kind, targets] : [kind, name, ''],
    );
    lines.set(key, [...(lines.get(key) ?? []), demand]);
  }
  return [...lines.values()].map(alike => describeAlike(alike, folder));
}

function describeAlike(alike: readonly ConflictingDemand[], folder: string | undefined): string {
  const [first] = alike;
  if (first === undefined) return '';
  const { kind, name, targets = [], says } = first;
  const place = first.position === undefined ? '' : ` (${shortenPath(first.position.toString(), folder)})`;
  switch (kind) {
    case 'capacity': {
      const has = alike.map(({ target, amount }) => `${target} has ${amount}`);
      return `capacity "${name}"${place}: ${nameSomeSorted(has, mostNames)}`;
    }
    case 'candidates': {
      const names = nameSomeSorted(
        alike.map(one => one.name),
        mostNames,
      );
      return `the candidates of ${names}${place}: ${targets.length === 0 ? 'none' : nameSomeSorted(targets, mostNames)}`;
    }
    case 'pin':
      return `service "${name}" is pinned to ${nameSomeSorted(targets, mostNames)}${place}`;
    case 'stateful':
      return `service "${name}" is stateful and stays on ${nameSomeSorted(targets, mostNames)}`;
    case 'replicas':
      return `the replicas of service "${name}" are on different targets`;
    case 'container':
      return `service "${name}" goes where its container is, or where a service is that provides it`;
    case 'port':
      return `${describeGroup(first.services ?? [])} port ${name}${place}`;
    case 'order':
      return `services do not wait for each other in a circle, as on one target: ${name}`;
    case 'wanted':
      return `service "${name}" on ${first.target}`;
    case 'moves':
      return `at most ${countNouns(Number(name), 'replica')} may move${place}`;
    case 'rule':
      return `rule "${name}"${place}${says === undefined ? '' : `: ${says}`}`;
  }
}

function describeGroup(services: readonly string[]): string {
  return `services ${listNames(services)} ${services.length === 2 ? 'both' : 'all'} want`;
}

function describeProof({ shownBy, confirmedBy }: DemandConflict): string {
  if (confirmedBy === 'count') return 'the count shows it, and was checked by counting again';
  const ways = {
    count: 'a count',
    propagation: 'ruling out targets one after the other',
    search: 'a complete search',
    'integer program': 'a complete search (integer programming)',
  } as const;
  const how = `shown by ${ways[shownBy]}`;
  return confirmedBy === undefined ? `${how}, not certified` : `${how}, and confirmed by a second search of all plans`;
}

/** A demand as data. */
export function demandToJson(demand: ConflictingDemand): Json {
  const { position, ...others } = demand;
  return { ...others, position: position?.toString() };
}

/** The same as data, with places as `file:line:column`. */
export function demandConflictToJson(conflict: DemandConflict): { readonly [key: string]: Json } {
  const { demands, isMinimal, shownBy, confirmedBy, shortage, nowhere } = conflict;
  return {
    minimal: isMinimal,
    shownBy,
    confirmedBy: confirmedBy ?? null,
    nowhere,
    demands: demands.map(demandToJson),
    ...(shortage === undefined ? {} : { shortage: { ...shortage, counted: { ...shortage.counted } } }),
  };
}
