import { Random } from '../../solve/random.ts';

/** A small system and a policy for it, as an operator has them: names, properties, and the policy as it is written. */
export interface PlacedSystem {
  readonly services: Readonly<Record<string, SystemService>>;
  readonly targets: Readonly<Record<string, SystemTarget>>;
  /** Service → targets; every target for every service when left out. */
  readonly candidates?: Readonly<Record<string, readonly string[]>>;
  readonly previous?: Readonly<Record<string, readonly string[]>>;
  readonly policy: SystemPolicy;
}

export interface SystemService {
  readonly dependsOn: readonly string[];
  /** Of the links to dependencies: 1 where nothing is said. */
  readonly linkWeights?: Readonly<Record<string, number>>;
  readonly memory: number;
  readonly cpu: number;
  readonly replicas?: number | 'all';
  readonly stateful?: boolean;
  readonly pinnedTo?: string;
  readonly type?: string;
  readonly providesContainer?: string;
  /** For the rule `match`. */
  readonly zones?: readonly string[];
}

export interface SystemTarget {
  readonly memory: number;
  readonly cpu: number;
  readonly price: number;
  /** A target without one is a zone of its own. */
  readonly zone?: string;
  /** Each lies in one zone. */
  readonly rack: string;
  readonly containers: readonly string[];
}

export type SystemMeasure = 'links' | 'targets' | 'cost' | 'moves' | 'load' | 'balance' | 'wishes';

export interface SystemCapacity {
  readonly overcommit?: number;
  readonly comfortable?: number;
  readonly weight?: number;
  readonly transient?: boolean;
}

export interface SystemRule {
  readonly apart?: readonly string[];
  readonly together?: readonly string[];
  readonly spread?: readonly string[];
  readonly only?: readonly string[];
  readonly avoid?: readonly string[];
  readonly near?: readonly string[];
  readonly match?: 'zones';
  readonly to?: readonly string[];
  readonly by?: string;
  readonly least?: number;
  readonly maxSkew?: number;
  readonly on?: readonly string[];
  readonly where?: { readonly zone?: readonly string[]; readonly cpu?: { readonly least: number } };
  readonly soft?: number;
}

export interface SystemPolicy {
  readonly capacities: { readonly memory?: SystemCapacity; readonly cpu?: SystemCapacity };
  readonly replicas: Readonly<Record<string, number | 'all'>>;
  readonly rules: readonly SystemRule[];
  readonly links: {
    readonly by: readonly string[];
    readonly cost: readonly number[];
    readonly replicas: 'all' | 'nearest';
  };
  readonly cost?: 'price';
  readonly moves: {
    readonly stateful: 'never' | 'allowed';
    readonly atMost?: number;
    readonly weights: Readonly<Record<string, number>>;
  };
  readonly balance: readonly {
    readonly of: 'cpu';
    readonly against: 'memory';
    readonly ratio: number;
    readonly weight: number;
  }[];
  readonly minimise: readonly (SystemMeasure | Partial<Record<SystemMeasure, number>>)[];
}

