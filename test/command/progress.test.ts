import { afterAll, expect, test } from 'vitest';
import { toBytes } from '../../src/base/bytes.ts';
import { runWords } from '../../src/command/run-words.ts';
import { makeFolder } from '../harness.ts';

const folder = makeFolder({
  'services.nix': `{ ... }: rec {
    web = { name = "web"; type = "process"; pkg = x: x; memory = 1; requiresUniqueIdsFor = [ "ports" ]; dependsOn = { inherit db; }; };
    db = { name = "db"; type = "process"; pkg = x: x; memory = 1; };
  }`,
  'infrastructure.nix': `{
    test1 = { properties = { hostname = "test1"; memory = 2; cost = 1; }; containers.process = { }; };
    test2 = { properties = { hostname = "test2"; memory = 2; cost = 1; }; containers.process = { }; };
  }`,
  'distribution.nix':
    '{ infrastructure }: { web = [ infrastructure.test1 ]; db = [ infrastructure.test1 infrastructure.test2 ]; }',
  'plan.nix': '{ infrastructure }: { web = [ infrastructure.test1 ]; db = [ infrastructure.test1 ]; }',
  'pools.nix': '{ ports = { min = 1; max = 9; scope = "global"; }; }',
  'augment.nix': '{ infrastructure, lib }: infrastructure',
});
afterAll(() => folder.remove());

const S = ['-s', 'services.nix', '-i', 'infrastructure.nix'];
const D = [...S, '-d', 'distribution.nix'];

test.each([
  [['graphcol', ...S], 'colouring the services'],
  [['multiwaycut', ...D], /links of weight \d+, at least|cutting the network links/],
  [['place', ...D], /placing the services|links of weight \d+, at least/],
  [
    ['divide', ...D, '--strategy', 'greedy', '--service-property', 'memory', '--target-property', 'memory'],
    'dividing the services over the targets',
  ],
  [['minsetcover', ...D, '--target-property', 'cost'], 'choosing targets'],
  [['gendist', ...S], 'writing the distribution'],
  [['id-assign', '-s', 'services.nix', '--id-resources', 'pools.nix'], 'assigning ids'],
  [['check', ...D], 'checking the models'],
  [['order', '-s', 'services.nix'], 'ordering the services'],
  [['xml', '-s', 'services.nix'], 'writing XML'],
  [['explain', ...S, '-d', 'plan.nix'], 'explaining the plan'],
  [['diff', 'plan.nix', 'plan.nix'], 'comparing the files'],
  [['augment-infra', '-i', 'infrastructure.nix', '-a', 'augment.nix'], 'evaluating the augmentation'],
  [['visualize-services', '-s', 'services.nix'], 'writing the graph'],
  [['document-services', '-s', 'services.nix'], 'writing the page'],
])('%j says last what it spends its time with', async (words, doing) => {
  const said: string[] = [];
  const { exitCode } = await runWords(words, {
    folder: toBytes(folder.path),
    environment: {},
    standardInput: () => '',
    isTerminal: { stdout: false, stderr: false },
    startProgress: () => ({ say: text => said.push(text), end: () => {} }),
    interruption: { isRequested: () => false, signal: () => undefined, end: () => {} },
  });
  expect(exitCode).toBe(0);
  expect(said.at(-1)).toMatch(doing);
});
