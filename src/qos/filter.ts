import { didYouMean } from '../base/suggest.ts';
import { formatAmount, readWrittenAmount } from '../model/amount.ts';
import {
  AttributeSetValue,
  describeValue,
  EvaluationError,
  expectAttributeSet,
  expectList,
  expectPlainText,
  force,
  lazy,
  type Slot,
  type Value,
} from '../nix/index.ts';
import type { Planless } from '../plan/index.ts';
import type { IntegerProgramSolver, Timing } from '../solve/index.ts';

/** A filter of a QoS model: a function of one attribute set, which takes exactly these attributes. */
export interface Filter {
  readonly name: string;
  readonly parameters: readonly string[];
  /** Parameters that may be left out. */
  readonly optional?: readonly string[];
  readonly run: (given: FilterArguments) => Value;
}

/** Who solves integer programs for planners, their clock, and whether nobody waits for better plans any more. */
export interface PlannerSearch extends Pick<Timing, 'now' | 'isInterrupted'> {
  readonly programs?: IntegerProgramSolver | undefined;
}

/** What filters have besides their arguments. */
export interface FilterSurroundings {
  /** The models of the run, where a filter is called without them. */
  readonly models: ReadonlyMap<string, Slot>;
  /** What functions among the arguments of filters may ask for: the `lib` of models. */
  readonly lib: Slot;
  /** How the planners among the filters search. */
  readonly search: PlannerSearch;
  /** The targets of the plan before that are gone since, by service. */
  readonly gone: ReadonlyMap<string, readonly string[]>;
  /** Takes what the user should know although the filter goes on. */
  readonly warn: (text: string, code: string) => void;
  /** Puts into words why a planner has no plan. */
  readonly describe: (plan: Planless) => readonly string[];
}

/** The arguments of one call, unforced. */
export class FilterArguments {
  readonly #filter: Filter;
  readonly #set: AttributeSetValue;
  readonly #surroundings: FilterSurroundings;

