import { compareNames } from '../base/order.ts';

/** Who needs how much of something. */
export interface Need {
  readonly service: string;
  readonly need: bigint;
}

/** The order in which messages name those who are on a target: the largest need first, then by name. */
export function compareNeeds(a: Need, b: Need): number {
  return a.need < b.need ? 1 : a.need > b.need ? -1 : compareNames(a.service, b.service);
}
