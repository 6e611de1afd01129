import type { Position } from '../../base/source.ts';
import { didYouMean } from '../../base/suggest.ts';
import { AttributeSetValue } from '../../nix/index.ts';
import type { Amount } from '../amount.ts';
import { textOf } from '../decode-value.ts';
import { type Aim, type MeasureName, measureNames, one, usualAims } from '../policy.ts';
import { entriesOf, type PolicyReader } from './policy-reader.ts';

/**
 * `minimise = [ "links" "cost" ];` in this order, or `{ links = 1; cost = 10; }` all at once; an element of the list
 * may be such a set, too. Wishes go first where they are not named.
 */
export function decodeMinimise(policy: PolicyReader, hasWishes: boolean): readonly Aim[] {
  const found = policy.read('minimise');
  const aims = found === undefined ? usualAims : readAims(policy, policy.elements(found.value), found.position);
  const isNamed = aims.some(aim => aim.has('wishes'));
  if (hasWishes && !isNamed) return [new Map([['wishes', one]]), ...aims];
  return aims.length > 0 ? aims : usualAims;
}

function readAims(
  policy: PolicyReader,
  elements: ReturnType<PolicyReader['elements']>,
  position: Position | undefined,
): readonly Aim[] {
  const seen = new Set<MeasureName>();
  const aims = elements.map((element): Aim => {
    const aim = new Map<MeasureName, Amount>();
    const add = (name: string, weight: Amount, place: Position | undefined): void => {
      const measure = measureNames.find(candidate => candidate === name);
      if (measure === undefined) {
        const hint = didYouMean(name, measureNames) ?? `what counts: ${measureNames.join(', ')}`;
        policy.fail('policy-value', `minimise names "${name}", which is no measure of a plan`, place, hint);
      } else if (seen.has(measure)) policy.fail('policy-value', `minimise names "${name}" twice`, place);
      else {
        seen.add(measure);
        aim.set(measure, weight);
      }
    };
    const text = textOf(element);
    if (text !== undefined) add(text, one, position);
    else if (element instanceof AttributeSetValue) {
      for (const entry of entriesOf(element, position, policy.source.findings)) {
        const weight = policy.toAmount(`"${entry.name}" in minimise`, entry.value, { least: 0 }, entry.position);
        if (weight !== undefined) add(entry.name, weight, entry.position);
      }
    } else policy.wrong('minimise', element, 'a list of measures, or a set of their weights', position);
    return aim;
  });
  return aims.filter(aim => aim.size > 0);
}