/** A system of up to four targets and, with their replicas, some six services, with anything that a policy can say. */
export function randomSystem(seed: number): PlacedSystem {
  const random = new Random(seed);
  const chance = (part: number): boolean => random.next() < part;
  const pick = <T>(list: readonly T[]): T => list[random.below(list.length)] as T;
  const some = <T>(list: readonly T[], least: number): T[] => {
    const chosen = list.filter(() => chance(0.5));
    return chosen.length >= least
      ? chosen
      : random
          .permutation(list.length)
          .slice(0, least)
          .sort()
          .map(i => list[i] as T);
  };
  const targets = drawTargets(random, 2 + random.below(3));
  const places = Object.keys(targets);
  const names = Array.from({ length: 2 + random.below(4) }, (_, i) => `s${i}`);
  const hasContainers = chance(0.3);
  // As many plans as can be walked through.
  let spare = chance(0.3) ? 0 : places.length > 3 ? 1 : 2;
  const services: Record<string, SystemService> = {};
  for (const [i, name] of names.entries()) {
    const dependsOn = names.filter((_, j) => (j < i ? chance(0.5) : j > i && chance(0.08)));
    const isMany = spare > 0 && chance(0.3);
    if (isMany) spare--;
    services[name] = {
      dependsOn,
      ...(dependsOn.length > 0 && chance(0.3) ? { linkWeights: { [pick(dependsOn)]: 1 + random.below(4) } } : {}),
      memory: random.below(4) / 2,
      cpu: random.below(3) / 4,
      ...(isMany ? { replicas: chance(0.25) ? 'all' : 2 } : {}),
      ...(chance(0.2) ? { stateful: true } : {}),
      ...(hasContainers && chance(0.4) ? { type: pick(['x', 'y', 'package']) } : {}),
      ...(hasContainers && chance(0.3) ? { providesContainer: pick(['x', 'y']) } : {}),
      ...(chance(0.2) ? { zones: some(['a', 'b'], 1) } : {}),
    };
  }
  const candidates = chance(0.4)
    ? Object.fromEntries(names.map(name => [name, some(places, chance(0.05) ? 0 : 1)]))
    : undefined;
  for (const name of names) {
    const list = candidates?.[name] ?? places;
    const service = services[name];
    if (service !== undefined && list.length > 0 && chance(0.08)) services[name] = { ...service, pinnedTo: pick(list) };
  }
  const everywhere = [...places, 'gone'];
  const previous = chance(0.6)
    ? Object.fromEntries(
        names.filter(() => chance(0.8)).map(name => [name, chance(0.7) ? [pick(everywhere)] : some(everywhere, 1)]),
      )
    : undefined;
  const policy = drawPolicy(random, names, places, services);
  return { services, targets, ...(candidates && { candidates }), ...(previous && { previous }), policy };
}

function drawTargets(random: Random, count: number): Record<string, SystemTarget> {
  const chance = (part: number): boolean => random.next() < part;
  return Object.fromEntries(
    Array.from({ length: count }, (_, i) => {
      const zone = i > 0 && chance(0.1) ? undefined : ['a', 'b', 'c'][random.below(chance(0.2) ? 3 : 2)];
      const rack = zone === undefined ? `r${i}` : `${zone}${random.below(2)}`;
      const target: SystemTarget = {
        memory: 2 + 2 * random.below(3),
        cpu: 2 * (1 + random.below(2)),
        price: 1 + random.below(4) / 2,
        ...(zone === undefined ? {} : { zone }),
        rack,
        containers: chance(0.3) ? [['x', 'y'][random.below(2)] ?? 'x'] : [],
      };
      return [`t${i}`, target];
    }),
  );
}

function drawPolicy(
  random: Random,
  names: readonly string[],
  places: readonly string[],
  services: Readonly<Record<string, SystemService>>,
): SystemPolicy {
  const chance = (part: number): boolean => random.next() < part;
  if (chance(0.1)) return plainPolicy;
  const capacity = (): SystemCapacity => ({
    ...(chance(0.2) ? { overcommit: 1.5 } : {}),
    // What is used without regret stays a whole number: so it is rounded in no unit.
    ...(chance(0.4) ? { comfortable: chance(0.3) ? 1 : 0.5, ...(chance(0.3) ? { weight: 2 } : {}) } : {}),
    ...(chance(0.25) ? { transient: true } : {}),
  });
  const memory = chance(0.6) ? capacity() : undefined;
  const cpu = chance(0.4) ? capacity() : undefined;
  const isDeep = random.below(3);
  const links = [
    { by: [], cost: [1] },
    { by: ['zone'], cost: [1, 4] },
    { by: ['rack', 'zone'], cost: [0.5, 1, 3] },
  ][isDeep] ?? { by: [], cost: [1] };
  const counts = Object.fromEntries(
    names.filter(name => services[name]?.replicas === undefined && chance(0.06)).map(name => [name, 2] as const),
  );
  const running = (name: string): boolean => (services[name]?.replicas ?? counts[name] ?? 1) !== 1;
  const rules = Array.from({ length: random.below(chance(0.5) ? 2 : 4) }, () =>
    drawRule(random, names, places, running),
  ).filter(({ match }) => match === undefined || names.some(name => services[name]?.zones !== undefined));
  const balance =
    memory !== undefined && cpu !== undefined && chance(0.3)
      ? [
          {
            of: 'cpu' as const,
            against: 'memory' as const,
            ratio: pickNumber(random, [0.5, 1, 2]),
            weight: pickNumber(random, [1, 2]),
          },
        ]
      : [];
  const measures: SystemMeasure[] = ['links', 'targets', 'cost', 'moves'];
  if (memory?.comfortable !== undefined || cpu?.comfortable !== undefined) measures.push('load');
  if (balance.length > 0) measures.push('balance');
  // Where it is not named, it is first.
  if (rules.some(({ soft }) => soft !== undefined) && chance(0.8)) measures.push('wishes');
  return {
    capacities: { ...(memory && { memory }), ...(cpu && { cpu }) },
    replicas: counts,
    rules,
    links: { ...links, replicas: chance(0.4) ? 'nearest' : 'all' },
    cost: 'price',
    moves: {
      stateful: chance(0.2) ? 'allowed' : 'never',
      ...(chance(0.2) ? { atMost: random.below(4) } : {}),
      weights: Object.fromEntries(names.filter(() => chance(0.15)).map(name => [name, pickNumber(random, [2, 0.5])])),
    },
    balance,
    minimise: drawAims(random, measures),
  };
}

