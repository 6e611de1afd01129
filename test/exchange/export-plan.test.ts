import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as yaml from 'yaml';
import { fromBytes, toBytes } from '../../src/base/bytes.ts';
import { Source } from '../../src/base/source.ts';
import { exportForms, exportPlan } from '../../src/exchange/export-plan.ts';
import { quoteHcl } from '../../src/exchange/nomad/quote-hcl.ts';
import { readHcl } from '../../src/exchange/nomad/read-hcl.ts';
import type { PlacedModels } from '../../src/exchange/placed-services.ts';
import { quoteYaml } from '../../src/exchange/quote-yaml.ts';
import { AttributeSetValue } from '../../src/nix/index.ts';
import { createNodeHost } from '../../src/ports/nix/create-node-host.ts';
import { makeFolder, runIn } from '../harness.ts';
import { rounds } from '../rounds.ts';

const swarm = {
  'in.yaml': `services:
  web:
    image: nginx
    depends_on: [db]
    deploy: { replicas: 2, placement: { constraints: [node.labels.zone != c] } }
  db: { image: postgres, volumes: [pg:/data], deploy: { placement: { constraints: [node.labels.disk == ssd] } } }
  agent: { image: agent, deploy: { mode: global } }
volumes: { pg: {} }
`,
  'nodes.json': JSON.stringify(
    ['a', 'b', 'b', 'c'].map((zone, i) => ({
      ID: `id${i}`,
      Spec: { Labels: { zone, disk: i === 2 ? 'ssd' : 'hdd' }, Role: 'worker', Availability: 'active' },
      Description: { Hostname: `n${i + 1}`, Resources: { NanoCPUs: 4e9, MemoryBytes: 8e9 } },
      Status: { State: 'ready' },
    })),
  ),
};

const workload = (kind: string, name: string, spec: string, pod: string): string => `apiVersion: apps/v1
kind: ${kind}
metadata: { name: ${name}, namespace: shop }
spec:
  ${spec}
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      ${pod}
      containers: [{ name: ${name}, resources: { requests: { cpu: 100m } } }]
---
`;
const cluster = {
  'in.yaml': [
    workload('Deployment', 'web', 'replicas: 2', 'nodeSelector: { zone: b }'),
    workload('StatefulSet', 'db', 'replicas: 1', 'priority: 5'),
    workload('DaemonSet', 'agent', 'minReadySeconds: 1', 'tolerations: [{ operator: Exists }]'),
  ].join(''),
  'nodes.json': JSON.stringify({
    kind: 'List',
    apiVersion: 'v1',
    items: ['a', 'b', 'b'].map((zone, i) => ({
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name: `n${i + 1}`, labels: { zone, 'kubernetes.io/hostname': `ip-${i}` } },
      status: { allocatable: { cpu: '4', memory: '8Gi', pods: '110' } },
    })),
  }),
};

const client = (i: number, rack: string): object => ({
  ID: `0000000${i}`,
  Name: `n${i}`,
  Datacenter: 'dc1',
  Status: 'ready',
  SchedulingEligibility: 'eligible',
  Meta: { rack },
  Drivers: { docker: { Detected: true, Healthy: true } },
  NodeResources: { Cpu: { CpuShares: 4000 }, Memory: { MemoryMB: 8000 } },
});
const region = {
  'in.nomad': `job "shop" {
  group "web" {
    count = 2
    constraint { distinct_property = "\${meta.rack}" }
    task "t" { driver = "docker" }
  }
  group "db" {
    task "t" { driver = "docker" }
  }
}
job "agent" {
  type = "system"
  group "agent" {
    task "t" { driver = "docker" }
  }
}
`,
  'nodes.json': JSON.stringify([client(1, 'r1'), client(2, 'r1'), client(3, 'r2')]),
};

describe('a plan that was exported is imported again, and stays', () => {
  test.each([
    ['compose', swarm],
    ['kubernetes', cluster],
    ['nomad', region],
  ])('%s', async (form, files) => {
    const folder = makeFolder(files);
    const [source = '', nodes = ''] = Object.keys(files);
    const plan = async (models: string, ...words: readonly string[]) => {
      const given = ['-s', `${models}/services.nix`, '-i', `${models}/infrastructure.nix`];
      const policy = ['--policy', `${models}/placement.nix`];
      return runIn(folder.path, ['place', ...given, ...policy, '--time-limit', '5', ...words]);
    };
    const importInto = (models: string, ...more: readonly string[]) =>
      runIn(folder.path, ['import', form, source, nodes, ...more, '-o', models]);
    expect(await importInto('first')).toMatchObject({ exitCode: 0 });
    const first = JSON.parse((await plan('first', '--json')).stdout).distribution;
    expect(Object.keys(first)).toEqual(['agent', 'db', 'web']);
    const exported = await plan('first', '--form', form, '-o', `plan${source.slice(2)}`);
    expect(exported.exitCode).toBe(0);
    const back = await importInto('second', `plan${source.slice(2)}`);
    expect(back).toMatchObject({ exitCode: 0 });
    // Nothing but the places that were planned is left to any planner.
    const left = await runIn(folder.path, ['import', form, source, nodes, `plan${source.slice(2)}`, '--json']);
    expect(JSON.parse(left.stdout).distribution).toEqual(first);
    expect(JSON.parse((await plan('second', '--json')).stdout).distribution).toEqual(first);
    folder.remove();
  });
});

