import type { Pin } from '../../model/apply-pins.ts';

/** So many pins are named in a message. */
const mostPins = 12;

/** What pins have to do with it: `service "a" is pinned to "test1"` for each. */
export function describePins(pins: readonly Pin[]): readonly string[] {
  const shown = pins.slice(0, mostPins).map(({ service, target }) => `service "${service}" is pinned to "${target}"`);
  const more = pins.length - shown.length;
  return more > 0 ? [...shown, `${more} more are pinned`] : shown;
}