/** Demands nothing, and wants what every plan is for. */
export const plainPolicy: SystemPolicy = {
  capacities: {},
  replicas: {},
  rules: [],
  links: { by: [], cost: [1], replicas: 'all' },
  moves: { stateful: 'never', weights: {} },
  balance: [],
  minimise: ['links', 'targets', 'moves'],
};

function pickNumber(random: Random, numbers: readonly number[]): number {
  return numbers[random.below(numbers.length)] ?? 1;
}

/** In the usual order, in any order, or weighted. */
function drawAims(random: Random, measures: readonly SystemMeasure[]): SystemPolicy['minimise'] {
  const order = random.permutation(measures.length).flatMap(i => measures[i] ?? []);
  const kind = random.below(4);
  if (kind === 0)
    return [
      'links',
      'targets',
      'moves',
      ...order.filter(name => !['links', 'targets', 'moves', 'cost'].includes(name)),
    ];
  if (kind === 1) return order;
  const first = order.slice(0, 1 + random.below(order.length));
  const weighted = Object.fromEntries(first.map(name => [name, pickNumber(random, [1, 2, 0.5, 3])]));
  return [weighted, ...order.slice(first.length)];
}

function drawRule(
  random: Random,
  names: readonly string[],
  places: readonly string[],
  isMany: (name: string) => boolean,
): SystemRule {
  const chance = (part: number): boolean => random.next() < part;
  const some = (list: readonly string[], least: number): string[] =>
    random
      .permutation(list.length)
      .slice(0, least + random.below(2))
      .sort((a, b) => a - b)
      .flatMap(i => list[i] ?? []);
  const zone = chance(0.6) ? { by: chance(0.8) ? 'zone' : 'rack' } : {};
  const soft = chance(0.3) ? { soft: pickNumber(random, [1, 2, 0.5]) } : {};
  const where = chance(0.5)
    ? { where: chance(0.5) ? { zone: ['a'] } : { cpu: { least: 4 } } }
    : { on: some(places, 1) };
  switch (random.below(8)) {
    case 0:
      return { apart: some(names, 1), ...zone, ...soft };
    case 1: {
      const group = some(names, 2);
      // On one target replicas are together in a sense of their own, which counts no violations.
      if (!('by' in zone) && group.some(isMany)) return { together: group, by: 'zone', ...soft };
      return { together: group, ...zone, ...soft };
    }
    case 2:
      return { spread: some(names, 2), ...zone, least: 1 + random.below(3), ...soft };
    case 3:
      return { spread: some(names, 2), ...zone, maxSkew: random.below(3), ...soft };
    case 4:
      return { only: some(names, 1), ...where, ...soft };
    case 5:
      return { avoid: some(names, 1), ...where, ...soft };
    case 6:
      return { near: some(names, 1), to: some(names, 1), ...zone, ...soft };
    default:
      return { match: 'zones', by: 'zone', ...soft };
  }
}
