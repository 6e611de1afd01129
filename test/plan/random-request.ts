import fc from 'fast-check';
import type { Request } from '../../src/plan/planner.ts';
import { distribution, servicesModel, targetsWith } from '../graph/models.ts';

/** A small system in numbers, so that it can be given any names. */
export interface System {
  readonly services: number;
  readonly targets: number;
  /** Pairs of services; the first depends on the second. A service may depend on itself. */
  readonly links: readonly (readonly [number, number])[];
  /** Service → targets; every target for every service where undefined. */
  readonly candidates: readonly (readonly number[])[] | undefined;
  /** Service → the target that it is pinned to: one of its candidates. */
  readonly pins: ReadonlyMap<number, number>;
  /** What each service needs of `memory`. */
  readonly needs: readonly number[];
  /** What each target has of it. */
  readonly capacities: readonly number[];
  /** The `cost` of each target. */
  readonly costs: readonly number[];
}

/** Systems of up to six services on up to three targets, some of them without a plan. */
export const system: fc.Arbitrary<System> = fc
  .record({ services: fc.integer({ min: 1, max: 6 }), targets: fc.integer({ min: 1, max: 3 }) })
  .chain(({ services, targets }) => {
    const service = fc.nat(services - 1);
    const list = fc.subarray([0, 1, 2].slice(0, targets));
    const loop = service.map(v => [v, v] as const);
    const link = fc.tuple(service, service).filter(([a, b]) => a !== b);
    return fc
      .record({
        links: fc.array(services > 1 ? link : loop, { maxLength: services > 1 ? 9 : 0 }),
        loops: fc.oneof(
          { weight: 5, arbitrary: fc.constant([]) },
          { weight: 1, arbitrary: fc.array(loop, { maxLength: 2 }) },
        ),
        lists: fc.option(fc.array(list, { minLength: services, maxLength: services }), { nil: undefined }),
        needs: fc.array(fc.nat(3), { minLength: services, maxLength: services }),
        capacities: fc.array(fc.nat(7), { minLength: targets, maxLength: targets }),
        costs: fc.array(fc.nat(4), { minLength: targets, maxLength: targets }),
        wishes: fc.array(fc.option(fc.nat(99), { freq: 2 }), { minLength: services, maxLength: services }),
      })
      .map(({ links, loops, lists, wishes, ...amounts }) => {
        const pins = new Map<number, number>();
        for (const [v, wish] of wishes.entries()) {
          const its = lists?.[v] ?? [0, 1, 2].slice(0, targets);
          const target = wish === null ? undefined : its[wish % Math.max(1, its.length)];
          if (target !== undefined) pins.set(v, target);
        }
        return { services, targets, links: [...links, ...loops], candidates: lists, pins, ...amounts };
      });
  });

/** How the services and targets of a system are called. */
export interface Names {
  readonly service: (number: number) => string;
  readonly target: (number: number) => string;
}

/** Names in the order of the numbers. */
export const plainNames: Names = { service: number => `s${number}`, target: number => `t${number}` };

/** A system as a request. */
export function requestOf(system: System, names: Names = plainNames): Request {
  const { services, targets, links, candidates, pins, needs, capacities, costs } = system;
  const numbers = Array.from({ length: services }, (_, v) => v);
  return {
    services: servicesModel(
      numbers.map(v => {
        const pin = pins.get(v);
        const others = new Set(links.filter(([a]) => a === v).map(([, b]) => names.service(b)));
        return [
          names.service(v),
          {
            dependsOn: [...others],
            attributes: [
              ['memory', needs[v] ?? 0],
              ...(pin === undefined ? [] : [['pinnedTo', names.target(pin)] as const]),
            ],
          },
        ];
      }),
    ),
    infrastructure: targetsWith(
      Array.from({ length: targets }, (_, t) => [
        names.target(t),
        [
          ['memory', capacities[t] ?? 0],
          ['cost', costs[t] ?? 0],
        ],
      ]),
    ),
    candidates:
      candidates && distribution(numbers.map(v => [names.service(v), (candidates[v] ?? []).map(names.target)])),
  };
}

/** The candidates of a service that pins leave. */
export function choicesOf({ targets, candidates, pins }: System, v: number): readonly number[] {
  const pin = pins.get(v);
  return pin === undefined ? (candidates?.[v] ?? Array.from({ length: targets }, (_, t) => t)) : [pin];
}

/** All plans of a system: service → target. */
export function* plansOf(system: System, from = 0): Generator<readonly number[]> {
  if (from === system.services) yield [];
  else for (const rest of plansOf(system, from + 1)) for (const t of choicesOf(system, from)) yield [t, ...rest];
}
