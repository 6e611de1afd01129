import { expectPlainText } from '../expect.ts';
import type { Builtin } from '../host.ts';
import type { Limits } from '../limits.ts';
import { AttributeSetValue, Shape, type Value } from '../value.ts';

/** The builtins on versions and package names. */
export const versions: readonly Builtin[] = [
  { name: 'splitVersion', arity: 1, run: ({ limits }, version) => splitVersion(limits, expectPlainText(version)) },
  {
    name: 'compareVersions',
    arity: 2,
    run: ({ limits }, a, b) => compareVersions(limits, expectPlainText(a), expectPlainText(b)),
  },
  { name: 'parseDrvName', arity: 1, run: ({ limits }, name) => parseDerivationName(limits, expectPlainText(name)) },
];

/** The components of a version: runs of digits and runs of anything else, without the dots and dashes between them. */
function splitVersion(limits: Limits, version: string): readonly string[] {
  const components: string[] = [];
  limits.readWhole(version);
  for (const [component] of version.matchAll(/[0-9]+|[^0-9.-]+/g)) {
    limits.tick();
    components.push(component);
  }
  return components;
}

/**
 * The order of two versions as -1, 0 or 1, component by component; the shorter one is filled up with empty components.
 */
function compareVersions(limits: Limits, a: string, b: string): number {
  const first = splitVersion(limits, a);
  const second = splitVersion(limits, b);
  for (let i = 0; i < Math.max(first.length, second.length); i++) {
    limits.tick();
    const x = first[i] ?? '';
    const y = second[i] ?? '';
    if (componentLessThan(x, y)) return -1;
    if (componentLessThan(y, x)) return 1;
  }
  return 0;
}

/** `pre` comes before everything, nothing before a number, other words before numbers: 2.3pre1 < 2.3 < 2.3a < 2.3.1. */
function componentLessThan(a: string, b: string): boolean {
  const x = toNumber(a);
  const y = toNumber(b);
  if (x !== undefined && y !== undefined) return x < y;
  if (a === '' && y !== undefined) return true;
  if (a === 'pre' && b !== 'pre') return true;
  if (b === 'pre') return false;
  if (y !== undefined) return true;
  if (x !== undefined) return false;
  return a < b;
}

/** Numbers that do not fit in 32 bits count as words. */
function toNumber(component: string): number | undefined {
  const number = Number(component);
  return /^[0-9]+$/.test(component) && number < 2 ** 31 ? number : undefined;
}

const nameShape = new Shape(['name', 'version']);

/** Splits at the first dash that no letter follows. */
function parseDerivationName(limits: Limits, text: string): Value {
  limits.readWhole(text);
  const dash = text.search(/-[^A-Za-z]/s);
  const name = dash < 0 ? text : text.slice(0, dash);
  return new AttributeSetValue(nameShape, [name, dash < 0 ? '' : text.slice(dash + 1)]);
}
