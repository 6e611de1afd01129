import type { ServicesModel } from '../model/service.ts';
import { AttributeSetValue, type Host, lazy, Primop, type Slot, type Value } from '../nix/index.ts';
import { type Filter, FilterArguments, type FilterSurroundings } from './filter.ts';
import { makeLib } from './make-lib.ts';
import { plannerFilters } from './planner-filters.ts';
import { previousFilters } from './previous-filters.ts';
import { referenceFilters } from './reference-filters.ts';

/** What the run that calls filters has for them; what is left out is nothing. */
export type FilterHelp = Pick<FilterSurroundings, 'describe'> &
  Partial<Pick<FilterSurroundings, 'search' | 'gone' | 'warn'>>;

/** The catalogue of filters as QoS models see it: one function for each. Computed only where a model forces it. */
export function makeFilters(host: Host, services: Slot, infrastructure: Slot, help: FilterHelp): AttributeSetValue {
  const models = new Map([
    ['services', services],
    ['infrastructure', infrastructure],
  ]);
  const lib = lazy(() => makeLib(host));
  const surroundings = { search: {}, gone: new Map(), warn: host.warn, ...help, models, lib };
  const entries = [...referenceFilters, ...previousFilters, ...plannerFilters].map((filter): [string, Slot] => [
    filter.name,
    makeFunction(filter, host, surroundings),
  ]);
  return AttributeSetValue.from(entries);
}

function makeFunction(filter: Filter, host: Host, surroundings: FilterSurroundings): Primop {
  const run = (_host: Host, argument: Slot): Value => filter.run(new FilterArguments(filter, argument, surroundings));
  return new Primop({ name: filter.name, arity: 1, run }, host);
}

/** Every target for every service, by name. */
export function makeCartesianProduct({ services }: ServicesModel, targets: readonly string[]): AttributeSetValue {
  return AttributeSetValue.from([...services.keys()].map(key => [key, targets]));
}
