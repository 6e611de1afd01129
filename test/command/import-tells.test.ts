import { afterAll, describe, expect, test } from 'vitest';
import { makeFolder, runIn } from '../harness.ts';

const workload = (kind: string, spec: string): string =>
  `apiVersion: apps/v1\nkind: ${kind}\nmetadata: { name: web }\nspec: { template: { spec: { ${spec} containers: [ { name: w } ] } } }\n`;

const folder = makeFolder({
  'jobs.yaml':
    'services:\n  once: { image: a, deploy: { mode: replicated-job } }\n  all: { image: a, deploy: { mode: global-job } }\n',
  'volumes.yaml': [
    'services:',
    '  web:',
    '    image: a',
    '    volumes:',
    '      - /anonymous',
    '      - nfs:/shared',
    '      - { type: volume, target: /nameless }',
    '      - { type: tmpfs, target: /tmp }',
    '      - { type: bind, source: ./here, target: /here, read_only: true }',
    'volumes: { nfs: { driver_opts: { type: nfs } } }',
  ].join('\n'),
  'tolerant.yaml': workload('Deployment', 'tolerations: [ { key: a, operator: Exists } ],'),
  'misspelt.yaml':
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nsepc: { replicas: 3 }\nspec: { template: { metdata: { labels: { a: b } }, spec: { containers: [ { name: w } ] } } }\n',
  'sidecar.yaml': workload(
    'Deployment',
    'initContainers: [ { name: s, restartPolicy: Always, resources: { requests: { cpu: 100m } } }, { name: i, resources: { requests: { cpu: 2 } } } ],',
  ),
  'node.yaml':
    'apiVersion: v1\nkind: Node\nmetadata: { name: n1 }\nspec: { taints: [ { key: a, effect: NoSchedule } ] }\n',
  'picky.yaml': workload('Deployment', 'nodeSelector: { disk: ssd },'),
  'crd.yaml': 'apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: { name: r }\n',
  'empty.yaml': '# nothing\n---\n',
  'helm.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: {{ include "x.name" . }}\n',
  'helm2.yaml': 'apiVersion: apps/v1\n{{- if .Values.on }}\nkind: Deployment\n{{- end }}\n',
  'broken.yaml': 'services:\n  web: { image: "{{.Node.Hostname}}"\n',
  'region.nomad':
    'job "web" {\n  region = "eu"\n  namespace = "prod"\n  group "web" {\n    task "w" {\n      driver = "docker"\n    }\n  }\n}\n',
  'usual.nomad':
    'job "web" {\n  region = "global"\n  namespace = "default"\n  group "web" {\n    task "w" {\n      driver = "docker"\n    }\n  }\n}\n',
});
afterAll(() => folder.remove());

/** What an import says was dropped, as its models do. */
async function droppedOf(form: string, ...files: readonly string[]): Promise<readonly string[]> {
  const { stdout, exitCode, stderr } = await runIn(folder.path, ['import', form, ...files]);
  expect(exitCode, stderr).toBe(0);
  return [...stdout.matchAll(/^# - (.*)$/gm)].map(([, text = '']) => text);
}

describe('what is dropped is told', () => {
  test.each([
    ['compose', 'jobs.yaml', ['replicated-job ends', 'global-job ends']],
    [
      'compose',
      'volumes.yaml',
      [
        'the volume /anonymous',
        'the volume /nameless',
        'the tmpfs /tmp',
        'the volume nfs',
        'the volume ./here',
        'read_only',
      ],
    ],
    ['kubernetes', 'tolerant.yaml', ['tolerations']],
    ['kubernetes', 'misspelt.yaml', ['sepc (Deployment web): is no known key', 'metdata (template of']],
    ['nomad', 'region.nomad', ['Region (job web)', 'Namespace (job web)']],
  ])('%s %s', async (form, file, all) => {
    const dropped = await droppedOf(form, file);
    for (const text of all) expect(dropped.filter(line => line.includes(text))).not.toEqual([]);
  });

  test('what starts first and stays runs beside what starts after it and ends', async () => {
    const { stdout } = await runIn(folder.path, ['import', 'kubernetes', 'sidecar.yaml', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ services: { web: { cpu: 2.1 } } });
  });

  test('but not what says nothing, or is kept', async () => {
    expect((await droppedOf('nomad', 'usual.nomad')).join()).not.toMatch(/Region|Namespace/);
    expect((await droppedOf('kubernetes', 'tolerant.yaml', 'node.yaml')).join()).not.toContain('tolerations');
  });
});

test('a service that no machine is left for is told when it is imported', async () => {
  const { exitCode, stderr } = await runIn(folder.path, ['import', 'kubernetes', 'picky.yaml', 'node.yaml']);
  expect([exitCode, stderr]).toEqual([0, expect.stringContaining('no machine passes all that these demand: web')]);
  const fits = await runIn(folder.path, ['import', 'kubernetes', 'tolerant.yaml', 'node.yaml']);
  expect(fits.stderr).not.toContain('no machine passes');
});

test.each([
  ['crd.yaml', 'not imported: Rollout (r)'],
  ['empty.yaml', 'they are empty'],
])('files without services and machines are no models: %s', async (file, hint) => {
  const { exitCode, stderr, stdout } = await runIn(folder.path, ['import', 'kubernetes', file]);
  expect([exitCode, stdout, stderr]).toEqual([2, '', expect.stringContaining(`nothing of services and machines`)]);
  expect(stderr).toContain(hint);
});

test.each([
  ['kubernetes', 'helm.yaml', 'helm.yaml:4:9'],
  ['kubernetes', 'helm2.yaml', 'helm2.yaml:2:1'],
])('a template is told as that: %s %s', async (form, file, place) => {
  const { exitCode, stderr } = await runIn(folder.path, ['import', form, file]);
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining('this is a template')]);
  expect(stderr).toContain(place);
  expect(stderr).toContain('helm template');
});

test('braces inside a text are no template', async () => {
  const { exitCode, stderr } = await runIn(folder.path, ['import', 'compose', 'broken.yaml']);
  expect([exitCode, stderr]).toEqual([2, expect.not.stringContaining('template')]);
});
