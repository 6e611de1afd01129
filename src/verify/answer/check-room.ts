import type { AskedSystem } from './asked-system.ts';

/**
 * A sentence for each target that a plan asks for more than it has, of resources that are too large for numbers. Exact.
 * O(resources · (services + targets)).
 * @param plan service → its targets
 */
export function checkRoom(
  { services, targets, room = [] }: AskedSystem,
  plan: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  return room
    .filter(({ isCounted }) => !isCounted)
    .flatMap(({ name, needs, haves, showUnits, written }) => {
      const held = new Map<string, bigint>();
      services.forEach((service, i) => {
        for (const target of plan.get(service.name) ?? []) {
          held.set(target, (held.get(target) ?? 0n) + (needs[i] ?? 0n));
        }
      });
      return targets.flatMap((target, i) => {
        const units = held.get(target.name) ?? 0n;
        // Nobody asked a target without services for anything.
        if (!held.has(target.name) || units <= (haves[i] ?? 0n)) return [];
        return [tellHeld(target.name, showUnits(units), name, written[i])];
      });
    });
}

/** That a target holds more of something than it has. */
export function tellHeld(target: string, held: string, resource: string, has = '0'): string {
  return `target "${target}" holds ${held} of ${resource}, and has ${has}`;
}
