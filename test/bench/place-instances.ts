/**
 * Seeded systems to be placed: replicas that are apart, two resources, zones, pairs that belong together, groups that
 * are spread, and where everything was before. Each has a planted plan that keeps all of it, so there always is one.
 *
 * `flat`   links cost the same everywhere, lists of targets by features, a third of the room is left
 * `zoned`  links between zones cost four times as much, services come in modules
 * `tight`  nine tenths of the room are needed
 */

export const placeFamilies = ['flat', 'zoned', 'tight'] as const;
export type PlaceFamily = (typeof placeFamilies)[number];

/** A set of units that must be kept apart or together, on targets or in zones. */
export interface UnitGroup {
  units: number[];
  by: 'target' | 'zone';
}

/** A system in the plain form that `--instance` reads. The objective is links, then targets used, then moves. */
export interface PlaceInstance {
  name: string;
  /** What a link of weight 1 costs within a zone, and between zones. */
  levels: readonly [number, number];
  zones: number;
  /** The part of each resource that is needed. */
  fill: number[];
  targets: { zone: number; cap: number[]; cost: number; max?: number }[];
  /** One for each replica. `move` is what it costs to leave `prev`. */
  units: { service: number; need: number[]; cand: number[]; move: number; prev?: number }[];
  links: [number, number, number][];
  apart: UnitGroup[];
  together: UnitGroup[];
  /** Over at least so many zones. */
  spread: { units: number[]; zones: number }[];
  /** A plan that keeps everything: for checkers, not for solvers. */
  planted: number[];
}

interface Shape {
  readonly levels: readonly [number, number];
  /** Weights of links are 1 to this. */
  readonly heaviest: number;
  readonly fill: number;
  readonly pinned: number;
}

const shapes: Readonly<Record<PlaceFamily, Shape>> = {
  flat: { levels: [1, 1], heaviest: 1, fill: 0.65, pinned: 0.05 },
  zoned: { levels: [1, 4], heaviest: 9, fill: 0.78, pinned: 0.04 },
  tight: { levels: [1, 2], heaviest: 4, fill: 0.89, pinned: 0.03 },
};

const moduleSize = 12;
const plantings = 2000;

/** The instance of a family with so many services and targets. Equal input gives an equal instance on every machine. */
export function generatePlaceInstance(
  family: PlaceFamily,
  services: number,
  targets: number,
  seed: number,
): PlaceInstance {
  return new Generator(family, services, targets, seed).run();
}

/** Tommy Ettinger's mulberry32: one addition and two rounds of mixing on 32 bits. */
class Mulberry {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 up to 1, without it. */
  fraction(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  below(bound: number): number {
    return Math.floor(this.fraction() * bound);
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T;
  }

  /** In place. */
  shuffle<T>(items: T[]): T[] {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.below(i + 1);
      [items[i], items[j]] = [items[j] as T, items[i] as T];
    }
    return items;
  }
}

/** What one target is, before its room is known. */
interface Site {
  readonly size: number;
  zone: number;
  cost: number;
  features: ReadonlySet<number>;
}

/** The steps draw numbers in a fixed order: a step that moves changes every instance. */
class Generator {
  readonly #family: PlaceFamily;
  readonly #shape: Shape;
  readonly #services: number;
  readonly #targets: number;
  readonly #seed: number;
  readonly #zones: number;
  readonly #random: Mulberry;
  /** Unit → service, need; service → units. */
  readonly #serviceOf: number[] = [];
  readonly #need: [number, number][] = [];
  readonly #unitsOf: number[][] = [];
  readonly #apart: UnitGroup[] = [];
  readonly #apartOf: (UnitGroup | undefined)[] = [];
  readonly #links: [number, number, number][] = [];
  readonly #linksOf: [number, number][][] = [];
  #sites: Site[] = [];
  /** Service → targets that it may go to. */
  #candidates: number[][] = [];

