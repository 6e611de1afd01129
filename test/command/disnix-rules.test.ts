import { afterAll, describe, expect, test } from 'vitest';
import { makeFolder, runIn } from '../harness.ts';

const folder = makeFolder({
  'one.nix': '{ ... }: { db = { name = "db"; type = "process"; pkg = { name = "db"; }; }; }',
  'planned.nix': '{ ... }: { db = { name = "db"; type = "process"; }; }',
});
afterAll(() => folder.remove());

interface Finding {
  readonly severity: string;
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  readonly line?: number;
}

async function check(...words: readonly string[]): Promise<readonly Finding[]> {
  return JSON.parse((await runIn(folder.path, ['check', '--json', ...words])).stdout).findings;
}

const told = (findings: readonly Finding[]) => findings.map(({ code, message }) => `${code}: ${message}`);

describe('targets', () => {
  const machines = (text: string, services = 'one.nix') => {
    folder.write({ 'machines.nix': text });
    return check('-s', services, '-i', 'machines.nix');
  };

  test.each([
    [
      'an address',
      '{ a.properties.hostname = "a"; b.properties = { }; }',
      ['missing-address: target "b" has no hostname'],
    ],
    ['that is not empty', '{ a.properties.hostname = ""; }', ['missing-address: hostname of target "a" is empty']],
    ['that is a string', '{ a.properties.hostname = 3; }', ['wrong-type: hostname of target "a" is an integer']],
    ['of the property that it names', '{ a = { targetProperty = "ip"; properties.ip = "1"; }; }', []],
    [
      'where that is there',
      '{ a = { targetProperty = "ip"; properties.hostname = "a"; }; }',
      ['missing-address: target "a" has no ip'],
    ],
    ['as older models have it', '{ a.hostname = "a"; }', []],
    [
      'or none at all, as by an option',
      '{ a.properties.ip = "1"; b.properties.ip = "2"; }',
      ['missing-address: no target has a hostname'],
    ],
    [
      'that no other has, whichever property says it',
      '{ a.properties.hostname = "x"; b = { targetProperty = "ip"; properties.ip = "x"; }; c.properties.hostname = "c"; }',
      ['doubled-address: targets "a" and "b" have one address, "x"'],
    ],
    [
      'a name that a path can have',
      '{ "a/b".properties.hostname = "a"; ".c".properties.hostname = "c"; "d+e_f=g?h".properties.hostname = "d"; }',
      [
        'target-name: Disnix cannot make a profile for target ".c"',
        'target-name: Disnix cannot make a profile for target "a/b"',
      ],
    ],
  ])('are asked for %s', async (_, text, expected) => {
    const found = told(await machines(text));
    expect(found).toHaveLength(expected.length);
    for (const [i, start] of expected.entries()) expect(found[i]?.startsWith(start)).toBe(true);
    expect((await machines(text)).every(({ severity, hint }) => severity === 'warning' && hint !== '')).toBe(true);
  });

  test.each([
    ['x86_64-linux', undefined],
    ['aarch64-darwin', undefined],
    ['armv6l-linux', undefined],
    ['riscv64-linux', undefined],
    ['i686-cygwin', undefined],
    ['x86_64-unknown-linux-gnu', undefined],
    ['x86_64_linux', 'did you mean "x86_64-linux"?'],
    ['linux-x86_64', 'did you mean "x86_64-linux"?'],
    ['arm64-darwin', 'did you mean "aarch64-darwin"?'],
    ['x86-64-linux', 'did you mean "x86_64-linux"?'],
    ['Linux', 'a system is a processor and a kernel: x86_64-linux, aarch64-linux'],
  ])('of system %s', async (system, hint) => {
    const found = await machines(`{ a = { properties.hostname = "a"; system = "${system}"; }; }`);
    expect(found.map(finding => [finding.code, finding.hint])).toEqual(
      hint === undefined ? [] : [['unknown-system', hint]],
    );
  });

  test('of models that no Disnix reads are as they are', async () => {
    expect(await machines('{ a.system = "moon"; "b c" = { }; }', 'planned.nix')).toEqual([]);
  });

  test('of one address are told without services, too', async () => {
    folder.write({ 'machines.nix': '{ a.properties.hostname = "x"; b.properties.hostname = "x"; c = { }; }' });
    expect(told(await check('-i', 'machines.nix'))).toEqual([
      'doubled-address: targets "a" and "b" have one address, "x"',
    ]);
  });
});

