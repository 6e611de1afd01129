import { afterEach, describe, expect, test } from 'vitest';
import { type Folder, makeFolder, runIn } from '../harness.ts';

let folder: Folder = makeFolder();
afterEach(() => folder.remove());

async function machines(files: Readonly<Record<string, string>>, file: string) {
  folder.remove();
  folder = makeFolder(files);
  return await runIn(folder.path, ['xml', '-i', file]);
}

/** The targets, by name: address, tags, system. */
function read(xml: string): unknown {
  return [...xml.matchAll(/<target name="([^"]*)">(.*?)<\/target>/gs)].map(([, name, inside = '']) => [
    name,
    /name="hostname" type="string">([^<]*)/.exec(inside)?.[1],
    [...inside.matchAll(/<elem type="string">([^<]*)/g)].map(([, tag]) => tag),
    /<system type="string">([^<]*)/.exec(inside)?.[1],
  ]);
}

describe('a network of NixOS machines is an infrastructure model', () => {
  test.each([
    [
      'NixOps',
      {
        'network.nix': `{
          network.description = "shop";
          network.enableRollback = true;
          resources.sshKeyPairs.key = { };
          web = { config, pkgs, ... }: { deployment.targetHost = "10.0.0.1"; services.nginx.enable = true; environment.systemPackages = [ pkgs.git ]; };
          db = { deployment.targetHost = "10.0.0.2"; nixpkgs.hostPlatform = "aarch64-linux"; };
        }`,
      },
      'network.nix',
      [
        ['db', '10.0.0.2', [], 'aarch64-linux'],
        ['web', '10.0.0.1', [], undefined],
      ],
    ],
    [
      'Colmena',
      {
        'hive.nix': `{
          meta = { nixpkgs = import <nixpkgs> { }; nodeNixpkgs = { }; };
          defaults = { pkgs, name, ... }: { imports = [ <somewhere/else.nix> ]; deployment.targetHost = "\${name}.example.org"; deployment.tags = [ "all" ]; };
          web = { name, nodes, lib, inputs, ... }: { imports = [ ./web.nix ]; deployment.tags = lib.mkForce [ "front" ]; time.timeZone = nodes.db.config.time.timeZone; };
          db = ./db.nix;
          local = { deployment = { targetHost = null; allowLocalDeployment = true; }; };
        }`,
        'web.nix': '{ lib, ... }: { config.nixpkgs.localSystem.system = lib.mkDefault "x86_64-linux"; }',
        'db.nix': 'args: { deployment = { targetHost = "db.internal"; keys.secret.text = "s3cret"; }; }',
      },
      'hive.nix',
      [
        ['db', 'db.internal', ['all'], undefined],
        ['local', 'local.example.org', ['all'], undefined],
        ['web', 'web.example.org', ['front', 'all'], 'x86_64-linux'],
      ],
    ],
    [
      'what Colmena evaluates',
      {
        'machines.json': `{ "web": { "targetHost": "10.0.0.1", "targetPort": null, "targetUser": "root", "tags": ["front"], "keys": { "a": { "text": "s3cret" } } },
          "db": { "targetHost": null, "tags": [] } }`,
      },
      'machines.json',
      [
        ['db', 'db', [], undefined],
        ['web', '10.0.0.1', ['front'], undefined],
      ],
    ],
  ] as const)('%s', async (_, files, file, expected) => {
    const { exitCode, stdout, stderr } = await machines(files, file);
    expect(exitCode, stderr).toBe(0);
    expect(read(stdout)).toEqual(expected);
    expect(stdout).not.toContain('s3cret');
    const network = await runIn(folder.path, ['check', '-i', file]);
    expect(network.stdout).toContain('network of NixOS machines');
  });

  test('that a distribution can speak of', async () => {
    const files = {
      'network.nix': '{ network = { }; web = { ... }: { }; }',
      's.nix': '{ ... }: { a = { }; }',
      'd.nix': '{ infrastructure }: { a = [ infrastructure.web ]; }',
    };
    await machines(files, 'network.nix');
    const { exitCode, stdout } = await runIn(folder.path, 'multiwaycut -s s.nix -i network.nix -d d.nix'.split(' '));
    expect([exitCode, stdout]).toEqual([0, '{\n  "a" = [\n    "web"\n  ];\n}\n']);
  });
});

test('a model with a target in it is no network, whatever else is wrong with it', async () => {
  const { exitCode, stderr } = await machines({ 'i.nix': '{ a.properties.mem = 1; b = { lib, ... }: { }; }' }, 'i.nix');
  expect([exitCode, stderr]).toEqual([
    2,
    expect.stringContaining('target "b" is a function, but must be an attribute set'),
  ]);
});

test('a target may be called network, meta, or defaults', async () => {
  const { exitCode, stdout, stderr } = await machines(
    { 'i.nix': '{ network = { properties.hostname = "n"; }; meta.hostname = "m"; defaults.hostname = "d"; }' },
    'i.nix',
  );
  expect([exitCode, stderr]).toEqual([0, '']);
  expect(stdout.match(/<target name/g)).toHaveLength(3);
});

test.each([
  [
    '{ network = { }; web = { config, ... }: { deployment.targetHost = config.networking.fqdn; }; db = { nodes, ... }: nodes.x; }',
    2,
    'NixOps',
    'nix eval --json',
  ],
  [
    '{ meta = { }; web = { config, ... }: { deployment.targetHost = config.networking.fqdn; }; }',
    1,
    'Colmena',
    'colmena eval -E',
  ],
  [
    '{ web = { config, ... }: { deployment.targetHost = config.networking.fqdn; }; }',
    1,
    'NixOS machines',
    'nix eval --json',
  ],
  ['{ inputs = { }; outputs = { self, nixpkgs }: { }; }', 1, 'the file is a flake', 'nix eval --json'],
])('%s is refused with the way to go on', async (text, count, what, hint) => {
  const { exitCode, stdout, stderr } = await machines({ 'm.nix': text }, 'm.nix');
  expect([exitCode, stdout]).toEqual([2, '']);
  expect(stderr.match(/^error: .*\[nixos-network\]/gm)).toHaveLength(count);
  expect(stderr).toContain(what);
  expect(stderr).toContain(hint);
});