  constructor(family: PlaceFamily, services: number, targets: number, seed: number) {
    this.#family = family;
    this.#shape = shapes[family];
    this.#services = services;
    this.#targets = targets;
    this.#seed = seed;
    this.#zones = targets <= 4 ? 3 : targets <= 15 ? 4 : 5;
    this.#random = new Mulberry(seed * 2654435761 + family.length * 40503 + services * 97 + targets * 1009);
  }

  run(): PlaceInstance {
    this.#makeUnits();
    this.#makeLinks();
    this.#makeSites();
    this.#makeCandidates();
    const { planted, room } = this.#plant();
    const together = this.#pairUp(planted);
    const spread = this.#spreadOut(planted);
    const units = this.#finishUnits(planted);
    const population = countInto(planted, this.#targets);
    const targets = this.#sites.map(({ zone, cost }, t) => ({
      zone,
      cap: at(room, t),
      cost,
      ...(this.#random.fraction() < 0.2 ? { max: at(population, t) + this.#random.below(3) } : {}),
    }));
    const fill = this.#sums().map((sum, r) => +(sum / room.reduce((all, cap) => all + at(cap, r), 0)).toFixed(3));
    return {
      name: `${this.#family}-${this.#services}x${this.#targets}-${this.#seed}`,
      levels: this.#shape.levels,
      zones: this.#zones,
      fill,
      targets,
      units,
      links: this.#links,
      apart: this.#apart,
      together,
      spread,
      planted,
    };
  }

  #makeUnits(): void {
    const random = this.#random;
    for (let service = 0; service < this.#services; service++) {
      const isReplicated = random.fraction() < 0.1;
      const replicas = isReplicated ? (this.#targets >= 5 && random.fraction() < 0.4 ? 3 : 2) : 1;
      const memory = random.pick([1, 1, 2, 2, 3, 4, 6, 8]) + random.below(2);
      const processor = Math.max(1, Math.round(memory * (0.3 + random.fraction()) + random.below(3)));
      const units = Array.from({ length: replicas }, (_, i) => this.#serviceOf.length + i);
      for (const _ of units) {
        this.#serviceOf.push(service);
        this.#need.push([memory, processor]);
      }
      this.#unitsOf.push(units);
      if (replicas === 1) continue;
      const by = random.fraction() < 0.5 && replicas <= this.#zones ? 'zone' : 'target';
      const group: UnitGroup = { units, by };
      this.#apart.push(group);
      for (const unit of units) this.#apartOf[unit] = group;
    }
  }

  /** Services depend on older ones, on popular ones rather; in the family `zoned` mostly on those of their module. */
  #makeLinks(): void {
    const random = this.#random;
    const popular: number[] = [];
    const seen = new Set<number>();
    for (let service = 1; service < this.#services; service++) {
      for (let left = 1 + random.below(3); left > 0; left--) {
        const other = this.#drawDependency(service, popular);
        const key = service * this.#services + other;
        if (other === service || seen.has(key)) continue;
        seen.add(key);
        popular.push(other);
        const weight = 1 + random.below(this.#shape.heaviest);
        for (const u of at(this.#unitsOf, service)) {
          for (const v of at(this.#unitsOf, other)) this.#links.push([u, v, weight]);
        }
      }
    }
    for (const _ of this.#serviceOf) this.#linksOf.push([]);
    for (const [u, v, weight] of this.#links) {
      at(this.#linksOf, u).push([v, weight]);
      at(this.#linksOf, v).push([u, weight]);
    }
  }

  #drawDependency(service: number, popular: readonly number[]): number {
    const random = this.#random;
    if (this.#family === 'zoned' && random.fraction() < 0.65) {
      const first = Math.floor(service / moduleSize) * moduleSize;
      return first + random.below(Math.max(1, service - first));
    }
    return random.fraction() < 0.6 && popular.length > 0 ? random.pick(popular) : random.below(service);
  }

  #makeSites(): void {
    const random = this.#random;
    const sizes = this.#family === 'tight' ? [2, 2, 3] : [1, 2, 2, 4];
    this.#sites = Array.from({ length: this.#targets }, (_, t) => ({
      size: random.pick(sizes),
      zone: t % this.#zones,
      cost: 0,
      features: new Set<number>(),
    }));
    for (const site of this.#sites) site.cost = site.size * 10 + random.below(3);
    for (const site of this.#sites) site.features = new Set(random.shuffle([0, 1, 2, 3, 4]).slice(0, 3));
  }

  /** Replicas may go anywhere: few candidates and several zones may contradict each other. */
  #makeCandidates(): void {
    const all = this.#sites.map((_, t) => t);
    const drawn = Array.from({ length: this.#services }, () => this.#drawCandidates(all));
    this.#candidates = drawn.map((list, service) =>
      list.length === 0 || at(this.#unitsOf, service).length > 1 ? [...all] : list,
    );
  }

  #drawCandidates(all: readonly number[]): number[] {
    const random = this.#random;
    if (this.#family === 'flat') {
      const feature = random.below(8);
      return all.filter(t => feature >= 5 || at(this.#sites, t).features.has(feature));
    }
    if (this.#family === 'tight') return all.filter(() => random.fraction() < 0.92);
    const order = random.shuffle(Array.from({ length: this.#zones }, (_, zone) => zone));
    const zones = new Set(order.slice(0, Math.max(2, 2 + random.below(this.#zones - 1))));
    return all.filter(t => zones.has(at(this.#sites, t).zone) && random.fraction() < 0.85);
  }

  /** Gives targets so much room that a greedy plan of random order fits; a little more when it does not. */
  #plant(): { readonly planted: number[]; readonly room: number[][] } {
    let { fill } = this.#shape;
    const sums = this.#sums();
    const sizes = this.#sites.reduce((sum, { size }) => sum + size, 0);
    for (let attempt = 0; attempt <= plantings; attempt++) {
      const room = this.#sites.map(({ size }) => sums.map(sum => Math.ceil((sum * size) / sizes / fill)));
      const planted = this.#plantIn(room);
      if (planted) return { planted, room };
      if (attempt % 5 === 4) fill *= 0.98;
    }
    throw new Error('no plan could be planted');
  }

  #plantIn(room: readonly number[][]): number[] | undefined {
    const free = room.map(cap => [...cap]);
    const planted = this.#serviceOf.map(() => -1);
    const replicas = (unit: number): number => at(this.#unitsOf, at(this.#serviceOf, unit)).length;
    const isLarge = (unit: number): number => (at(this.#need, unit)[0] > 5 ? 1 : 0);
    const order = this.#random
      .shuffle(this.#serviceOf.map((_, unit) => unit))
      .sort((a, b) => replicas(b) - replicas(a) || isLarge(b) - isLarge(a));
    for (const unit of order) {
      const best = this.#chooseTarget(unit, planted, free, room);
      if (best < 0) return undefined;
      planted[unit] = best;
      at(this.#need, unit).forEach((need, r) => {
        at(free, best)[r] = at(at(free, best), r) - need;
      });
    }
    return planted;
  }

  #chooseTarget(
    unit: number,
    planted: readonly number[],
    free: readonly number[][],
    room: readonly number[][],
  ): number {
    const gain = this.#sites.map(() => 0);
    for (const [other, weight] of at(this.#linksOf, unit)) {
      const target = at(planted, other);
      if (target >= 0) gain[target] = at(gain, target) + weight;
    }
    const need = at(this.#need, unit);
    let best = -1;
    let bestScore = -1e9;
    for (const t of at(this.#candidates, at(this.#serviceOf, unit))) {
      const left = at(free, t);
      if (need.some((amount, r) => at(left, r) < amount) || this.#isTaken(unit, t, planted)) continue;
      const slack = Math.min(...left.map((amount, r) => amount / at(at(room, t), r)));
      const score = at(gain, t) / this.#shape.heaviest + this.#random.fraction() * 2.5 + slack * 2;
      if (score > bestScore) {
        bestScore = score;
        best = t;
      }
    }
    return best;
  }

  /** Whether one from whom the unit is apart stands there already. */
  #isTaken(unit: number, t: number, planted: readonly number[]): boolean {
    const group = this.#apartOf[unit];
    if (group === undefined) return false;
    return group.units.some(other => {
      const target = at(planted, other);
      if (target < 0) return false;
      return group.by === 'zone' ? at(this.#sites, target).zone === at(this.#sites, t).zone : target === t;
    });
  }

  #pairUp(planted: readonly number[]): UnitGroup[] {
    const pairs: UnitGroup[] = [];
    const paired = new Set<number>();
    for (let k = 0; k < 0.05 * this.#services; k++) {
      for (let tries = 0; tries < 200; tries++) {
        const pair = this.#drawPair(planted, paired);
        if (pair === undefined) continue;
        pairs.push(pair);
        for (const unit of pair.units) paired.add(unit);
        break;
      }
    }
    return pairs;
  }

  #drawPair(planted: readonly number[], paired: ReadonlySet<number>): UnitGroup | undefined {
    const random = this.#random;
    const by = random.fraction() < 0.6 ? 'target' : 'zone';
    const u = random.below(planted.length);
    const links = at(this.#linksOf, u);
    const v = random.fraction() < 0.5 && links.length > 0 ? random.pick(links)[0] : random.below(planted.length);
    if (u === v || paired.has(u) || paired.has(v) || this.#serviceOf[u] === this.#serviceOf[v]) return undefined;
    if (this.#apartOf[u] !== undefined || this.#apartOf[v] !== undefined) return undefined;
    const [a, b] = [at(planted, u), at(planted, v)];
    const areClose = by === 'target' ? a === b : at(this.#sites, a).zone === at(this.#sites, b).zone;
    return areClose ? { units: [u, v], by } : undefined;
  }

  #spreadOut(planted: readonly number[]): { units: number[]; zones: number }[] {
    const random = this.#random;
    const groups: { units: number[]; zones: number }[] = [];
    for (let k = 0; k < this.#services / 50; k++) {
      const drawn = Array.from({ length: Math.min(planted.length, 400) }, () => random.below(planted.length));
      const units = [...new Set(random.shuffle(drawn))].slice(0, 4 + random.below(4));
      const zones = new Set(units.map(unit => at(this.#sites, at(planted, unit)).zone)).size;
      if (zones >= 2) groups.push({ units, zones: Math.min(zones, 2 + random.below(2)) });
    }
    return groups;
  }

  #finishUnits(planted: readonly number[]): PlaceInstance['units'] {
    const random = this.#random;
    return this.#serviceOf.map((service, unit) => {
      const home = at(planted, unit);
      const isPinned = random.fraction() < this.#shape.pinned;
      const isStateful = random.fraction() < 0.2;
      const isKnown = isStateful || random.fraction() < 0.4;
      const cand = isPinned ? [home] : at(this.#candidates, service);
      const placed = { service, need: at(this.#need, unit), cand, move: isStateful ? 5 : 1 };
      return isKnown ? { ...placed, prev: random.fraction() < 0.85 ? home : random.pick(cand) } : placed;
    });
  }

  #sums(): number[] {
    return [0, 1].map(r => this.#need.reduce((sum, need) => sum + at(need, r), 0));
  }
}

function countInto(labels: readonly number[], count: number): number[] {
  const counts = new Array<number>(count).fill(0);
  for (const label of labels) counts[label] = at(counts, label) + 1;
  return counts;
}

/** An element that is known to be there. */
function at<T>(items: readonly T[], i: number): T {
  return items[i] as T;
}
