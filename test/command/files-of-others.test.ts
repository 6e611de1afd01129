import { afterAll, describe, expect, test } from 'vitest';
import { makeFolder, runIn } from '../harness.ts';

const folder = makeFolder({
  'compose.yaml': 'services:\n  web:\n    image: nginx\n  db: {}\n',
  'compose.json': '{ "name": "x", "services": { "web": { "build": "." } }, "networks": {} }',
  'services.nix': '{ web = { name = "web"; }; }',
  'deployment.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\n',
  'objects.yaml': '# Two.\n---\napiVersion: v1\nkind: Pod\n---\napiVersion: v1\nkind: Pod\n',
  'list.json': '{ "apiVersion": "v1", "kind": "List", "items": [] }',
  'web.nomad': '/* The web. */\nvariable "n" { default = 1 }\njob "web" {\n  group "web" {}\n}\n',
  'web.json': '{ "Job": { "ID": "web", "TaskGroups": [] } }',
  'nodes.json': '[ { "ID": "x", "Description": { "Hostname": "n1" } } ]',
  'nomad-nodes.json': '[ { "ID": "x", "SchedulingEligibility": "eligible" } ]',
});
afterAll(() => folder.remove());

const kinds: readonly (readonly [string, string, string])[] = [
  ['compose.yaml', 'a Docker Compose file', 'compose'],
  ['compose.json', 'a Docker Compose file', 'compose'],
  ['deployment.yaml', 'a Kubernetes manifest', 'kubernetes'],
  ['objects.yaml', 'a Kubernetes manifest', 'kubernetes'],
  ['list.json', 'a Kubernetes manifest', 'kubernetes'],
  ['web.nomad', 'a Nomad job file', 'nomad'],
  ['web.json', 'a Nomad job file', 'nomad'],
  ['nodes.json', 'a list of Docker nodes', 'compose'],
  ['nomad-nodes.json', 'a list of Nomad nodes', 'nomad'],
];

describe.each(kinds)('%s', (file, what, tool) => {
  test.each([
    ['a services model', ['visualize-services', '-s', file]],
    ['an infrastructure model', ['visualize-infra', '-i', file]],
    ['an ID resources model', ['id-assign', '-s', 'services.nix', '--id-resources', file]],
    ['an ids file', ['diff', '--json', file, file]],
  ])('is no model that says nothing: not %s', async (asked, words) => {
    const { exitCode, stderr } = await runIn(folder.path, words);
    const as = words[0] === 'diff' ? 'a plan' : asked;
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(`this is ${what}, but must be ${as}`)]);
    expect(stderr).toContain(`dydisnix import ${tool} FILE -o FOLDER makes models of it`);
  });

  test('is told where it is imported as one of another tool', async () => {
    for (const form of ['compose', 'kubernetes', 'nomad'].filter(form => form !== tool)) {
      const { exitCode, stderr } = await runIn(folder.path, ['import', form, file]);
      expect([exitCode, stderr]).toEqual([
        2,
        expect.stringContaining(`this is ${what}, but is read as a file of ${form}`),
      ]);
      expect(stderr).toContain(`dydisnix import ${tool} FILE`);
    }
  });
});

test.each([
  ['{ "services": { "name": "services", "type": "process", "image": "x" } }'],
  ['{ "services": { "name": "services", "web": { "image": "nginx" } } }'],
  ['{ "kind": { "name": "kind" }, "apiVersion": { "name": "apiVersion" } }'],
  ['# job "x" {\nrec { job = { name = "job"; }; }'],
])('%j is a services model', async text => {
  folder.write({ model: text });
  expect(await runIn(folder.path, ['visualize-services', '-s', 'model'])).toMatchObject({ exitCode: 0, stderr: '' });
});
