import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Folder, makeFolder, runIn } from '../harness.ts';

/** The same machines as people write them, and as a tool captured them: every value a text. */
const written = `{
  h1 = { properties = { hostname = "h1"; mem = 1000; cost = 9; }; };
  h2 = { properties = { hostname = "h2"; mem = 1023096; cost = 10; }; };
}`;
const captured = written.replaceAll(/= (\d+);/g, '= "$1";');

const commands = [
  'divide -s s.nix -i INFRA -d d.nix --strategy highest-bidder --service-property mem --target-property mem',
  'divide -s s.nix -i INFRA -d d.nix --strategy exact --service-property mem --target-property mem',
  'minsetcover -s s.nix -i INFRA -d d.nix --target-property cost',
  'graphcol -s s.nix -i INFRA --target-property cost',
  'explain -s s.nix -i INFRA -d p.nix --service-property mem --target-property mem',
  'explain --impossible divide -s s.nix -i INFRA -d p.nix --service-property mem --target-property mem',
  'place -s s.nix -i INFRA -d d.nix --policy policy.nix',
  'gendist -s s.nix -i INFRA -d d.nix -q order.nix --form names',
  'gendist -s s.nix -i INFRA -d d.nix -q divide.nix --form names',
];

let folder: Folder;
beforeAll(() => {
  folder = makeFolder({
    'written.nix': written,
    'captured.nix': captured,
    's.nix': '{ ... }: { a.mem = 900; b = { mem = 200; dependsOn.a = { }; }; }',
    'd.nix': '{ a = [ "h1" "h2" ]; b = [ "h1" "h2" ]; }',
    'p.nix': '{ a = [ "h1" ]; b = [ "h1" ]; }',
    'policy.nix': '{ capacities.mem = { need = "mem"; have = "mem"; }; cost = "cost"; minimise = [ "links" "cost" ]; }',
    'order.nix': `{ infrastructure, initialDistribution, filters, ... }:
      filters.order { inherit infrastructure; distribution = initialDistribution; targetProperty = "cost"; }`,
    'divide.nix': `{ services, infrastructure, initialDistribution, filters, ... }: filters.divide {
      inherit services infrastructure; distribution = initialDistribution; strategy = "greedy";
      serviceProperty = "mem"; targetProperty = "mem"; }`,
  });
});
afterAll(() => folder.remove());

async function run(words: string, infrastructure: string) {
  const { exitCode, stdout, stderr } = await runIn(folder.path, words.replace('INFRA', infrastructure).split(' '));
  return { exitCode, stdout, stderr: stderr.replaceAll(/^time: .*\n/gm, '') };
}

test.each(commands)('%s reads numbers in quotes as numbers, and says so once', async words => {
  const expected = await run(words, 'written.nix');
  const { stderr, ...found } = await run(words, 'captured.nix');
  expect(found, stderr).toEqual({ exitCode: expected.exitCode, stdout: expected.stdout });
  expect(expected.exitCode, expected.stderr).toBe(0);
  const notes = stderr.match(/numbers? in quotes/g)?.length ?? 0;
  expect(notes).toBeLessThan(2);
  // Filters warn at once, past what the command prints.
  if (!words.includes('-q')) expect(notes).toBe(1);
});

test('what is no number is told where it is left out', async () => {
  folder.write({ 'odd.nix': captured.replace('"1000"', '"1000 MB"') });
  const { stderr } = await run(
    'explain -s s.nix -i INFRA -d p.nix --service-property mem --target-property mem',
    'odd.nix',
  );
  expect(stderr).toContain('mem of target "h1" is "1000 MB", which is no number, and is left out');
});

test('weights of links in quotes are numbers, too', async () => {
  const services = (q: string): string => `rec {
    db = { name = "db"; };
    web = { name = "web"; dependsOn = { inherit db; }; linkWeights.db = ${q}3${q}; };
  }`;
  folder.write({
    ...{ 's.plain.nix': services(''), 's.quoted.nix': services('"'), 'pair.nix': '{ h1 = { }; h2 = { }; }' },
    'apart.nix': '{ db = [ "h1" ]; web = [ "h2" ]; }',
  });
  const words = 'multiwaycut -s s.KIND.nix -i pair.nix -d apart.nix --output-xml';
  const expected = await run(words.replaceAll('KIND', 'plain'), '');
  const { stderr, ...found } = await run(words.replaceAll('KIND', 'quoted'), '');
  expect(found, stderr).toEqual({ exitCode: 0, stdout: expected.stdout });
  expect(stderr).toContain('(weight 3 of 3)');
  expect(stderr.match(/a number in quotes/g)).toHaveLength(1);
  folder.write({ 's.quoted.nix': services('"').replace('"3"', '"2.5"') });
  const refused = await run(words.replaceAll('KIND', 'quoted'), '');
  expect(refused.exitCode).toBe(2);
  expect(refused.stderr).toContain('the weight of the link from "web" to "db" is a string, but must be a whole number');
});

test.each(['pinnedIds', 'ids'])('pins by %s and the numbers of pools in quotes are numbers, too', async pins => {
  const models = (q: string) => ({
    's.nix': `{ a.requiresUniqueIdsFor = [ "ports" ]; b = { ${pins}.ports = ${q}8003${q}; requiresUniqueIdsFor = [ "ports" ]; }; }`,
    'r.nix': `{ ports = { min = ${q}8001${q}; max = ${q}8009${q}; reserved = [ ${q}8001${q} { from = ${q}8004${q}; to = 8005; } ]; }; }`,
  });
  const words = 'id-assign -s s.nix --id-resources r.nix --json';
  folder.write(models(''));
  const expected = await run(words, '');
  folder.write(models('"'));
  const { stderr, ...found } = await run(words, '');
  const numbers = ({ stdout }: { stdout: string }): unknown => (JSON.parse(stdout) as { ids: unknown }).ids;
  expect(numbers(found), stderr).toEqual({ ports: { a: 8002, b: 8003 } });
  expect(numbers(expected)).toEqual({ ports: { a: 8002, b: 8003 } });
  expect(stderr.match(/a number in quotes/g)).toHaveLength(1);
});
