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

describe('ports that services have as ids are exported beside their own, and imported again', () => {
  const asking = (
    models: string,
    own: string,
  ): string => `args: let all = import ./${models}/services.nix args; in all // {
  web = all.web // { requiresUniqueIdsFor = [ "ports" "udpPorts:stats" ]; ${own} };
}`;
  const pools = `{ ports = { min = 5000; max = 5009; protocol = "tcp"; }; udpPorts = { min = 6000; max = 6009; }; }`;
  const ids = `{ ids = { ports.web = 5001; udpPorts."web:stats" = 6000; }; lastAssignments = { }; }`;
  const web = workload('Deployment', 'web', 'replicas: 1', 'priority: 5').replace(
    '[{ name: web, ',
    '[{ name: server, ports: [{ name: http, containerPort: 80, hostPort: 8080 }], ',
  );
  const group = `job "web" {
  group "web" {
    network {
      mode = "bridge"
      port "http" {
        static = 8080
        to = 80
      }
    }
    task "t" { driver = "docker" }
  }
}
`;

  test.each([
    ['compose', 'in.yaml', 'services: { web: { image: nginx, ports: ["8080:80"] } }\n', swarm['nodes.json']],
    ['kubernetes', 'in.yaml', web, cluster['nodes.json']],
    ['nomad', 'in.nomad', group, region['nodes.json']],
  ])('%s', async (form, source, text, nodes) => {
    const files = { [source]: text, 'nodes.json': nodes, 'pools.nix': pools, 'ids.nix': ids };
    const folder = makeFolder({ ...files, 'asking.nix': asking('first', ''), 'again.nix': asking('second', '') });
    const run = (...words: readonly string[]) => runIn(folder.path, words);
    const place = (services: string, models: string, ...words: readonly string[]) =>
      run('place', '-s', services, '-i', `${models}/infrastructure.nix`, '--form', form, ...words);
    const withIds = ['--ids', 'ids.nix', '--id-resources', 'pools.nix'];
    const plan = `plan${source.slice(2)}`;
    const portsOf = async (...given: readonly string[]): Promise<readonly string[]> => {
      const { stdout } = await run('import', form, source, 'nodes.json', ...given, '--json');
      const ports: readonly { readonly host: number; readonly container: number; readonly protocol: string }[] =
        JSON.parse(stdout).services.web.ports;
      return ports.map(({ host, container, protocol }) => `${host}:${container}/${protocol}`);
    };
    expect(await run('import', form, source, 'nodes.json', '-o', 'first')).toMatchObject({ exitCode: 0 });
    expect(await portsOf()).toEqual(['8080:80/tcp']);
    const exported = await place('asking.nix', 'first', ...withIds, '-o', plan);
    expect([exported.exitCode, exported.stderr]).toEqual([0, expect.not.stringContaining('warning')]);
    // Of Nomad's ports no protocol is known, and behind a bridge none in the container but where it is said.
    const own = form === 'nomad' ? ['5001:undefined/tcp', '6000:undefined/tcp'] : ['5001:5001/tcp', '6000:6000/udp'];
    expect(await portsOf(plan)).toEqual(['8080:80/tcp', ...own]);
    expect(await portsOf(plan, plan)).toEqual(['8080:80/tcp', ...own]);
    // What was imported is in the files by now.
    expect(await run('import', form, source, 'nodes.json', plan, '-o', 'second')).toMatchObject({ exitCode: 0 });
    const again = await place('again.nix', 'second', ...withIds);
    expect(again.exitCode).toBe(0);
    for (const text of ['5001', '8080']) expect(again.stdout).not.toContain(text);
    folder.remove();
  });
});

