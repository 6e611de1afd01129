import type { Position } from '../../base/source.ts';
import type { FieldReader } from '../document/field-reader.ts';

/** An expression of a selector: `{ key: tier, operator: In, values: [web] }`. */
export interface LabelTest {
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
  readonly position: Position;
}

/** The expressions under a key; wrong ones are told and left out. */
export function readTests(reader: FieldReader, key: string, operators: readonly string[]): readonly LabelTest[] {
  return reader.maps(key, 'expression').flatMap(expression => {
    const name = expression.text('key');
    const operator = expression.text('operator');
    const values = expression.texts('values').map(({ text }) => text);
    expression.dropRest([]);
    if (name !== undefined && operator !== undefined && operators.includes(operator)) {
      return [{ key: name, operator, values, position: expression.position }];
    }
    const said = name === undefined ? 'has no key' : `has the operator "${operator ?? ''}"`;
    expression.fail(`${expression.what} ${said}`, expression.position, `operators are ${operators.join(', ')}`);
    return [];
  });
}

/** What a label selector asks for; undefined where there is none, which selects nothing. */
export function readSelector(reader: FieldReader, key: string): readonly LabelTest[] | undefined {
  const selector = reader.map(key);
  if (selector === undefined) return undefined;
  const labels = [...selector.textMap('matchLabels')].map(
    ([name, { text, position }]): LabelTest => ({ key: name, operator: 'In', values: [text], position }),
  );
  const tests = readTests(selector, 'matchExpressions', ['In', 'NotIn', 'Exists', 'DoesNotExist']);
  selector.dropRest([]);
  return [...labels, ...tests];
}

/** Whether labels pass all tests. */
export function passesAll(tests: readonly LabelTest[], labelOf: (key: string) => string | undefined): boolean {
  return tests.every(({ key, operator, values }) => {
    const value = labelOf(key);
    switch (operator) {
      case 'In':
        return value !== undefined && values.includes(value);
      case 'NotIn':
        return value === undefined || !values.includes(value);
      case 'Exists':
        return value !== undefined;
      case 'DoesNotExist':
        return value === undefined;
      default: {
        if (value === undefined || !/^-?\d{1,18}$/.test(value) || !/^-?\d{1,18}$/.test(values[0] ?? '')) return false;
        const difference = BigInt(value) - BigInt(values[0] ?? '');
        return operator === 'Gt' ? difference > 0n : difference < 0n;
      }
    }
  });
}
