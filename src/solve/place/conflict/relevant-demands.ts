// `!` in this file only marks reads of arrays inside their bounds.

import type { DemandedPlace } from './demands.ts';
import type { Crowd } from './find-crowd.ts';

/**
 * The demands that make a crowd one: the room of its labels, or its rules, and the limits on as few of its nodes as
 * suffice, those with the greatest needs first. In an order in which what is needed for certain comes first.
 */
export function listRelevant({ whole, demands }: DemandedPlace, crowd: Crowd): readonly number[] {
  const { counted } = crowd;
  const labels = new Set(crowd.labels);
  const first = demands.flatMap(({ rooms, rules }, number) => {
    const isIts =
      counted.kind === 'apart'
        ? rules.some(rule => whole.rules[rule]!.kind === 'apart')
        : rooms.some(({ resource, label }) => resource === counted.resource && labels.has(label));
    return isIts ? [number] : [];
  });
  const few = fewNodes({ whole, demands }, crowd);
  const place = new Map(few.map((node, i) => [node, i]));
  const taken = new Set(first);
  const limits = demands.flatMap(({ limits: its }, number) => {
    const places = its.flatMap(({ nodes }) => nodes.flatMap(node => place.get(node) ?? []));
    return places.length === 0 || taken.has(number) ? [] : [{ number, at: Math.min(...places) }];
  });
  return [...first, ...limits.sort((a, b) => a.at - b.at || a.number - b.number).map(({ number }) => number)];
}

/** As many of a crowd's nodes as are too many, in the order in which they were taken. */
function fewNodes({ whole, demands }: DemandedPlace, { nodes, labels, counted }: Crowd): readonly number[] {
  const limited = new Set(demands.flatMap(({ limits }) => limits.flatMap(limit => limit.nodes)));
  const need = (node: number): number => (counted.kind === 'sum' ? whole.resources[counted.resource]!.need[node]! : 1);
  const order = [...nodes].sort((a, b) => {
    return Number(limited.has(a)) - Number(limited.has(b)) || need(b) - need(a) || a - b;
  });
  let room = roomOf({ whole, demands }, labels, counted);
  const few: number[] = [];
  for (const node of order) {
    if (room < 0) break;
    few.push(node);
    room -= need(node);
  }
  return few;
}

function roomOf({ whole }: DemandedPlace, labels: readonly number[], counted: Crowd['counted']): number {
  if (counted.kind === 'apart') {
    const { zoneOf } = whole.partitions[counted.partition]!;
    return new Set(labels.map(label => zoneOf[label]!)).size;
  }
  const { have } = whole.resources[counted.resource]!;
  const amounts = labels.map(label => have[label]!);
  const counts = counted.kind === 'sum' ? amounts : amounts.map(amount => Math.floor(amount / counted.least));
  return counts.reduce((sum, amount) => sum + amount, 0);
}