describe('what is said of ids that an export does not have', () => {
  const models = {
    'services.nix':
      '{ web = { name = "web"; requiresUniqueIdsFor = [ "ports" ]; }; job.requiresUniqueIdsFor = [ "uids" ]; }',
    'infrastructure.nix': '{ t1 = { }; }',
    'pools.nix': '{ ports = { min = 5000; max = 5009; }; uids = { min = 2000; max = 2009; }; }',
    'none.nix': '{ ids = { }; lastAssignments = { }; }',
    'bound.nix': '{ ids = { ports.web = 5000; }; lastAssignments = { }; }',
    'bound-services.nix': '{ web = { requiresUniqueIdsFor = [ "ports" ]; port = "10.0.0.1:5000/udp"; }; }',
  };
  const left = 'ids are not known, so ports of these are left out: web [ids-left-out]';
  const bound = 'ports are opened on all addresses, not on 10.0.0.1 alone: 5000 of web [port-address]';
  const pools = ['--id-resources', 'pools.nix'];

  test.each<[string, number, string, readonly string[]]>([
    ['no ids are given', 0, left, ['-s', 'services.nix', '--form', 'nomad']],
    [
      'an id is missing',
      0,
      'service "web" has no id of the pool "ports" in the ids file: its port is left out [id-missing]',
      ['-s', 'services.nix', '--form', 'colmena', '--ids', 'none.nix', ...pools],
    ],
    ['addresses', 0, bound, ['-s', 'bound-services.nix', '--form', 'compose', '--ids', 'bound.nix', ...pools]],
    [
      'ids without pools',
      2,
      '--ids says nothing without --id-resources',
      ['-s', 'services.nix', '--ids', 'none.nix', '--form', 'nomad'],
    ],
    [
      'another form',
      2,
      '--ids does not go with --form names',
      ['-s', 'services.nix', '--ids', 'none.nix', '--form', 'names', ...pools],
    ],
    ['no form', 2, '--ids is for plans for other tools', ['-s', 'services.nix', '--ids', 'none.nix', ...pools]],
    [
      'ids that are not there',
      2,
      'No such file',
      ['-s', 'services.nix', '--ids', 'gone.nix', '--form', 'nomad', ...pools],
    ],
  ])('%s', async (_, exitCode, message, words) => {
    const folder = makeFolder(models);
    for (const command of ['place', 'graphcol']) {
      const run = await runIn(folder.path, [command, '-i', 'infrastructure.nix', ...words]);
      expect([run.exitCode, run.stderr]).toEqual([exitCode, expect.stringContaining(message)]);
    }
    folder.remove();
  });
});

test('ports stand in each form as it has them', () => {
  const port = (
    label: string,
    number: number,
    ...uses: readonly [protocol: string, container?: number, address?: string][]
  ) => ({
    label,
    number,
    uses: uses.map(([protocol, container = number, address]) => ({ protocol, container, address })),
  });
  const ports = new Map([
    [
      'web',
      [
        port('ports', 5000, ['tcp', 80], ['udp', 53]),
        port('http-admin', 5001, ['tcp', 5001, '10.0.0.1']),
        port('a name"', 5002, ['sctp']),
      ],
    ],
  ]);
  const placed = { ...models('web', ['t1']), ports };
  expect(exportPlan('compose', placed)).toContain(`    ports:
      - { target: 80, published: 5000, protocol: tcp, mode: host } # "ports"
      - { target: 53, published: 5000, protocol: udp, mode: host } # "ports"
      - { target: 5001, published: 5001, protocol: tcp, mode: host } # "http-admin"
      - { target: 5002, published: 5002, protocol: sctp, mode: host } # "a name\\""
`);
  expect(exportPlan('kubernetes', placed)).toContain(`      containers:
        - name: "web"
          ports:
            - { name: "ports", containerPort: 80, hostPort: 5000, protocol: TCP }
            - { name: "ports-udp", containerPort: 53, hostPort: 5000, protocol: UDP }
            - { name: "http-admin", containerPort: 5001, hostPort: 5001, hostIP: "10.0.0.1", protocol: TCP }
            - { containerPort: 5002, hostPort: 5002, protocol: SCTP }
`);
  expect(exportPlan('nomad', placed)).toContain(`    network {
      port "ports" {
        static = 5000
        to     = 80
      }
      port "http_admin" {
        static = 5001
      }
      port "a_name_" {
        static = 5002
      }
    }
`);
  const hive = exportPlan('colmena', placed);
  expect(hive).toContain('web = { ports = { port = 5000; protocols = [ "tcp" "udp" ]; };');
  expect(hive).toContain('http-admin = { port = 5001; protocols = [ "tcp" ]; addresses = [ "10.0.0.1" ]; };');
  expect(hive).toContain('"a name\\"" = { port = 5002; protocols = [ "sctp" ]; };');
  // One that runs nowhere takes no port.
  const nowhere = { ...models('web', []), ports };
  for (const form of exportForms) expect(exportPlan(form, nowhere)).not.toContain('5000');
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
        const value = body.attributes.get('a')?.value;
        expect(value).toMatchObject({ kind: 'text', text });
        expect(value).not.toHaveProperty('tag');
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
