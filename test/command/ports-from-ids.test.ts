import { describe, expect, test } from 'vitest';
import { runCommand } from '../harness.ts';

const ids = '{ ids = { ports = { a = 8000; b = 8000; }; }; lastAssignments = { }; }';

/** Two services that read their ports from a file, each on a machine of its own by now, and one with a port in it. */
function files(idsFile: string, more: Readonly<Record<string, string>> = {}) {
  return {
    's.nix': `{ ... }:
let ids = if builtins.pathExists ./${idsFile} then ${idsFile.endsWith('.json') ? `builtins.fromJSON (builtins.readFile ./${idsFile})` : `import ./${idsFile}`} else { ids = { }; }; in rec {
  a = { name = "a"; type = "process"; requiresUniqueIdsFor = [ "ports" ]; port = ids.ids.ports.a or 0; dependsOn = { inherit b; }; };
  b = { name = "b"; type = "process"; requiresUniqueIdsFor = [ "ports" ]; ports = { http = ids.ids.ports.b or 0; }; };
  c = { name = "c"; type = "process"; port = 8000; dependsOn = { inherit b; }; };
}`,
    'i.nix': '{ t1.properties.hostname = "t1"; t2.properties.hostname = "t2"; }',
    ...more,
  };
}

const models = ['-s', 's.nix', '-i', 'i.nix'];

describe.each([
  ['ids.nix', ids],
  ['ids.json', '{ "ids": { "ports": { "a": 8000, "b": 8000 } }, "lastAssignments": {} }'],
])('ports that a model reads from %s', (name, text) => {
  test('keep no services apart: there will be other ids; a port that the model has itself does', async () => {
    const { stdout, exitCode } = await runCommand('place', files(name, { [name]: text }), [...models, '--json']);
    expect(exitCode).toBe(0);
    const { distribution } = JSON.parse(stdout);
    expect([distribution.b, distribution.c]).toEqual([distribution.a, distribution.a]);
  });

  test('are told by check as what ids are to be assigned for', async () => {
    const plan = { 'd.nix': '{ infrastructure }: { a = [ infrastructure.t1 ]; b = [ infrastructure.t1 ]; }' };
    const { stdout, exitCode } = await runCommand('check', files(name, { [name]: text, ...plan }), [
      ...models,
      '-d',
      'd.nix',
    ]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('warning: services "a" (property port) and "b" (property ports.http) both want port 8000');
    expect(stdout).toContain('run dydisnix id-assign for this distribution');
  });
});

test('equal ports in the model itself keep services apart', async () => {
  const own = {
    ...files('ids.nix'),
    's.nix': '{ ... }: rec { a = { port = 80; dependsOn = { inherit b; }; }; b = { port = 80; }; }',
  };
  const { distribution } = JSON.parse((await runCommand('place', own, [...models, '--json'])).stdout);
  expect(distribution.a).not.toEqual(distribution.b);
});
