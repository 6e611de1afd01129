import type { Findings } from '../base/findings.ts';
import { type Amount, readAmount, readWrittenAmount, toWhole } from './amount.ts';
import type { FoundAttribute } from './decode-value.ts';
import { showScalar } from './scalar.ts';

/** A value, and where it stands. */
type Said = Pick<FoundAttribute, 'value' | 'position'>;

/**
 * The amount that a property says, also in quotes, as models have it that were captured from machines: of all those in
 * quotes the first is told. Undefined for what is no number.
 * @param whose as in `mem of target "test1"`
 */
export function readQuantity(found: Said, whose: string, findings: Findings): Amount | undefined {
  const plain = readAmount(found.value);
  if (plain !== undefined) return plain;
  const written = readWrittenAmount(found.value);
  if (written === undefined) return undefined;
  const message = `${whose} is ${showScalar(found.value)}, a number in quotes: these are read as numbers`;
  const hint = 'models that are captured from machines have every value in quotes; nothing need be done';
  findings.warnOnce('quoted-number', message, { position: found.position, hint });
  return written;
}

/** The same of a whole number that a double holds: undefined for any other. */
export function readWhole(found: Said, whose: string, findings: Findings): number | undefined {
  if (typeof found.value === 'number') return found.value;
  const amount = readQuantity(found, whose, findings);
  const whole = Number(amount && toWhole(amount));
  return Number.isSafeInteger(whole) ? whole : undefined;
}
