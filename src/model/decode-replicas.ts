import type { Value } from '../nix/index.ts';
import { readWrittenAmount, toWhole } from './amount.ts';
import { textOf } from './decode-value.ts';
import type { Replicas } from './service.ts';

/** As many replicas as anybody can mean; more are a slip of the keyboard. */
const most = 1_000_000n;

/** How many replicas a value says: a whole number from 1 on, also in quotes, or "all"; undefined for anything else. */
export function readReplicas(value: Value): Replicas | undefined {
  if (textOf(value) === 'all') return 'all';
  const amount = readWrittenAmount(value);
  const number = amount && toWhole(amount);
  return number !== undefined && number >= 1n && number <= most ? Number(number) : undefined;
}
