import { expect, test } from 'vitest';
import { makeFolder, runDydisnix } from '../built.ts';

/** What the front door adds to a command, from the built program. */
test('what an evaluation warns of goes to stderr at once, and the result to stdout', () => {
  const folder = makeFolder({
    's.nix': '{ ... }: { a = { }; b = { mem = 100; }; }',
    'i.nix': '{ t1.properties.mem = 250; }',
    'q.nix': `{ services, infrastructure, initialDistribution, filters, ... }: filters.divide {
      strategy = "greedy"; inherit services infrastructure; distribution = initialDistribution;
      serviceProperty = "mem"; targetProperty = "mem";
    }`,
  });
  const { status, stdout, stderr } = runDydisnix(folder.path, [
    'gendist',
    ...['-s', 's.nix', '-i', 'i.nix', '-q', 'q.nix', '--json'],
  ]);
  folder.remove();
  expect({ status, plan: (JSON.parse(stdout) as { distribution: unknown }).distribution }).toEqual({
    status: 0,
    plan: { a: ['t1'], b: ['t1'] },
  });
  expect(stderr).toMatch(/divide warns: service "a" has no property "mem"/);
});
