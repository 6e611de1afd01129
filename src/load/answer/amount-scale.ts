import type { Amount } from '../../model/amount.ts';
import type { PlacedMeasures } from '../../verify/placed-problem.ts';

type MeasureName = keyof PlacedMeasures;

/** Decimal amounts in whole units: millionths are enough for what people write, and sums of them stay exact. */
const digits = 6;

/** Turns amounts into numbers that can be added up exactly. */
export class AmountScale {
  readonly #isDecimal = new Set<MeasureName>();

  /** What an amount of a measure is in its units. */
  count(measure: MeasureName, { units, scale }: Amount): number {
    this.#isDecimal.add(measure);
    return toUnits(units, scale);
  }

  /** What 1 of each measure is in units. */
  units(): Readonly<Record<MeasureName, number>> {
    const unit = (measure: MeasureName): number => (this.#isDecimal.has(measure) ? 10 ** digits : 1);
    return {
      links: unit('links'),
      labels: 1,
      cost: unit('cost'),
      moves: unit('moves'),
      load: unit('load'),
      balance: unit('balance'),
      wishes: unit('wishes'),
    };
  }

  /** Needs, and what there is rounded down, in one unit: that of the finest need. */
  align(
    needs: readonly Amount[],
    haves: readonly Amount[],
  ): { readonly needs: readonly bigint[]; readonly haves: readonly bigint[]; readonly scale: number } {
    const scale = needs.reduce((finest, amount) => Math.max(finest, amount.scale), 0);
    const shift = (amount: Amount): bigint => {
      const by = scale - amount.scale;
      if (by >= 0) return amount.units * 10n ** BigInt(by);
      const divisor = 10n ** BigInt(-by);
      const isBetween = amount.units < 0n && amount.units % divisor !== 0n;
      return amount.units / divisor - (isBetween ? 1n : 0n);
    };
    return { needs: needs.map(shift), haves: haves.map(shift), scale };
  }
}

function toUnits(units: bigint, scale: number): number {
  return scale <= digits
    ? Number(units * 10n ** BigInt(digits - scale))
    : Number(units / 10n ** BigInt(scale - digits));
}