describe('packages', () => {
  const services = (shop: string, ...words: readonly string[]) => {
    folder.write({
      'machines.nix': '{ a.properties.hostname = "a"; }',
      'services.nix': `{ ... }: let
        db = { name = "db"; type = "process"; pkg = { name = "db"; }; };
        mail = { name = "mail"; type = "process"; pkg = { name = "mail"; }; };
      in { inherit db mail; shop = { name = "shop"; type = "process"; ${shop} }; }`,
    });
    return check('-s', 'services.nix', ...words);
  };

  test.each([
    ['pkg = { db }: null; dependsOn = { inherit db; };', undefined],
    ['pkg = { db, mail }: null; dependsOn = { inherit db; }; connectsTo = { inherit mail; };', undefined],
    ['pkg = { db, mail ? 1 }: null; dependsOn = { inherit db; };', undefined],
    ['pkg = { ... }: null; dependsOn = { inherit db; };', undefined],
    ['pkg = all: null; dependsOn = { inherit db; };', undefined],
    ['pkg = builtins.throw "never"; dependsOn = { inherit db; };', undefined],
    ['pkg = "/nix/store/x"; dependsOn = { inherit db; };', undefined],
    [
      'pkg = { database }: null; dependsOn = { inherit db; };',
      'package-arguments: pkg of service "shop" wants database, which it depends on by no such name',
    ],
    [
      'pkg = { db, mail }: null; dependsOn = { inherit db; }; activatesAfter = { inherit mail; };',
      'package-arguments: pkg of service "shop" wants mail, which it depends on by no such name',
    ],
    [
      'pkg = { db }: null; dependsOn = { inherit db mail; };',
      'package-arguments: pkg of service "shop" does not take mail, which the service depends on',
    ],
    ['pkg = null;', undefined],
    ['pkg = 5;', 'wrong-type: pkg of service "shop" is an integer, but Disnix takes a package or a function'],
    ['', 'missing-package: service "shop" has no pkg, which Disnix asks for'],
    ['pkg = { db }: null; dependsOn = { inherit db; }; connectsTo = { inherit db; };', undefined],
    [
      'pkg = { db }: null; dependsOn = { inherit db; }; connectsTo.db = mail;',
      'doubled-dependency: service "shop" has another "db" in dependsOn than in connectsTo: its package gets that of dependsOn',
    ],
  ])('%s', async (shop, expected) => {
    expect(told(await services(shop))).toEqual(expected === undefined ? [] : [expected]);
  });

  test('of what is not deployed are not asked for', async () => {
    folder.write({ 'plan.nix': '{ infrastructure }: { db = [ infrastructure.a ]; mail = [ infrastructure.a ]; }' });
    const found = await services('', '-i', 'machines.nix', '-d', 'plan.nix');
    expect(found.map(({ code }) => code)).toEqual(['undistributed-service']);
  });
});

test('containers that several provide on a target are told once for all its targets', async () => {
  folder.write({
    'machines.nix': '{ a.properties.hostname = "a"; b.properties.hostname = "b"; }',
    'services.nix': `{ ... }: builtins.mapAttrs (name: more: { inherit name; type = "process"; pkg = { }; } // more) {
      y = { providesContainer = "sql"; };
      x = { providesContainers = { sql = { }; http = { }; }; };
      z = { providesContainer = "http"; };
    }`,
    'plan.nix': '{ infrastructure }: with infrastructure; { x = [ a b ]; y = [ a b ]; z = [ ]; }',
  });
  const found = await check('-s', 'services.nix', '-i', 'machines.nix', '-d', 'plan.nix');
  expect(
    found.map(({ code, message, hint }) => [code, message, hint]).filter(([code]) => code === 'doubled-container'),
  ).toEqual([
    [
      'doubled-container',
      'services "x" and "y" provide the container "sql" on target "a", where Disnix uses one of them',
      'what goes into "sql" there is activated in that of "x": put the others elsewhere',
    ],
  ]);
});
