import { Findings } from '../base/findings.ts';
import type { Position } from '../base/source.ts';
import { decodeDistribution } from '../model/decode-distribution.ts';
import { textOf } from '../model/decode-value.ts';
import type { Distribution } from '../model/distribution.ts';
import type { InfrastructureModel } from '../model/infrastructure.ts';
import type { ServicesModel } from '../model/service.ts';
import { AttributeSetValue, EvaluationError, force, lazy, NixFunction, type Slot, type Value } from '../nix/index.ts';
import type { NarrowingStep } from '../plan/index.ts';

/** A call of a filter: what it was given, and what it gave or why it failed. */
export interface FilterCall {
  readonly filter: string;
  readonly argument: Slot;
  readonly result: Value | undefined;
  readonly failure: string | undefined;
}

/**
 * The catalogue of filters with functions that do the same and note each call in `calls` when it is done. Nothing is
 * forced that the model does not force.
 */
export function recordFilters(catalogue: AttributeSetValue, calls: FilterCall[]): AttributeSetValue {
  const { shape, slots } = catalogue;
  const recorded = slots.map((slot, i) => lazy(() => recordCalls(shape.names[i] ?? '', force(slot), calls)));
  return new AttributeSetValue(shape, recorded);
}

function recordCalls(filter: string, value: Value, calls: FilterCall[]): Value {
  return value instanceof NixFunction ? new RecordedFilter(filter, value, calls) : value;
}

class RecordedFilter extends NixFunction {
  readonly #filter: string;
  readonly #inner: NixFunction;
  readonly #calls: FilterCall[];

  constructor(filter: string, inner: NixFunction, calls: FilterCall[]) {
    super();
    this.#filter = filter;
    this.#inner = inner;
    this.#calls = calls;
  }

  get formals(): ReadonlyMap<string, boolean> | undefined {
    return this.#inner.formals;
  }

  override positionOfFormal(name: string): Position | undefined {
    return this.#inner.positionOfFormal(name);
  }

  call(argument: Slot): Value {
    const note = (result: Value | undefined, failure?: string) =>
      this.#calls.push({ filter: this.#filter, argument, result, failure });
    try {
      const result = this.#inner.call(argument);
      note(result);
      return result;
    } catch (error) {
      if (error instanceof EvaluationError) note(undefined, error.message);
      throw error;
    }
  }
}

/**
 * What the calls did to the candidates. Lists that the model never asked for are computed here; those that fail are
 * left out. Calls that gave no distribution (of functions with several arguments, say) are left out, too. O(calls ·
 * candidates).
 */
export function readFilterCalls(
  calls: readonly FilterCall[],
  models: { readonly services: ServicesModel; readonly infrastructure: InfrastructureModel },
): readonly NarrowingStep[] {
  const discarded = new Findings();
  const read = (slot: Slot | undefined): Distribution | undefined => {
    const value = slot === undefined ? undefined : discarded.attempt(() => force(slot));
    return value instanceof AttributeSetValue ? decodeDistribution(value, '', models, discarded, 'drop') : undefined;
  };
  return calls.flatMap(({ filter, argument, result, failure }): readonly NarrowingStep[] => {
    const given = discarded.attempt(() => force(argument));
    if (!(given instanceof AttributeSetValue)) return [];
    const after = read(result);
    if (after === undefined && failure === undefined) return [];
    const settings = [...given.entries()].flatMap(([name, slot]): (readonly [string, string])[] => {
      const value = discarded.attempt(() => force(slot));
      const text = value === undefined ? undefined : textOf(value);
      return text === undefined ? [] : [[name, text]];
    });
    const before = read(given.get('distribution'));
    return [{ filter, settings, position: findPlace(given), before, after, failure }];
  });
}

/** Where a call is written, or nearly: its first argument. */
function findPlace({ shape }: AttributeSetValue): Position | undefined {
  const [first, ...others] = (shape.positions ?? []).filter(position => position !== undefined);
  return others.reduce((least, position) => (position.offset < (least?.offset ?? 0) ? position : least), first);
}
