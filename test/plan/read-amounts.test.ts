import { expect, test } from 'vitest';
import { Findings } from '../../src/base/findings.ts';
import { AttributeSetValue, NixFloat, type Slot } from '../../src/nix/index.ts';
import { readAmounts, readTargetAmounts } from '../../src/plan/read-amounts.ts';

function things(amounts: Readonly<Record<string, Slot | undefined>>, property: string): Map<string, AttributeSetValue> {
  return new Map(
    Object.entries(amounts).map(([name, value]) => [
      name,
      AttributeSetValue.from(value === undefined ? [] : [[property, value]]),
    ]),
  );
}

test('needs and capacities come in one unit, in which all are whole numbers', () => {
  const findings = new Findings();
  const services = things({ a: new NixFloat(0.1), b: 2, c: undefined }, 'mem');
  const targets = things({ t: new NixFloat(0.35), u: 9223372036854775807n }, 'room');
  const { needs, capacities } = readAmounts(services, 'mem', targets, 'room', findings);
  expect([...needs.units]).toEqual([
    ['a', 10n],
    ['b', 200n],
    ['c', undefined],
  ]);
  expect([...capacities.units]).toEqual([
    ['t', 35n],
    ['u', 922337203685477580700n],
  ]);
  expect([needs.scale, capacities.scale]).toEqual([2, 2]);
  expect(findings.all).toEqual([]);
});

test('every amount that is none is told, and a property that nobody has, with the nearest', () => {
  const findings = new Findings();
  const services = things({ a: 'many', b: -1, c: new NixFloat(Number.POSITIVE_INFINITY) }, 'mem');
  readAmounts(services, 'mem', things({ t: 1 }, 'room'), 'rom', findings);
  expect(findings.all.map(({ code, message, hint }) => [code, message, hint])).toEqual([
    ['amount', 'mem of service "a" is a string, but must be a number of at least 0', undefined],
    ['amount', 'mem of service "b" is negative, but must be a number of at least 0', undefined],
    ['amount', 'mem of service "c" is a float, but must be a number of at least 0', undefined],
    ['unknown-property', 'no target has the property "rom"', 'did you mean "room"?'],
  ]);
});

test('numbers in quotes are numbers, exactly, and the first is told for all', () => {
  const findings = new Findings();
  const services = things({ a: '0.1', b: '9007199254740993', c: 1 }, 'mem');
  const { needs, capacities } = readAmounts(services, 'mem', things({ t: ' 1e3 ' }, 'room'), 'room', findings);
  expect([...needs.units]).toEqual([
    ['a', 1n],
    ['b', 90071992547409930n],
    ['c', 10n],
  ]);
  expect([...capacities.units]).toEqual([['t', 10000n]]);
  expect(findings.all.map(({ severity, code, message }) => [severity, code, message])).toEqual([
    ['warning', 'quoted-number', 'mem of service "a" is "0.1", a number in quotes: these are read as numbers'],
  ]);
});

test('of targets alone', () => {
  const findings = new Findings();
  const { units, scale } = readTargetAmounts(things({ t: new NixFloat(2.5), u: 1 }, 'cost'), 'cost', findings);
  expect([scale, ...units]).toEqual([1, ['t', 25n], ['u', 10n]]);
});
