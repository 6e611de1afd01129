import { spawnSync } from 'node:child_process';
import { afterEach, describe, expect, test } from 'vitest';
import { makeFolder, type Run, runIn } from '../harness.ts';

/** A services model that looks at where its services go, as Disnix lets it: one sidecar on each machine, which needs whatever else is there. */
const files = {
  's.nix': `{ distribution, invDistribution, ... }:
    {
      shop = { name = "shop"; copies = builtins.length (distribution.shop or [ ]); };
      stock.name = "stock";
    }
    // builtins.listToAttrs (map (target: rec {
      name = "sidecar-\${target}";
      value = {
        inherit name;
        dependsOn = builtins.removeAttrs invDistribution.\${target}.services [ name ];
        machine = invDistribution.\${target}.properties.hostname;
      };
    }) (builtins.attrNames invDistribution))`,
  'i.nix': '{ left.properties.hostname = "l.example"; right.properties.hostname = "r.example"; }',
  'd.nix': `{ infrastructure }: with infrastructure; {
    shop = [ left ]; stock = [ right ]; sidecar-left = [ left ]; sidecar-right = [ right ];
  }`,
};

const hasNix = spawnSync('nix-instantiate', ['--version']).status === 0;
if (!hasNix)
  console.warn('nix-instantiate is not installed: --evaluator nix is not tried with an inverse distribution');

let folder = makeFolder({});
afterEach(() => folder.remove());

async function run(command: string, extra: readonly string[] = [], changed: Record<string, string> = {}): Promise<Run> {
  folder.remove();
  folder = makeFolder({ ...files, ...changed });
  return await runIn(folder.path, [command, '-s', 's.nix', '-i', 'i.nix', '-d', 'd.nix', ...extra]);
}

/** Which placement depends on which, in the picture of a distribution. */
function linksOf({ stdout }: Run): string[] {
  const links = [...stdout.matchAll(/"placement:([^"]*)" -> "placement:([^"]*)"/g)];
  return links.map(([, from, to]) => `${from} -> ${to}`);
}

const expectedLinks = ['left/sidecar-left -> left/shop', 'right/sidecar-right -> right/stock'];

describe('a services model gets the distribution', () => {
  test('its services depend on what is on the same machine', async () => {
    expect(await run('check')).toMatchObject({ exitCode: 0, stdout: '' });
    const { exitCode, stderr } = await run('multiwaycut');
    expect([exitCode, stderr]).toEqual([0, expect.stringContaining('0 of 2 dependencies cross the network')]);
  });

  test('the pairs that depend on each other are the right ones', async () => {
    expect(linksOf(await run('visualize-distribution'))).toEqual(expectedLinks);
  });

  test('services are drawn with those that there are where they go', async () => {
    const edges = ({ stdout }: Run) =>
      [...stdout.matchAll(/"([^"]*)" -> "([^"]*)"/g)].map(([, a, b]) => `${a} -> ${b}`);
    expect(edges(await run('visualize-services'))).toEqual(['sidecar-left -> shop', 'sidecar-right -> stock']);
    const alone = await runIn(folder.path, ['visualize-services', '-s', 's.nix', '-d', 'd.nix']);
    expect([alone.exitCode, alone.stderr]).toEqual([2, expect.stringContaining('belong together')]);
  });

  test('in any form, and with explicit containers', async () => {
    const names = '{ shop = [ "left" ]; stock = [ "right" ]; sidecar-left = [ "left" ]; sidecar-right = [ "right" ]; }';
    expect(await run('check', [], { 'd.nix': names })).toMatchObject({ exitCode: 0, stdout: '' });
    const containers = `{ infrastructure }: with infrastructure; {
      shop.targets = [ { target = left; container = "box"; } { target = right; } ]; sidecar-left = [ left ]; stock = [ left ];
    }`;
    const { stdout } = await run('visualize-distribution', [], {
      'd.nix': containers,
      's.nix': `{ distribution, invDistribution, ... }:
        assert map (m: [ m.target.properties.hostname (m.container or "none") ]) distribution.shop.targets
          == [ [ "l.example" "box" ] [ "r.example" "none" ] ];
        ${files['s.nix'].replace(/^.*\n/, '').replace('builtins.length (distribution.shop or [ ])', '2')}`,
    });
    expect(stdout).toContain('"placement:left/sidecar-left" -> "placement:left/stock"');
  });

  test('a service that the model lacks is told once', async () => {
    const { exitCode, stdout } = await run('check', [], {
      'd.nix': '{ infrastructure }: { shop = [ infrastructure.left ]; shpo = [ infrastructure.left ]; }',
    });
    expect(exitCode).toBe(1);
    expect(stdout.match(/shpo/g)).toHaveLength(2);
    expect(stdout).toContain('did you mean "shop"?');
  });

  test('services that exist only if they exist are an infinite recursion', async () => {
    const { exitCode, stderr } = await run('multiwaycut', [], {
      's.nix': '{ invDistribution, ... }: builtins.removeAttrs invDistribution.left.services [ "stock" ]',
    });
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('infinite recursion')]);
  });

  test('a distribution that fails is told, and the model gets an empty one', async () => {
    const { exitCode, stderr } = await run('multiwaycut', [], { 'd.nix': '{ infrastructure }: throw "not today"' });
    expect([exitCode, stderr.match(/^error/gm)?.length]).toEqual([2, 1]);
    expect(stderr).toContain('not today');
  });

  test.skipIf(!hasNix)('from an installed Nix too', async () => {
    const search = ['--evaluator', 'nix', '-I', 'nixpkgs=.'];
    expect(linksOf(await run('visualize-distribution', search, { 'default.nix': '{ system }: { }' }))).toEqual(
      expectedLinks,
    );
  });
});

test.skipIf(!hasNix)(
  'models that are given functions are evaluated in process even where an installed Nix evaluates the others',
  async () => {
    folder.remove();
    folder = makeFolder({
      ...files,
      'default.nix': '{ system }: { }',
      'q.nix': `{ infrastructure, initialDistribution, filters, lib, ... }:
      lib.mapAttrs (name: lib.take 1) (filters.order { inherit infrastructure; distribution = initialDistribution; targetProperty = "hostname"; })
      // { sidecar-right = [ "right" ]; }`,
      'a.nix': '{ infrastructure, lib }: lib.mapAttrs (name: target: target // { rank = 1; }) infrastructure',
    });
    const nix = ['--evaluator', 'nix', '-I', 'nixpkgs=.'];
    const plan = await runIn(folder.path, ['gendist', '-s', 's.nix', '-i', 'i.nix', '-q', 'q.nix', '--json', ...nix]);
    expect(plan.stdout, plan.stderr).not.toBe('');
    expect(JSON.parse(plan.stdout)).toMatchObject({
      distribution: { shop: ['left'], 'sidecar-right': ['right'], stock: ['left'] },
    });
    const augmented = await runIn(folder.path, ['augment-infra', '-i', 'i.nix', '-a', 'a.nix', ...nix]);
    expect(augmented.stdout.match(/"rank" = 1;/g)).toHaveLength(2);
  },
);
