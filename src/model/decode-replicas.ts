import type { Value } from '../nix/index.ts';
import { readWrittenAmount } from './amount.ts';
import { textOf } from './decode-value.ts';
import type { Replicas } from './service.ts';

/** As many replicas as anybody can mean; more are a slip of the keyboard. */
const most = 1_000_000n;

/** How many replicas a value says: a whole number from 1 on, also in quotes, or "all"; undefined for anything else. */
export function readReplicas(value: Value): Replicas | undefined {
  if (textOf(value) === 'all') return 'all';
  const amount = readWrittenAmount(value);
  if (amount === undefined) return undefined;
  const unit = 10n ** BigInt(amount.scale);
  if (amount.units % unit !== 0n) return undefined;
  const number = amount.units / unit;
  return number >= 1n && number <= most ? Number(number) : undefined;
}
