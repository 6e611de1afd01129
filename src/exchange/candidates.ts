import { type Amount, readWrittenAmount } from '../model/amount.ts';
import type { ImportedData, ImportedModels, ImportedRule, ImportedTarget } from './imported-models.ts';

/**
 * The targets that hard rules and pins leave each service, in their order: the candidates for planners that know no
 * policy. O(services · targets · rules).
 */
export function findCandidates({
  services,
  targets,
  rules,
}: Pick<ImportedModels, 'services' | 'targets' | 'rules'>): ReadonlyMap<string, readonly string[]> {
  const hard = rules.filter(rule => !rule.has('soft'));
  return new Map(
    [...services].map(([key, { pinnedTo }]) => {
      const own = hard.filter(rule => speaksOf(rule.get('only'), key) || speaksOf(rule.get('avoid'), key));
      const left = [...targets].filter(
        ([name, target]) =>
          (pinnedTo === undefined || pinnedTo === name) &&
          own.every(rule => rule.has('only') === passes(rule, name, target)),
      );
      return [key, left.map(([name]) => name)];
    }),
  );
}

function speaksOf(services: ImportedData | undefined, key: string): boolean {
  return services === key || (Array.isArray(services) && services.includes(key));
}

/** Whether a target is one of those that an `only` or `avoid` rule speaks of. */
function passes(rule: ImportedRule, name: string, { properties }: ImportedTarget): boolean {
  const on = rule.get('on');
  if (Array.isArray(on) && !on.includes(name)) return false;
  const where = rule.get('where');
  if (!(where instanceof Map)) return true;
  return [...where].every(([property, test]) => passesTest(properties.get(property), test));
}

function passesTest(value: ImportedData | undefined, test: ImportedData): boolean {
  if (value === undefined) return false;
  const values = (Array.isArray(value) ? value : [value]).map(String);
  if (test instanceof Map) {
    const [least, most] = [readBound(test.get('least')), readBound(test.get('most'))];
    const amount = readWrittenAmount(values[0] ?? '');
    if (amount === undefined) return false;
    return (least === undefined || !isLess(amount, least)) && (most === undefined || !isLess(most, amount));
  }
  return (Array.isArray(test) ? test : [test]).some(text => values.includes(String(text)));
}

function readBound(bound: ImportedData | undefined): Amount | undefined {
  return bound === undefined ? undefined : readWrittenAmount(String(bound));
}

function isLess(a: Amount, b: Amount): boolean {
  return a.units * 10n ** BigInt(b.scale) < b.units * 10n ** BigInt(a.scale);
}
