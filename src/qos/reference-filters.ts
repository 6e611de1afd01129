import { readWrittenAmount, toCommonScale } from '../model/amount.ts';
import {
  AttributeSetValue,
  EvaluationError,
  equalValues,
  expectList,
  expectPlainText,
  force,
  lessThan,
  type NixList,
  type Slot,
  type Value,
} from '../nix/index.ts';
import type { Filter, FilterArguments } from './filter.ts';

/**
 * The filters of the first phase: they narrow the candidates of each service. A distribution maps services to lists of
 * target names.
 */
export const referenceFilters: readonly Filter[] = [
  {
    name: 'createCartesianProduct',
    parameters: ['services', 'infrastructure'],
    run: given => {
      const targets = given.set('infrastructure').shape.names;
      return AttributeSetValue.from(given.set('services').shape.names.map(service => [service, targets]));
    },
  },
  {
    // The service's value is in the target's list.
    name: 'mapAttrOnList',
    parameters: ['services', 'infrastructure', 'distribution', 'serviceProperty', 'targetPropertyList'],
    run: given =>
      given.filterCandidates((service, target) => {
        const wanted = given.serviceProperty(service, given.text('serviceProperty'));
        return contains(given.targetProperty(target, given.text('targetPropertyList')), wanted);
      }),
  },
  {
    // The target's value is in the service's list.
    name: 'mapListOnAttr',
    parameters: ['services', 'infrastructure', 'distribution', 'servicePropertyList', 'targetProperty'],
    run: given =>
      given.filterCandidates((service, target) => {
        const offered = given.targetProperty(target, given.text('targetProperty'));
        return contains(given.serviceProperty(service, given.text('servicePropertyList')), offered);
      }),
  },
  {
    // Both have the same value.
    name: 'mapAttrOnAttr',
    parameters: ['services', 'infrastructure', 'distribution', 'serviceProperty', 'targetProperty'],
    run: given =>
      given.filterCandidates((service, target) =>
        equalValues(
          given.serviceProperty(service, given.text('serviceProperty')),
          given.targetProperty(target, given.text('targetProperty')),
        ),
      ),
  },
  {
    // One service after another, each on the target after the one before it.
    name: 'divideRoundRobin',
    parameters: ['distribution'],
    run: given => divideRoundRobin(given),
  },
  {
    // The candidates with the least value of a property first.
    name: 'order',
    parameters: ['infrastructure', 'distribution', 'targetProperty'],
    run: given =>
      given.mapCandidates((_, candidates) => {
        const property = given.text('targetProperty');
        const keys = new Map(
          candidates.map(slot => [slot, force(given.targetProperty(expectPlainText(slot), property))]),
        );
        const keyOf = (slot: Slot) => keys.get(slot) ?? null;
        const amounts = readAmounts(candidates.map(keyOf));
        if (amounts !== undefined) return sortByAmounts(candidates, amounts);
        return [...candidates].sort((a, b) =>
          lessThan(keyOf(a), keyOf(b)) ? -1 : lessThan(keyOf(b), keyOf(a)) ? 1 : 0,
        );
      }),
  },
];

/** The values as numbers, in quotes or not, in one unit; undefined where one is none. */
function readAmounts(values: readonly Value[]): readonly bigint[] | undefined {
  const amounts = values.map(readWrittenAmount);
  const known = amounts.filter(amount => amount !== undefined);
  return known.length === values.length ? toCommonScale(known).units : undefined;
}

/** Equal ones stay in their order. */
function sortByAmounts(candidates: readonly Slot[], amounts: readonly bigint[]): Slot[] {
  const keyed = candidates.map((slot, i) => ({ slot, amount: amounts[i] ?? 0n }));
  keyed.sort((a, b) => (a.amount < b.amount ? -1 : a.amount > b.amount ? 1 : 0));
  return keyed.map(({ slot }) => slot);
}

function contains(list: Slot, wanted: Slot): boolean {
  return expectList(list).some(element => equalValues(element, wanted));
}

function divideRoundRobin(given: FilterArguments): AttributeSetValue {
  const distribution = given.set('distribution');
  let previous: string | undefined;
  const slots = [...distribution.entries()].map(([service, slot]): NixList => {
    const candidates = expectList(slot).map(target => expectPlainText(target));
    const place = previous === undefined ? -1 : candidates.indexOf(previous);
    const chosen = candidates[(place + 1) % candidates.length];
    if (chosen === undefined) {
      throw new EvaluationError(
        'no-plan',
        `the filter divideRoundRobin finds no candidate for the service "${service}"`,
      );
    }
    previous = chosen;
    return [chosen];
  });
  return new AttributeSetValue(distribution.shape, slots);
}
