import { afterAll, describe, expect, test } from 'vitest';
import { makeFolder, runIn } from '../harness.ts';

const named = (name: string, rest: string): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: ${name} }\n${rest}`;
const template = (spec: string): string => `spec: { template: { spec: { ${spec} } } }\n`;
const whole = [
  named(
    'web',
    template(
      'nodeSelector: { disk: ssd }, containers: [ { name: w, resources: { requests: { memory: 1Gi } } }, { name: side, resources: { requests: { memory: 2Gi } } } ]',
    ),
  ),
  named('old', template('containers: [ { name: o } ]')),
].join('---\n');

const folder = makeFolder({
  'whole.yaml': whole,
  'selector.yaml': named('web', template('nodeSelector: { disk: ssd }')),
  'replicas.yaml': named('web', 'spec: { replicas: 3 }\n'),
  'delete.yaml': `$patch: delete\n${named('old', '')}`,
  'side.yaml': named('web', template('containers: [ { name: side, $patch: delete } ]')),
  'replace.yaml': named('web', template('nodeSelector: { $patch: replace, rack: r1 }')),
  'merge.yaml': named('web', template('nodeSelector: { $patch: merge, rack: r1 }')),
  'containers.yaml': named(
    'web',
    template('containers: [ { $patch: replace }, { name: new, resources: { requests: { memory: 4Gi } } } ]'),
  ),
  'fresh.yaml': named('old', template('nodeSelector: { $patch: replace, rack: r1 }')),
  'kustomization.yaml': 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [ base ]\n',
  'component.yaml': 'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources: [ base ]\n',
  'steps.yaml': '- { op: replace, path: /spec/replicas, value: 3 }\n',
  'Chart.yaml': 'apiVersion: v2\nname: x\nversion: 0.1.0\n',
  'values.yaml': 'replicaCount: 2\nimage: { repository: nginx }\n',
  's.nix': '{ a = { name = "a"; }; }',
  'i.nix': '{ t1 = { }; }',
  'd.nix': '{ a = [ "t1" ]; }',
});
afterAll(() => folder.remove());

async function imported(...files: readonly string[]): Promise<Record<string, unknown>> {
  const { stdout, exitCode, stderr } = await runIn(folder.path, ['import', 'kubernetes', ...files, '--json']);
  expect(exitCode, stderr).toBe(0);
  return JSON.parse(stdout) as Record<string, unknown>;
}

describe('a patch that is laid over an object', () => {
  test('takes it away, or a container of it', async () => {
    expect(Object.keys((await imported('whole.yaml', 'delete.yaml'))['services'] as object)).toEqual(['web']);
    const { services, dropped } = await imported('whole.yaml', 'side.yaml');
    expect(services).toMatchObject({ web: { memory: 2 ** 30 } });
    expect(JSON.stringify(dropped)).not.toContain('$patch');
  });

  test.each([
    ['replace.yaml', { rack: 'r1' }],
    ['merge.yaml', { disk: 'ssd', rack: 'r1' }],
  ])('replaces a mapping, or is merged with it: %s', async (file, where) => {
    expect(await imported('whole.yaml', file)).toMatchObject({ placement: { rules: [{ only: 'web', where }] } });
  });

  test('replaces a mapping that is not there, and a list', async () => {
    const fresh = await imported('whole.yaml', 'fresh.yaml');
    expect(fresh['placement']).toMatchObject({
      rules: expect.arrayContaining([{ only: 'old', where: { rack: 'r1' } }]),
    });
    expect(await imported('whole.yaml', 'containers.yaml')).toMatchObject({ services: { web: { memory: 2 ** 32 } } });
  });
});

describe('alone it is told what it is', () => {
  test.each([
    ['selector.yaml', 'if this is a patch (of an overlay, or a plan), give the file of the whole object before it'],
    ['replicas.yaml', 'if this is a patch'],
    ['kustomization.yaml', 'kubectl kustomize FOLDER > objects.yaml'],
    ['component.yaml', 'kubectl kustomize FOLDER > objects.yaml'],
    ['steps.yaml', 'these are steps of a patch'],
    ['Chart.yaml', 'helm template CHART > objects.yaml'],
    ['values.yaml', 'helm template CHART > objects.yaml'],
  ])('%s', async (file, hint) => {
    const { stdout, exitCode, stderr } = await runIn(folder.path, ['import', 'kubernetes', file]);
    expect({ exitCode, stdout }, stderr).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(hint);
  });

  test('a plan that a planner writes as patches', async () => {
    const words = ['-s', 's.nix', '-i', 'i.nix', '-d', 'd.nix', '--form', 'kubernetes', '-o', 'plan.yaml'];
    expect((await runIn(folder.path, ['multiwaycut', ...words])).exitCode).toBe(0);
    const alone = await runIn(folder.path, ['import', 'kubernetes', 'plan.yaml']);
    expect(alone.stderr).toContain('if this is a patch (of an overlay, or a plan)');
  });
});
