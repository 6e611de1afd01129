import { fromBytes } from '../base/bytes.ts';
import { sortNaturallyBy } from '../base/natural-order.ts';
import { formatAmount } from '../model/amount.ts';
import type { Distribution } from '../model/distribution.ts';
import { type Explanation, prepareExplanations } from '../plan/index.ts';
import { type Figures, measureFigures, placesOf, toBigInt } from '../write/cards/figures.ts';
import type { PlanDocument } from '../write/cards/plan-document.ts';

/** Service → its machines, by number. */
export type Places = readonly (readonly number[])[];

/** The two ends of a link as one service sees them. */
export interface Neighbour {
  readonly other: number;
  readonly link: number;
  /** Whether it is this service that needs the other. */
  readonly needs: boolean;
}

/**
 * A document, opened: names as people read them, neighbours, and figures and explanations of any places. What it works
 * out it remembers, for the places that were asked about last.
 */
export class OpenedPlan {
  readonly document: PlanDocument;
  /** Names as people read them; in the document they are byte strings. */
  readonly names: {
    readonly services: readonly string[];
    readonly machines: readonly string[];
    readonly zones: readonly string[];
    readonly groups: readonly string[];
  };
  readonly #neighbours: readonly (readonly Neighbour[])[];
  readonly #figures = new WeakMap<Places, Figures>();
  readonly #explain = new WeakMap<Places, (service: string) => Explanation>();
  readonly #numberOfMachine: ReadonlyMap<string, number>;
  readonly #numberOfService: ReadonlyMap<string, number>;

  constructor(document: PlanDocument) {
    this.document = document;
    const { services, machines, zones, groups } = document;
    const toTexts = (names: readonly string[]): readonly string[] => names.map(fromBytes);
    this.names = {
      services: toTexts(services.key),
      machines: toTexts(machines.name),
      zones: toTexts(zones),
      groups: toTexts(groups),
    };
    this.#neighbours = listNeighbours(document);
    this.#numberOfMachine = new Map(machines.name.map((name, number) => [name, number]));
    this.#numberOfService = new Map(services.key.map((key, number) => [key, number]));
  }

  /** The places of a plan of the document: where there are two, 0 is the one before and 1 the one that is shown. */
  places(plan: number): Places {
    return placesOf(this.document, plan);
  }

  /** What places come to. O(services + links) the first time. */
  figures(places: Places): Figures {
    const known = this.#figures.get(places) ?? measureFigures(this.document, places);
    this.#figures.set(places, known);
    return known;
  }

  neighbours(service: number): readonly Neighbour[] {
    return this.#neighbours[service] ?? [];
  }

  /** The number of a name as the document has it. */
  machine(name: string): number | undefined {
    return this.#numberOfMachine.get(name);
  }

  /** The number of a key as the document has it. */
  service(key: string): number | undefined {
    return this.#numberOfService.get(key);
  }

  /** Services, machines or groups as people read their names. O(n log n). */
  inReadingOrder(kind: 'service' | 'machine' | 'group', numbers: readonly number[]): readonly number[] {
    const { services, machines, groups } = this.document;
    const names = { service: services.key, machine: machines.name, group: groups }[kind];
    return sortNaturallyBy(numbers, number => names[number] ?? '');
  }

  /** Where a service may go: undefined for every machine. */
  candidates(service: number): readonly number[] | undefined {
    const { services, lists } = this.document;
    return lists[services.candidates[service] ?? -1];
  }

  /** Why a service is where these places have it, and what others would cost: what `explain` says, by the same code. */
  explain(places: Places, service: number): Explanation {
    let explain = this.#explain.get(places);
    if (explain === undefined) {
      explain = prepareExplanations(explanationInput(this.document, places));
      this.#explain.set(places, explain);
    }
    return explain(this.document.services.key[service] ?? '');
  }

  /** Why a machine is no candidate of a service, in words; '' where it is one, or nobody knows. */
  removal(service: number, machine: number): string {
    const { services, lists, machines } = this.document;
    const name = fromBytes(machines.name[machine] ?? '');
    const listed = lists[services.listed[service] ?? -1];
    if (listed !== undefined && !listed.includes(machine)) {
      const at = fromBytes(services.listedAt[service] ?? '');
      return at === '' ? 'the distribution lists none for it' : `the candidates are listed at ${at}`;
    }
    const pinned = services.pinned[service] ?? '';
    if (pinned !== '' && pinned !== machines.name[machine]) return `it is pinned to ${fromBytes(pinned)}`;
    return this.candidates(service)?.includes(machine) === false ? `${name} is ruled out by the models` : '';
  }
}

function listNeighbours({ services, links }: PlanDocument): readonly (readonly Neighbour[])[] {
  const neighbours: Neighbour[][] = services.key.map(() => []);
  links.a.forEach((a, link) => {
    const b = links.b[link] ?? 0;
    const way = links.way[link] ?? 1;
    neighbours[a]?.push({ other: b, link, needs: way !== 2 });
    neighbours[b]?.push({ other: a, link, needs: way !== 1 });
  });
  return neighbours;
}

/** The models that an explanation stands on, as far as a document has them. */
function explanationInput(document: PlanDocument, places: Places): Parameters<typeof prepareExplanations>[0] {
  const { services, machines, links, lists, resources } = document;
  const { key } = services;
  const dependsOn: string[][] = key.map(() => []);
  const weights = new Map<string, number>();
  links.a.forEach((a, link) => {
    const [from, to] = [key[a] ?? '', key[links.b[link] ?? 0] ?? ''];
    dependsOn[a]?.push(to);
    weights.set(`${from}\0${to}`, links.weight[link] ?? 1);
  });
  const toDistribution = (listOf: (service: number) => readonly number[]): Distribution => ({
    mappings: new Map(
      key.map((name, i) => [name, listOf(i).map(machine => ({ target: machines.name[machine] ?? '' }))]),
    ),
  });
  const plan = toDistribution(service => places[service] ?? []);
  const placed = { mappings: new Map([...plan.mappings].filter(([, list]) => list.length > 0)) };
  const isOpen = services.candidates.every(list => list < 0);
  const everywhere = machines.name.map((_, machine) => machine);
  return {
    services: {
      services: new Map(key.map((name, i) => [name, { key: name, dependsOn: dependsOn[i] ?? [], connectsTo: [] }])),
    },
    infrastructure: { targets: new Map(machines.name.map(name => [name, undefined])) },
    plan: placed,
    candidates: isOpen ? undefined : toDistribution(service => lists[services.candidates[service] ?? -1] ?? everywhere),
    weightOf: (a, b) => weights.get(a < b ? `${a}\0${b}` : `${b}\0${a}`) ?? 1,
    capacities: resources.map(({ name, scale }, resource) => {
      const [need, have] = [new Map<string, bigint>(), new Map<string, bigint>()];
      services.need[resource]?.forEach((units, i) => {
        if (units !== null) need.set(key[i] ?? '', toBigInt(units));
      });
      machines.have[resource]?.forEach((units, i) => {
        if (units !== null) have.set(machines.name[i] ?? '', toBigInt(units));
      });
      return {
        ...{ name, scale },
        needOf: service => need.get(service),
        capacityOf: target => have.get(target),
        format: amount => formatAmount(amount, scale),
      };
    }),
  };
}
