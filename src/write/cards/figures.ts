import { type Bundle, BundleSums, type LinkSum } from './bundle-sums.ts';
import type { PlanDocument, Units } from './plan-document.ts';

/** What a plan comes to: of services, machines and links, by number. */
export interface Figures {
  /** Service → its machines. */
  readonly places: readonly (readonly number[])[];
  /** Machine → the services on it, ascending. */
  readonly on: readonly (readonly number[])[];
  readonly placed: number;
  readonly used: number;
  /** Link → whether it crosses the network: its ends are placed, and share no machine. */
  readonly crosses: Uint8Array;
  readonly crossing: LinkSum;
  readonly all: LinkSum;
  /** Resource → machine → how much of what it has is used; undefined where it has none, and nothing is used. */
  readonly shares: readonly (readonly (number | undefined)[])[];
  /** Resource → machine → whether more is asked than there is: exact, as shares are not. */
  readonly over: readonly (readonly boolean[])[];
  /** Machines of which more is asked than they have. */
  readonly overloaded: readonly number[];
  /** Machine → the weight of the links that leave it. */
  readonly leaving: readonly number[];
  /** Links between two machines, the heaviest first. */
  readonly bundles: readonly Bundle[];
}

/** Service → its machines in a plan of a document. */
export function placesOf({ lists, plans }: PlanDocument, plan: number): readonly (readonly number[])[] {
  return (plans[plan]?.place ?? []).map(list => lists[list] ?? []);
}

/** Figures of a plan. O(services + links + machines · resources), and sorting. */
export function measureFigures(document: PlanDocument, places: readonly (readonly number[])[]): Figures {
  const { machines, links } = document;
  const on: number[][] = machines.name.map(() => []);
  let placed = 0;
  places.forEach((list, service) => {
    if (list.length > 0) placed++;
    for (const machine of list) on[machine]?.push(service);
  });
  const crosses = new Uint8Array(links.a.length);
  const sums = { crossing: { count: 0, weight: 0 }, all: { count: 0, weight: 0 } };
  const leaving = machines.name.map(() => 0);
  const bundles = new BundleSums(machines.name.length);
  for (let link = 0; link < crosses.length; link++) {
    const [from, to, weight] = [
      places[links.a[link] ?? 0] ?? [],
      places[links.b[link] ?? 0] ?? [],
      links.weight[link] ?? 1,
    ];
    const [a, b] = [from[0], to[0]];
    if (a === undefined || b === undefined) continue;
    add(sums.all, weight);
    if (from.some(machine => to.includes(machine))) continue;
    crosses[link] = 1;
    add(sums.crossing, weight);
    leaving[a] = (leaving[a] ?? 0) + weight;
    leaving[b] = (leaving[b] ?? 0) + weight;
    bundles.add(a, b, { count: 1, weight });
  }
  const loads = document.resources.map((_, resource) => measureLoads(document, on, resource));
  return {
    ...{ places, on, placed, used: on.filter(({ length }) => length > 0).length, crosses, ...sums },
    shares: loads.map(({ shares }) => shares),
    over: loads.map(({ over }) => over),
    overloaded: machines.name.flatMap((_, machine) => (loads.some(({ over }) => over[machine]) ? [machine] : [])),
    leaving,
    bundles: bundles.heaviestFirst(),
  };
}

function add(sum: { count: number; weight: number }, weight: number): void {
  sum.count++;
  sum.weight += weight;
}

/** Exact, where more is asked than there is; shares are rounded numbers, for bars. */
function measureLoads({ machines, services }: PlanDocument, on: readonly (readonly number[])[], resource: number) {
  const need = (services.need[resource] ?? []).map(toBigInt);
  const have = machines.have[resource] ?? [];
  const used = on.map(list => list.reduce((sum, service) => sum + (need[service] ?? 0n), 0n));
  const shares = used.map((amount, machine) => {
    const there = toBigInt(have[machine] ?? null);
    if (there === 0n) return amount === 0n ? undefined : Number.POSITIVE_INFINITY;
    return Number(amount) / Number(there);
  });
  return { shares, over: used.map((amount, machine) => amount > toBigInt(have[machine] ?? null)) };
}

/** An amount of a document; nothing where the models say nothing. */
export function toBigInt(units: Units): bigint {
  return units === null ? 0n : BigInt(units);
}
