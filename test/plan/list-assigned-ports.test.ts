import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Findings } from '../../src/base/findings.ts';
import { decodeIdResources } from '../../src/model/decode-id-resources.ts';
import { decodeIds } from '../../src/model/decode-ids.ts';
import { decodeServices } from '../../src/model/decode-services.ts';
import type { AssignedPorts } from '../../src/plan/index.ts';
import { listAssignedPorts } from '../../src/plan/index.ts';
import { createNodeHost } from '../../src/ports/nix/create-node-host.ts';
import { rounds } from '../rounds.ts';

const host = createNodeHost();

interface Models {
  /** Attributes of the service `web`. */
  readonly web: string;
  readonly pools: string;
  readonly ids: string;
  /** Attributes of `web` that follow the ids. */
  readonly following?: readonly string[];
}

function list({ web, pools, ids, following = [] }: Models): { ports: AssignedPorts; told: readonly string[] } {
  const findings = new Findings();
  const evaluate = (text: string) => host.evaluateText('x', text, '/');
  const [firstPool = ''] = pools.split(' ');
  const services = decodeServices(
    evaluate(`{ web = { name = "web"; ${web} }; idle.requiresUniqueIdsFor = [ "${firstPool}" ]; }`),
    's',
    findings,
  );
  const ports = listAssignedPorts(
    {
      services: { ...services, followsIds: (_, attribute) => following.includes(attribute) },
      distribution: { mappings: new Map([['web', [{ target: 't1' }]]]) },
      resources: decodeIdResources(evaluate(`{ ${pools} }`), 'r', findings),
      ids: decodeIds(evaluate(`{ ids = { ${ids} }; lastAssignments = { }; }`), 'i', findings),
      serviceProperty: 'requiresUniqueIdsFor',
    },
    findings,
  );
  return { ports, told: findings.all.map(({ code, message }) => `${code}: ${message}`) };
}

/** `label 5000->80/tcp`, with the address before. */
function show(models: Models): readonly string[] {
  return [...list(models).ports].flatMap(([, ports]) =>
    ports.flatMap(({ label, number, uses }) =>
      uses.map(({ protocol, address, container }) => {
        const behind = container === number ? '' : `->${container}`;
        return `${label} ${address === undefined ? '' : `${address}:`}${number}${behind}/${protocol}`;
      }),
    ),
  );
}

const range = 'min = 5000; max = 6000;';

it.each<[string, Models, readonly string[]]>([
  [
    'of all protocols of the pool',
    {
      web: 'requiresUniqueIdsFor = [ "ports" "tcpPorts" ];',
      pools: `ports = { ${range} }; tcpPorts = { ${range} };`,
      ids: 'ports.web = 5000; tcpPorts.web = 5001;',
    },
    ['ports 5000/tcp', 'ports 5000/udp', 'tcpPorts 5001/tcp'],
  ],
  [
    'no number that is no port',
    {
      web: 'requiresUniqueIdsFor = [ "uids" "ports" ];',
      pools: 'uids = { min = 2000; max = 3000; }; ports = { min = 5000; max = 6000; protocol = "tcp"; };',
      ids: 'uids.web = 2000; ports.web = 5000;',
    },
    ['ports 5000/tcp'],
  ],
  [
    'several by their names, with the pool where two are called the same',
    {
      web: 'requiresUniqueIdsFor = [ "tcpPorts" "tcpPorts:metrics" "udpPorts:metrics" ];',
      pools: `tcpPorts = { ${range} }; udpPorts = { ${range} };`,
      ids: 'tcpPorts = { web = 5000; "web:metrics" = 5001; }; udpPorts."web:metrics" = 5002;',
    },
    ['tcpPorts 5000/tcp', 'metrics 5001/tcp', 'udpPorts-metrics 5002/udp'],
  ],
  [
    'all of a block',
    {
      web: 'requiresUniqueIdsFor = [ "tcpPorts" ];',
      pools: `tcpPorts = { ${range} block = 3; };`,
      ids: 'tcpPorts.web = 5000;',
    },
    ['tcpPorts 5000/tcp', 'tcpPorts-2 5001/tcp', 'tcpPorts-3 5002/tcp'],
  ],
  [
    'one number of coupled pools once',
    {
      web: 'requiresUniqueIdsFor = [ "tcpPorts" "appPorts" ];',
      pools: `tcpPorts = { ${range} }; appPorts = { sameAs = "tcpPorts"; protocol = "tcp"; };`,
      ids: 'tcpPorts.web = 5000; appPorts.web = 5000;',
    },
    ['tcpPorts 5000/tcp'],
  ],
  [
    'as the service says: the protocol and the address',
    {
      web: 'requiresUniqueIdsFor = [ "ports" ]; port = "10.0.0.1:5000/udp"; ports = [ 9000 ];',
      pools: `ports = { ${range} };`,
      ids: 'ports.web = 5000;',
    },
    ['ports 10.0.0.1:5000/udp'],
  ],
  [
    'the port of the container behind it, where that follows the ids',
    {
      web: 'requiresUniqueIdsFor = [ "ports" ]; ports = [ { container = 80; host = 5000; protocol = "tcp"; } { container = 53; host = 5000; protocol = "udp"; } ];',
      pools: `ports = { ${range} };`,
      ids: 'ports.web = 5000;',
      following: ['ports'],
    },
    ['ports 5000->80/tcp', 'ports 5000->53/udp'],
  ],
  [
    'the same in the words of Compose',
    {
      web: 'requiresUniqueIdsFor = [ "ports" ]; ports = [ "5000:80/tcp" ];',
      pools: `ports = { ${range} };`,
      ids: 'ports.web = 5000;',
      following: ['ports'],
    },
    ['ports 5000->80/tcp'],
  ],
  [
    'nothing that the tool has by now: it leads into a container, and follows no ids',
    {
      web: 'pinnedIds.ports = 5000; ports = [ { container = 80; host = 5000; protocol = "tcp"; } ];',
      pools: `ports = { ${range} };`,
      ids: 'ports.web = 5000;',
    },
    [],
  ],
  [
    'the same of a port of which only the machine’s is known',
    {
      web: 'pinnedIds.ports = 5000; ports = [ { name = "http"; host = 5000; protocol = "tcp"; } ];',
      pools: `ports = { ${range} };`,
      ids: 'ports.web = 5000;',
    },
    [],
  ],
])('lists %s', (_, models, expected) => {
  expect(show(models)).toEqual(expected);
  expect(list(models).told).toEqual([]);
});

