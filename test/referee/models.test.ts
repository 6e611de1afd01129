import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeFolder, runDydisnix } from '../built.ts';

const hasNix = spawnSync('nix-instantiate', ['--version']).status === 0;
if (!hasNix) console.warn('nix-instantiate is not installed: the models are not compared with real Nix');

/** A model as plain data: called with what models may ask for, without `pkg`, and with dependencies as names. */
function plainData(file: string): string {
  return `let
    model = import ${JSON.stringify(file)};
    infrastructure = { test1 = { n = 1; }; test2 = { n = 2; }; testtarget1 = 1; testtarget2 = 2; testtarget3 = 3; };
    offered = { inherit infrastructure; system = "x86_64-linux"; pkgs = {}; distribution = {}; invDistribution = {}; processManager = "systemd"; };
    value = if builtins.isFunction model then model (builtins.intersectAttrs (builtins.functionArgs model) offered) else model;
    plain = v: if builtins.isAttrs v then builtins.removeAttrs v [ "pkg" "dependsOn" ] // (if v ? dependsOn then { dependsOn = builtins.attrNames v.dependsOn; } else {}) else v;
  in builtins.mapAttrs (name: plain) value`;
}

function evaluateWithNix(expression: string): unknown {
  const run = spawnSync('nix-instantiate', ['--eval', '--strict', '--json', '--expr', expression], {
    encoding: 'utf8',
  });
  if (run.status !== 0) throw new Error(run.stderr);
  return JSON.parse(run.stdout);
}

const isModel = /(^|\/)(services[^/]*|infrastructure|distribution[^/]*|idresources|processes)\.nix$/;
const models = readdirSync('models', { recursive: true, encoding: 'utf8' }).filter(file => isModel.test(file));

describe.skipIf(!hasNix)('real Nix and the embedded evaluator see the same', () => {
  test('there are models', () => expect(models.length).toBeGreaterThan(8));

  test.each(models)('models/%s', file => {
    const expression = plainData(join(process.cwd(), 'models', file));
    const ours = runDydisnix('.', ['eval', '--strict', '--json', '--expr', expression]);
    expect(ours.stderr).toBe('');
    expect(JSON.parse(ours.stdout)).toEqual(evaluateWithNix(expression));
  });
});

const three = ['-s', 'models/three-services/services-with-ports.nix', '-i', 'models/three-services/infrastructure.nix'];
const candidates = ['-d', 'models/three-services/distribution.nix'];

describe.skipIf(!hasNix)('real Nix reads what is printed', () => {
  test.each([
    [
      'multiwaycut',
      [...three, ...candidates],
      { testService1: ['testtarget1'], testService2: ['testtarget1'], testService3: ['testtarget1'] },
    ],
    [
      'graphcol',
      three,
      { testService1: ['testtarget1'], testService2: ['testtarget2'], testService3: ['testtarget3'] },
    ],
    [
      'id-assign',
      [...three, ...candidates, '--id-resources', 'models/three-services/idresources.nix'],
      {
        ids: { ports: { testService1: 3000, testService2: 3001, testService3: 3002 } },
        lastAssignments: { ports: 3002 },
      },
    ],
  ])('%s', (command, words, expected) => {
    const run = runDydisnix('.', [command, ...words]);
    expect(run.status).toBe(0);
    expect(evaluateWithNix(run.stdout)).toEqual(expected);
  });

  test('names that need escaping come back as they were', () => {
    const names = ['__proto__', 'a"b\\', '${x}', "''", 'line\nbreak', 'tab\t', '10', '$', 'ünï'];
    const quoted = names.map(name => JSON.stringify(name).replace(/\$\{/g, '\\${'));
    const folder = makeFolder({
      's.nix': `{ ${quoted.map(name => `${name} = { };`).join(' ')} }`,
      'i.nix': `{ ${quoted.map(name => `${name} = { };`).join(' ')} }`,
      'd.nix': `{ infrastructure }: { ${quoted.map(name => `${name} = [ ${name} ];`).join(' ')} }`,
    });
    const run = runDydisnix(folder.path, ['multiwaycut', '-s', 's.nix', '-i', 'i.nix', '-d', 'd.nix']);
    folder.remove();
    const pairs = evaluateWithNix(
      `builtins.attrValues (builtins.mapAttrs (name: targets: [ name targets ]) ${run.stdout})`,
    );
    expect(pairs).toHaveLength(names.length);
    for (const name of names) expect(pairs).toContainEqual([name, [name]]);
  });
});

describe.skipIf(!hasNix)('models evaluated by an installed Nix give the same plans', () => {
  const webapps = ['-s', 'models/webapps/services.nix', '-i', 'models/webapps/infrastructure.nix'];
  test.each([
    ['multiwaycut', [...three, ...candidates]],
    ['graphcol', three],
    ['visualize-services', three.slice(0, 2)],
    ['visualize-infra', three.slice(2)],
    ['id-assign', [...three, ...candidates, '--id-resources', 'models/three-services/idresources.nix']],
    [
      'id-assign',
      [...webapps, '-d', 'models/webapps/distribution.nix', '--id-resources', 'models/webapps/idresources.nix'],
    ],
    [
      'id-assign',
      [
        ...['-s', 'models/system-services/processes.nix', '--extra-params', '{ processManager = "systemd"; }'],
        ...['--id-resources', 'models/system-services/idresources.nix'],
      ],
    ],
  ])('%s %j', (command, words) => {
    const ours = runDydisnix('.', [command, ...words]);
    const theirs = runDydisnix('.', [command, ...words, '--evaluator', 'nix']);
    expect(ours.status).toBe(0);
    expect(theirs).toMatchObject({ status: ours.status, stdout: ours.stdout });
  });

  test('an error of Nix is told, with exit code 2', () => {
    const folder = makeFolder({ 's.nix': '{ a = { dependsOn = 1 + "x"; }; }' });
    const run = runDydisnix(folder.path, ['visualize-services', '-s', 's.nix', '--evaluator', 'nix']);
    folder.remove();
    expect(run.stderr).toMatch(/Nix cannot evaluate the services model: cannot coerce|cannot add/);
    expect(run).toMatchObject({ status: 2, stdout: '' });
  });

  test('a model that builds while it evaluates is told to use an installed Nix', () => {
    const folder = makeFolder({
      's.nix': '{ a = { type = builtins.readFile (builtins.fetchTarball "http://localhost:1/x.tar.gz"); }; }',
    });
    const run = runDydisnix(folder.path, ['visualize-services', '-s', 's.nix']);
    folder.remove();
    expect(run.stderr).toMatch(/--evaluator nix/);
    expect(run.status).toBe(2);
  });
});