/** Models with these names. */
function models(service: string, targets: readonly string[]): PlacedModels {
  const properties = AttributeSetValue.empty;
  const rest = { containers: new Map(), attributes: AttributeSetValue.empty, position: undefined };
  return {
    distribution: { mappings: new Map([[service, targets.map(target => ({ target }))]]) },
    services: { services: new Map() },
    infrastructure: { targets: new Map(targets.map(name => [name, { name, properties, ...rest }])) },
  };
}

test('each form says where a service of any models goes', () => {
  const placed = models('web', ['t1', 't2']);
  expect(exportPlan('compose', placed)).toContain('  "web":\n    deploy:\n      replicas: 2\n');
  expect(exportPlan('kubernetes', placed)).toContain('kind: "Deployment"\nmetadata:\n  name: "web"\n');
  expect(exportPlan('nomad', placed)).toContain('      value     = "t1,t2"\n');
  expect(exportPlan('colmena', placed)).toContain('  t2 = { deployment.tags = [ "web" ]; };\n');
});

test('one target is named, all but one of several are kept away', () => {
  const placed = models('web', ['t1']);
  expect(exportPlan('compose', placed)).toContain('          - "node.hostname == t1"\n');
  const infrastructure = models('x', ['t1', 't2', 't3']).infrastructure;
  const several = { ...models('web', ['t1', 't2']), infrastructure };
  expect(exportPlan('compose', several)).toContain('        constraints:\n          - "node.hostname != t3"\n');
});

test('a service that goes nowhere runs no times', () => {
  const placed = models('web', []);
  expect(yaml.parse(exportPlan('compose', placed))).toEqual({ services: { web: { deploy: { replicas: 0 } } } });
  expect(yaml.parse(exportPlan('kubernetes', placed)).spec).toEqual({ replicas: 0, template: { spec: {} } });
  expect(exportPlan('nomad', placed)).toContain('    count = 0\n  }\n');
});

/** Names that would be something else where nobody quotes them. */
const name = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }).map(toBytes),
  fc.constantFrom('${x}', '%{x}', '"', '\\', "''", 'a: b', '- a', '#', '\n', '{{ x }}', '*a', '!!x', '\u007f', 'null'),
);

describe('names are texts, whatever they are', () => {
  test('in YAML', () => {
    fc.assert(
      fc.property(name, text => {
        expect(toBytes(yaml.parse(fromBytes(`a: ${quoteYaml(text)}`)).a)).toBe(text);
      }),
      { seed: 5, numRuns: rounds({ short: 500, long: 20_000 }) },
    );
  });

  test('in HCL', () => {
    fc.assert(
      fc.property(name, text => {
        const body = readHcl(new Source('x', `a = ${quoteHcl(text)}\nb = 1\n`));
        expect(body.attributes.get('a')?.value).toMatchObject({ kind: 'text', text, tag: undefined });
        expect([...body.attributes.keys()]).toEqual(['a', 'b']);
      }),
      { seed: 5, numRuns: rounds({ short: 500, long: 20_000 }) },
    );
  });

  test('in whole exports: what is read back has one service, of that name, on that target', () => {
    const host = createNodeHost();
    fc.assert(
      fc.property(name, name, (service, target) => {
        const placed = models(service, [target]);
        const patch = yaml.parse(fromBytes(exportPlan('kubernetes', placed)));
        expect(toBytes(patch.metadata.name)).toBe(service);
        expect(JSON.stringify(patch.spec)).toContain(JSON.stringify(fromBytes(target)));
        const [job] = readHcl(new Source('x', exportPlan('nomad', placed))).blocks;
        expect(job?.labels).toEqual([service]);
        const hive = host.evaluateText('x', exportPlan('colmena', placed), '/');
        expect(hive instanceof AttributeSetValue && [...hive.shape.names]).toEqual([target]);
      }),
      { seed: 5, numRuns: rounds({ short: 200, long: 5000 }) },
    );
  });
});

test.each([
  ['compose', 'a b', 't', 'cannot be written as Compose'],
  ['compose', 'web', 'a == b', 'cannot be written as Compose'],
  ['colmena', 'web', 'meta', 'cannot be written as a machine of a hive'],
] as const)('%s refuses what it cannot say: %s on %s', (form, service, target, message) => {
  expect(() => exportPlan(form, models(service, [target]))).toThrow(message);
});

test('nomad refuses commas where it lists several nodes, and only there', () => {
  expect(() => exportPlan('nomad', models('web', ['a,b', 'c']))).toThrow('the name "a,b" cannot be written as Nomad');
  expect(exportPlan('nomad', models('web', ['a,b']))).toContain('value     = "a,b"');
});

test('every form is one of --form', () => {
  expect([...exportForms].sort()).toEqual(['colmena', 'compose', 'kubernetes', 'nomad']);
});
