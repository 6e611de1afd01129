import { Random } from '../solve/random.ts';

/** A system without a plan under its policy, as models and policy in JSON. */
export interface ImpossibleSystem {
  readonly services: Readonly<Record<string, unknown>>;
  readonly infrastructure: Readonly<Record<string, unknown>>;
  readonly policy: Readonly<Record<string, unknown>>;
  readonly candidates: Readonly<Record<string, readonly string[]>>;
  readonly previous: Readonly<Record<string, readonly string[]>> | undefined;
}

/** Ways to have no plan. */
export const impossibleKinds = ['total', 'subset', 'zones', 'large', 'pins', 'near', 'moves', 'packing'] as const;
type Kind = (typeof impossibleKinds)[number];

/**
 * A system with a plan (it is planted: every target has room for what stands on it, and a little more), to which one
 * thing is added that leaves it none.
 */
export function makeImpossible(kind: Kind, serviceCount: number, targetCount: number, seed: number): ImpossibleSystem {
  const random = new Random(seed);
  const targets = Array.from({ length: targetCount }, (_, t) => `t${t + 1}`);
  const names = Array.from({ length: serviceCount }, (_, s) => `s${s + 1}`);
  const zone = (target: number): string => `z${target % Math.max(2, Math.ceil(targetCount / 4))}`;
  const home = names.map(() => random.below(targetCount));
  const memory = names.map(() => 1 + random.below(8));
  const cpu = names.map(() => 1 + random.below(4));
  const used = (needs: readonly number[], target: number): number =>
    needs.reduce((sum, need, s) => sum + (home[s] === target ? need : 0), 0);
  const services: Record<string, Record<string, unknown>> = {};
  for (const [s, name] of names.entries()) {
    services[name] = { name, memory: memory[s], cpu: cpu[s] };
  }
  const infrastructure: Record<string, { properties: Record<string, unknown> }> = {};
  for (const [t, name] of targets.entries()) {
    const slack = 1.12;
    infrastructure[name] = {
      properties: {
        zone: zone(t),
        memory: Math.ceil(slack * used(memory, t)) + 1,
        cpu: Math.ceil(slack * used(cpu, t)) + 1,
        cores: 5,
      },
    };
  }
  const candidates: Record<string, string[]> = {};
  for (const [s, name] of names.entries()) {
    candidates[name] = targets.filter((_, t) => t === home[s] || random.next() < 0.7);
  }
  const base: { capacities: Record<string, unknown>; replicas: Record<string, number>; rules: unknown[] } = {
    capacities: { memory: {}, cpu: {} },
    replicas: {},
    rules: [],
  };
  // Rules that the planted plan keeps.
  for (let i = 0; i < serviceCount / 10; i++) {
    const [a, b] = [random.below(serviceCount), random.below(serviceCount)];
    if (home[a] !== home[b]) base.rules.push({ apart: [names[a], names[b]], name: `apart ${i}` });
  }
  let policy: Record<string, unknown> = base;
  let previous: Record<string, string[]> | undefined;
  const some = (count: number): readonly number[] => random.permutation(serviceCount).slice(0, count);
  switch (kind) {
    case 'total':
      for (const { properties } of Object.values(infrastructure))
        properties['memory'] = Number(properties['memory']) * 0.8;
      break;
    case 'subset': {
      const few = targets.slice(0, Math.max(1, Math.floor(targetCount / 4)));
      const room = few.reduce((sum, name) => sum + Number(infrastructure[name]?.properties['memory']), 0);
      const chosen: string[] = [];
      let need = 0;
      for (const s of some(serviceCount)) {
        if (need > room) break;
        chosen.push(names[s] ?? '');
        need += memory[s] ?? 0;
      }
      for (const name of chosen) candidates[name] = targets;
      base.rules.push({ only: chosen, on: few, name: 'trusted' });
      break;
    }
    case 'zones': {
      const zones = new Set(targets.map((_, t) => zone(t))).size;
      const group = some(zones + 1).map(s => names[s] ?? '');
      for (const name of group) candidates[name] = targets;
      base.rules.push({ apart: group, by: 'zone', name: 'survive a zone' });
      break;
    }
    case 'large':
      // 5 cores each: one service that needs 3 a target.
      for (const [i, s] of some(targetCount + 1).entries()) {
        services[names[s] ?? '']!['cores'] = 3 + (i % 2);
        candidates[names[s] ?? ''] = targets;
      }
      base.capacities['cores'] = {};
      break;
    case 'pins': {
      const room = Number(infrastructure['t1']?.properties['memory']);
      let need = 0;
      for (const s of some(serviceCount)) {
        if (need > room) break;
        need += memory[s] ?? 0;
        services[names[s] ?? '']!['pinnedTo'] = 't1';
        candidates[names[s] ?? ''] = targets;
      }
      break;
    }
    case 'near': {
      const [a = 0, b = 0, c = 0] = some(3);
      for (const s of [a, b, c]) candidates[names[s] ?? ''] = targets;
      base.rules.push(
        { near: names[a], to: [names[b]], by: 'zone', name: 'near' },
        { together: [names[b], names[c]], by: 'zone', name: 'together' },
        { only: names[a], where: { zone: 'z0' }, name: 'in zone 0' },
        { avoid: names[c], where: { zone: 'z0' }, name: 'not in zone 0' },
      );
      break;
    }
    case 'moves': {
      previous = Object.fromEntries(names.map((name, s) => [name, [targets[home[s] ?? 0] ?? '']]));
      const gone = names.filter((_, s) => home[s] === 0);
      for (const name of names) candidates[name] = targets;
      policy = { ...base, moves: { atMost: Math.max(0, gone.length - 1) } };
      base.rules.push({ avoid: names, on: ['t1'], name: 'drain t1' });
      break;
    }
    case 'packing':
      // 5 cores each, needs of 2: two a target; one more of 1 fits, two more of 2 do not, though the sum allows them.
      for (const s of some(2 * targetCount + 1)) {
        services[names[s] ?? '']!['cores'] = 2;
        candidates[names[s] ?? ''] = targets;
      }
      base.capacities['cores'] = {};
      base.rules.push({ spread: [names[0], names[1], names[2]], by: 'zone', least: 2, name: 'spread' });
      break;
  }
  if (policy !== base) policy = { ...policy, capacities: base.capacities, replicas: base.replicas, rules: base.rules };
  return { services, infrastructure, policy, candidates, previous };
}
