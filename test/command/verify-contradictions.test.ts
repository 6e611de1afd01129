import { expect, test } from 'vitest';
import { makeFolder, runIn } from '../harness.ts';

const files = {
  's.nix': `rec {
    web = { name = "web"; memory = 3; dependsOn = { inherit api auth; }; }; api = { name = "api"; memory = 4; dependsOn = { inherit db; }; };
    auth = { name = "auth"; memory = 2; dependsOn = { inherit db; }; }; db = { name = "db"; memory = 5; };
  }`,
  'i.nix': '{ t1.properties.mem = 9; t2.properties.mem = 10; t3.properties.mem = 7; }',
  'd.nix': '{ web = [ "t1" "t2" ]; api = [ "t2" "t3" ]; auth = [ "t1" "t3" ]; db = [ "t2" "t1" ]; }',
};
const room = ['--service-property', 'memory', '--target-property', 'mem'];

type Data = Record<string, unknown>;
const plus =
  (name: string, amount: number) =>
  (said: Data): Data => ({ ...said, [name]: Number(said[name]) + amount });

test.each<[string, readonly string[], (said: Data) => Data, string]>([
  ['the weight of all links', ['multiwaycut'], plus('totalLinks', -1), 'all links are said to weigh 3, but weigh 4'],
  ['the bound beside that of objectives', ['place', ...room], plus('lowerBound', 1), 'that of the first objective'],
  [
    '"optimal" beside objectives',
    ['place', ...room],
    said => ({ ...said, optimal: said['optimal'] !== true }),
    'called',
  ],
  [
    'who is on a target',
    ['place', ...room],
    said => ({ ...said, usedTargets: { ...(said['usedTargets'] as Data), t3: { replicas: 4 } } }),
    'target "t3" is said to have 4 services',
  ],
  ['a clique', ['graphcol'], said => ({ ...said, clique: ['web'] }), 'is said to be by a clique, which has 1'],
  [
    'a colour',
    ['graphcol'],
    said => ({ ...said, assignment: { ...(said['assignment'] as Data), web: 7, db: 7, api: 7 } }),
    'the colour of',
  ],
])('%s that contradicts the plan is refused', async (_, [planner = '', ...words], change, told) => {
  const folder = makeFolder(files);
  try {
    const models = ['-s', 's.nix', '-i', 'i.nix', ...(planner === 'graphcol' ? [] : ['-d', 'd.nix']), ...words];
    const said: Data = JSON.parse((await runIn(folder.path, [planner, ...models, '--json'])).stdout);
    folder.write({ 'good.json': JSON.stringify(said), 'wrong.json': JSON.stringify(change(said)) });
    const judge = (file: string) => runIn(folder.path, ['verify', file, '--planner', planner, ...models]);
    const [good, wrong] = [await judge('good.json'), await judge('wrong.json')];
    expect(good.exitCode, good.stderr).toBe(0);
    expect(wrong.exitCode, wrong.stdout).toBe(1);
    expect(wrong.stderr).toContain(told);
  } finally {
    folder.remove();
  }
});
