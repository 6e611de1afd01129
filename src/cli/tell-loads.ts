import { measureFigures, placesOf } from '../write/cards/figures.ts';
import type { PlanDocument } from '../write/cards/plan-document.ts';

/** What is said of the load of a target in a picture of the plan, a line for all; none where nothing is known of it. */
export function tellLoads(document: PlanDocument): (target: string) => readonly string[] {
  const { resources, machines } = document;
  const { shares, over } = measureFigures(document, placesOf(document, 0));
  const numberOf = new Map(machines.name.map((name, number) => [name, number]));
  return target => {
    const machine = numberOf.get(target) ?? -1;
    const told = resources.flatMap(({ name }, resource) => {
      const share = shares[resource]?.[machine];
      if (share === undefined) return [];
      const words = [name];
      if (Number.isFinite(share)) words.push(`${Math.round(100 * share)} %`);
      if (over[resource]?.[machine]) words.push('overloaded');
      return [words.join(' ')];
    });
    return told.length === 0 ? [] : [told.join(', ')];
  };
}
