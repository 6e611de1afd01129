import { describe, expect, test } from 'vitest';
import { nameUsedTargets } from '../../src/load/name-used-targets.ts';

const targets = (text: string): readonly string[] => [...nameUsedTargets('d.nix', text)].sort();

describe('the targets that a distribution speaks of', () => {
  test.each([
    [
      '{ infrastructure }: { a = [ infrastructure.t1 ]; b = [ infrastructure."t 2" infrastructure.t1 ]; }',
      ['t 2', 't1'],
    ],
    ['{ infrastructure, ... }: let x = infrastructure.t1; in { a = [ x ]; }', ['t1']],
    ['{ infrastructure }: { a.targets = [ { target = infrastructure.__proto__; container = "c"; } ]; }', ['__proto__']],
    ['{ a = [ "t1" ]; }', []],
    ['{ infrastructure }: { }', []],
  ])('%s', (text, names) => {
    expect(targets(text)).toEqual(names);
  });
});

describe('is not enough where a distribution looks into the model', () => {
  test.each([
    '{ infrastructure }: { a = builtins.attrValues infrastructure; }',
    '{ infrastructure }: with infrastructure; { a = [ t1 ]; }',
    '{ infrastructure }: { a = [ infrastructure.t1.properties ]; }',
    '{ infrastructure }: { a = [ (infrastructure.t1 or null) ]; }',
    '{ infrastructure }: { a = [ infrastructure.${"t" + "1"} ]; }',
    '{ infrastructure }: { inherit infrastructure; }',
  ])('%s', text => {
    expect(() => targets(text)).toThrow('"d.nix" does more with the infrastructure than to name its targets');
  });
});

test('a text that is no Nix has its place', () => {
  expect(() => targets('{ infrastructure }: {')).toThrow(/end/);
});