  /** @throws EvaluationError for an argument that is missing, or that the filter does not know */
  constructor(filter: Filter, argument: Slot, surroundings: FilterSurroundings) {
    this.#filter = filter;
    this.#set = expectAttributeSet(argument);
    this.#surroundings = surroundings;
    const known = [...filter.parameters, ...(filter.optional ?? [])];
    for (const name of this.#set.shape.names) {
      if (known.includes(name)) continue;
      const hint = didYouMean(name, known) ?? `it takes ${known.join(', ')}`;
      throw this.#error('unexpected-argument', `has no argument '${name}'`, this.#set.positionOf(name), hint);
    }
    for (const name of filter.parameters) {
      if (!this.#set.has(name)) throw this.#error('missing-argument', `is called without the argument '${name}'`);
    }
  }

  /** The name of the filter. */
  get filter(): string {
    return this.#filter.name;
  }

  /** The slot of an argument that the filter has required, or of a model of the run. */
  slot(name: string): Slot {
    return this.#set.get(name) ?? this.#surroundings.models.get(name) ?? null;
  }

  /** Whether there is a target of that name; where no machines are known, any may be there. */
  isTarget(name: string): boolean {
    const infrastructure = this.slot('infrastructure');
    return isNull(infrastructure) || expectAttributeSet(infrastructure).has(name);
  }

  /** Where the plan before had a service, on targets that are gone since. */
  goneTargetsOf(service: string): readonly string[] {
    return this.#surroundings.gone.get(service) ?? [];
  }

  get search(): PlannerSearch {
    return this.#surroundings.search;
  }

  /** A finding of the filter, unless its code is one that is looked for wherever it comes from. */
  warn(text: string, code = 'filter'): void {
    this.#surroundings.warn(`the filter ${this.#filter.name} warns: ${text}`, code);
  }

  /** That a planner has no plan is a failure that `tryEval` can catch. */
  noPlan(plan: Planless): EvaluationError {
    // Some reasons begin with these words themselves: they would stand twice.
    const sentences = this.#surroundings
      .describe(plan)
      .join('; ')
      .replace(/^there is no plan: /, '');
    return new EvaluationError('no-plan', `the filter ${this.#filter.name} finds no plan: ${sentences}`);
  }

  has(name: string): boolean {
    return this.#set.has(name);
  }

  /** `lib`, for a function that is given to the filter. */
  get lib(): Slot {
    return this.#surroundings.lib;
  }

  /** A number of at least 0. */
  number(name: string): number {
    const amount = this.#named(name, () => readWrittenAmount(force(this.slot(name))));
    const number = amount === undefined ? -1 : Number(formatAmount(amount.units, amount.scale));
    if (number >= 0) return number;
    const shown = describeValue(force(this.slot(name)));
    throw this.#error('invalid-argument', `is given ${shown} as '${name}', which must be a number of at least 0`);
  }

  set(name: string): AttributeSetValue {
    return this.#named(name, () => expectAttributeSet(this.slot(name)));
  }

  text(name: string): string {
    return this.#named(name, () => expectPlainText(this.slot(name)));
  }

  /** One text, or a list of some. */
  texts(name: string): readonly string[] {
    return this.#named(name, () => {
      const value = force(this.slot(name));
      return Array.isArray(value)
        ? expectList(value).map(element => expectPlainText(element))
        : [expectPlainText(value)];
    });
  }

  /** A member of a model given as argument: `services.web`, `infrastructure.test1`. */
  member(model: 'services' | 'infrastructure', name: string): AttributeSetValue {
    const set = this.set(model);
    const slot = set.get(name);
    if (slot !== undefined) return expectAttributeSet(slot);
    const kind = model === 'services' ? 'service' : 'target';
    throw this.#error(
      'missing-attribute',
      `is given the unknown ${kind} "${name}"`,
      undefined,
      didYouMean(name, set.shape.names),
    );
  }

  /** A property of a service. */
  serviceProperty(service: string, property: string): Slot {
    return this.#property(`service "${service}"`, this.member('services', service), property);
  }

  /** A property of a target: one of its `properties`. */
  targetProperty(target: string, property: string): Slot {
    const properties = this.member('infrastructure', target).get('properties');
    const set = properties === undefined ? this.member('infrastructure', target) : expectAttributeSet(properties);
    return this.#property(`target "${target}"`, set, property);
  }

  /**
   * The distribution with each list of candidates run through a step, lazily: who asks for no service computes none.
   */
  mapCandidates(step: (service: string, candidates: readonly Slot[]) => Value): Value {
    const distribution = this.set('distribution');
    const slots = [...distribution.entries()].map(([service, slot]) => lazy(() => step(service, expectList(slot))));
    return new AttributeSetValue(distribution.shape, slots);
  }

  /** Those candidates of each service that a test keeps. */
  filterCandidates(keep: (service: string, target: string) => boolean): Value {
    return this.mapCandidates((service, candidates) =>
      candidates.filter(target => keep(service, expectPlainText(target))),
    );
  }

  #property(owner: string, set: AttributeSetValue, property: string): Slot {
    const slot = set.get(property);
    if (slot !== undefined) return slot;
    const hint = didYouMean(property, set.shape.names);
    throw this.#error(
      'missing-attribute',
      `asks for the property "${property}", which ${owner} lacks`,
      undefined,
      hint,
    );
  }

  #named<T>(name: string, read: () => T): T {
    try {
      return read();
    } catch (error) {
      if (error instanceof EvaluationError)
        error.hint ??= `it is the argument '${name}' of the filter ${this.#filter.name}`;
      throw error;
    }
  }

  #error(
    kind: 'missing-attribute' | 'missing-argument' | 'unexpected-argument' | 'invalid-argument',
    text: string,
    position?: EvaluationError['position'],
    hint?: string,
  ) {
    const place = position ?? this.#set.positionOf(this.#set.shape.names[0] ?? '');
    return new EvaluationError(kind, `the filter ${this.#filter.name} ${text}`, place, hint);
  }
}

/** A null, or something that is not. */
export function isNull(slot: Slot): boolean {
  return force(slot) === null;
}