it('warns of ids that are missing, and of what can be no port', () => {
  const models = {
    web: 'requiresUniqueIdsFor = [ "ports" "ports:metrics" ];',
    pools: `ports = { ${range} };`,
    ids: 'ports.web = 70000;',
  };
  expect(list(models)).toEqual({
    ports: new Map(),
    told: [
      'port-range: the id 70000 of service "web" in the pool "ports" can be no port: it is left out',
      'id-missing: service "web:metrics" has no id of the pool "ports" in the ids file: its port is left out',
    ],
  });
});

it('lists each number of each protocol once, and calls no two numbers the same', () => {
  const names = fc.constantFrom(
    'tcpPorts',
    'udpPorts',
    'tcpPorts:a',
    'udpPorts:a',
    'tcpPorts:tcpPorts',
    'udpPorts:tcpPorts',
    'tcpPorts:a-2',
  );
  fc.assert(
    fc.property(
      fc.uniqueArray(names, { minLength: 1 }),
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 3 }),
      (wanted, block, apart) => {
        const idsOf = (pool: string): string =>
          wanted
            .filter(name => name.startsWith(pool))
            .map((name, i) => `"web${name.slice(pool.length)}" = ${5000 + i * apart};`)
            .join(' ');
        const { ports } = list({
          web: `requiresUniqueIdsFor = [ ${wanted.map(name => `"${name}"`).join(' ')} ];`,
          pools: `tcpPorts = { ${range} block = ${block}; }; udpPorts = { ${range} block = ${block}; };`,
          ids: `tcpPorts = { ${idsOf('tcpPorts')} }; udpPorts = { ${idsOf('udpPorts')} };`,
        });
        const its = ports.get('web') ?? [];
        const sockets = its.flatMap(({ number, uses }) => uses.map(({ protocol }) => `${number}/${protocol}`));
        const expected = wanted.flatMap(name => {
          const pool = name.slice(0, 8);
          const place = wanted.filter(other => other.startsWith(pool)).indexOf(name);
          return Array.from({ length: block }, (_, i) => `${5000 + place * apart + i}/${pool.slice(0, 3)}`);
        });
        expect([...sockets].sort()).toEqual([...new Set(expected)].sort());
        expect(new Set(its.map(({ label }) => label)).size).toBe(its.length);
      },
    ),
    { seed: 14, numRuns: rounds({ short: 100, long: 3000 }) },
  );
});
