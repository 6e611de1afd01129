import fc from 'fast-check';
import type { Pool } from '../../../src/solve/id-assignment/pool.ts';
import type { Operator, World } from './model.ts';

const serviceNames = ['a', 'b', 'c', 'd', 'e', 'f', '__proto__', 'constructor'];
const poolNames = ['p', 'q', 'r'];
const targetNames = ['t1', 't2', 't3'];

/** The pools of a world, without their names. */
type Pools = Readonly<Record<'p' | 'q' | 'r', Omit<Pool, 'name'>>>;

/** Three pools of any shape. */
export function pools(): fc.Arbitrary<Pools> {
  return fc.record({ p: pool(), q: pool(), r: pool() });
}

/** A world with these pools, and nobody in it. */
export function makeWorld(its: Pools): World {
  const world: World = { pools: new Map(), services: new Map(), held: new Map(), isCoupled: false };
  for (const name of poolNames) world.pools.set(name, { ...its[name as 'p' | 'q' | 'r'], name });
  return world;
}

function pool(): fc.Arbitrary<Omit<Pool, 'name'>> {
  const number = fc.integer({ min: 0, max: 12 });
  return fc
    .record({
      min: number,
      size: fc.integer({ min: 3, max: 12 }),
      block: fc.constantFrom(1, 1, 1, 2, 3),
      gap: fc.constantFrom(0, 0, 0, 1),
      kind: fc.constantFrom(undefined, undefined, undefined, 'uid' as const),
      keepForeign: fc.constantFrom(undefined, undefined, undefined, true),
      scope: fc.constantFrom('global' as const, 'global' as const, 'machine' as const),
      space: fc.constantFrom(undefined, undefined, undefined, 's'),
      reserved: fc.oneof(
        { weight: 3, arbitrary: fc.constant([]) },
        {
          weight: 1,
          arbitrary: fc.array(
            number.map(from => ({ from, to: from + (from % 3) })),
            { maxLength: 2 },
          ),
        },
      ),
    })
    .map(({ min, size, block, gap, scope, space, reserved, kind, keepForeign }) => {
      const shape = { min, max: min + size - 1, step: block + gap, block };
      const forbidden = kind === undefined ? [] : [{ from: 0, to: 0 }];
      return { ...shape, scope, space, reserved, kind, keepForeign, forbidden };
    });
}

type Change = fc.Command<World, Operator>;

/** What may change in a world from run to run. */
export function changes(): fc.Arbitrary<Change>[] {
  const service = fc.constantFrom(...serviceNames);
  const targets = fc.subarray(targetNames, { minLength: 1, maxLength: 2 });
  const wanted = fc.subarray(poolNames, { minLength: 1 });
  const add = fc
    .tuple(service, wanted, targets)
    .map(
      ([name, pools, on]) =>
        new Step(`add ${name}`, ({ services }) => services.set(name, { pools, targets: on, pins: new Map() })),
    );
  const remove = service.map(name => new Step(`remove ${name}`, ({ services }) => services.delete(name)));
  const move = fc.tuple(service, targets).map(
    ([name, on]) =>
      new Step(`move ${name}`, ({ services }) => {
        const old = services.get(name);
        if (old !== undefined) services.set(name, { ...old, targets: on });
      }),
  );
  const pin = fc.tuple(service, fc.constantFrom(...poolNames), fc.option(fc.integer({ min: 0, max: 24 }))).map(
    ([name, from, id]) =>
      new Step(`pin ${name} ${from} ${id}`, ({ services }) => {
        const old = services.get(name);
        if (old === undefined) return;
        const pins = new Map(old.pins);
        if (id === null) pins.delete(from);
        else pins.set(from, id);
        services.set(name, { ...old, pins, pools: id === null ? old.pools : [...old.pools, from] });
      }),
  );
  const unpin = service.map(
    name =>
      new Step(`unpin ${name}`, ({ services }) => {
        const old = services.get(name);
        if (old !== undefined) services.set(name, { ...old, pins: new Map() });
      }),
  );
  const change = fc
    .tuple(fc.constantFrom(...poolNames), pool())
    .map(
      ([name, next]) =>
        new Step(`change ${name} ${JSON.stringify(next)}`, ({ pools }) => pools.set(name, { ...next, name })),
    );
  const rescope = fc.constantFrom(...poolNames).map(
    name =>
      new Step(`rescope ${name}`, ({ pools }) => {
        const old = pools.get(name);
        if (old !== undefined) pools.set(name, { ...old, scope: old.scope === 'global' ? 'machine' : 'global' });
      }),
  );
  const hold = fc
    .tuple(service, fc.constantFrom('p' as const, 'qr' as const), fc.integer({ min: 0, max: 20 }), targets)
    .chain(([name, from, number, on]) =>
      fc
        .tuple(fc.integer({ min: 0, max: 2 }), fc.subarray(serviceNames, { maxLength: 2 }))
        .map(([more, spared]) => ({ name, from, number, on, more, spared })),
    )
    .map(
      ({ name, from, number, on, more, spared }) =>
        new Step(`${name} holds ${number} to ${number + more} of ${from} on ${on}`, ({ held }) => {
          const others = (held.get(from) ?? []).filter(one => one.service !== name);
          const spares = spared.length === 0 ? undefined : new Set(spared);
          const one = { service: name, from: number, to: number + more, targets: on, by: 'port', spares };
          held.set(from, [...others, one]);
        }),
    );
  const letGo = service.map(
    name =>
      new Step(`${name} holds nothing`, ({ held }) => {
        for (const [from, list] of held)
          held.set(
            from,
            list.filter(one => one.service !== name),
          );
      }),
  );
  const couple = fc.boolean().map(
    isCoupled =>
      new Step(isCoupled ? 'couple' : 'uncouple', world => {
        world.isCoupled = isCoupled;
      }),
  );
  return [add, add, add, remove, remove, move, pin, unpin, unpin, change, rescope, hold, letGo, couple];
}

/** Changes the world, then lets the assigner run. */
class Step implements fc.Command<World, Operator> {
  readonly #name: string;
  readonly #change: (world: World) => unknown;

  constructor(name: string, change: (world: World) => unknown) {
    this.#name = name;
    this.#change = change;
  }

  check(): boolean {
    return true;
  }

  run(world: World, operator: Operator): void {
    this.#change(world);
    operator.run(world);
  }

  toString(): string {
    return this.#name;
  }
}
