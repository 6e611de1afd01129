import { describe, expect, test } from 'vitest';
import { emptyPolicy } from '../../src/model/policy.ts';
import { decode } from './policies.ts';

const amount = (units: bigint, scale = 0) => ({ units, scale });

test('an empty policy demands nothing', () => {
  const { policy, messages } = decode('{ }');
  expect(messages).toEqual([]);
  expect(policy).toEqual(emptyPolicy);
});

test('a capacity names properties or numbers, and is called as they are where it says nothing', () => {
  const { policy, messages } = decode(`{
    capacities = {
      memory = { };
      cpu = { need = "cpu"; have = "cpus"; comfortable = 0.8; overcommit = "1.5"; weight = 3; transient = true; default = 1; };
      slots = { need = 1; have = "20"; };
    };
    minimise = [ "links" "load" ];
  }`);
  expect(messages).toEqual([]);
  expect(policy.capacities).toMatchObject([
    {
      name: 'cpu',
      need: 'cpu',
      have: 'cpus',
      comfortable: amount(8n, 1),
      overcommit: amount(15n, 1),
      weight: amount(3n),
      transient: true,
      fallback: amount(1n),
    },
    { name: 'memory', need: 'memory', have: 'memory', overcommit: amount(1n), transient: false, fallback: undefined },
    { name: 'slots', need: amount(1n), have: amount(20n) },
  ]);
});

test('replicas are of services and groups, and of what services say themselves', () => {
  const { policy, messages } = decode('{ groups.front = [ "web" "cache" ]; replicas = { front = 3; db = "all"; }; }');
  expect(messages).toEqual([]);
  expect(policy.replicas).toEqual(
    new Map<string, number | string>([
      ['cache', 3],
      ['web', 3],
      ['db', 'all'],
    ]),
  );
  const own = '{ services.db.replicas = 2; infrastructure = { }; }';
  expect(decode('{ }', own).policy.replicas).toEqual(new Map([['db', 2]]));
  expect(decode('{ replicas.db = "2"; }', own).messages).toEqual([]);
  expect(decode('{\n  replicas.db = 3;\n}', own).messages).toEqual([
    'policy-conflict 2:3 replicas of service "db" is 2 by the property of service "db" and 3 by "db" (say it once, or the same twice)',
  ]);
});

describe('rules', () => {
  test('each kind has its keys; names are services or groups', () => {
    const { policy, messages } = decode(`{
      groups.all = [ "web" "db" "cache" ];
      rules = [
        { apart = "all"; by = "zone"; name = "no two"; }
        { together = [ "web" "cache" ]; soft = 2.5; }
        { spread = "web"; by = "zone"; least = 2; maxSkew = "1"; }
        { only = "db"; where = { zone = "a"; arch = [ "x86" "arm" ]; cpus = { least = 2; most = 4; }; }; on = [ "t2" "t1" ]; }
        { avoid = "cache"; on = "t3"; }
        { near = "cache"; to = "web"; by = "rack"; }
        { match = "zones"; by = "zone"; }
      ];
    }`);
    expect(messages).toEqual([]);
    expect(policy.rules).toMatchObject([
      { kind: 'apart', services: ['cache', 'db', 'web'], by: 'zone', name: 'no two', soft: undefined },
      {
        kind: 'together',
        services: ['cache', 'web'],
        by: undefined,
        soft: amount(25n, 1),
        name: 'together cache, web',
      },
      { kind: 'spread', services: ['web'], least: 2, maxSkew: 1 },
      {
        kind: 'only',
        on: ['t1', 't2'],
        where: [
          { property: 'arch', oneOf: ['x86', 'arm'] },
          { property: 'cpus', least: amount(2n), most: amount(4n) },
          { property: 'zone', oneOf: ['a'] },
        ],
      },
      { kind: 'avoid', services: ['cache'], on: ['t3'], where: [], name: 'avoid cache on t3' },
      { kind: 'near', services: ['cache'], to: ['web'], by: 'rack', name: 'near cache to web by rack' },
      { kind: 'match', property: 'zones', by: 'zone', name: 'match zones with zone' },
    ]);
    expect(policy.rules[0]?.position?.line).toBe(4);
  });

  test('two rules that say the same have different names; a name that is given twice is a mistake', () => {
    const { policy } = decode('{ rules = [ { apart = "web"; } { apart = "web"; } { apart = "web"; } ]; }');
    expect(policy.rules.map(({ name }) => name)).toEqual(['apart web', 'apart web (2)', 'apart web (3)']);
    expect(decode('{ rules = [ { apart = "web"; name = "x"; } { apart = "db"; name = "x"; } ]; }').messages).toEqual([
      'policy-conflict 1:46 2 rules have the name "x" (reasons speak of rules by their names)',
    ]);
  });
});

test('links, cost, moves, balance, priority', () => {
  const { policy, messages } = decode(`{
    capacities = { memory = { }; cpu = { have = "cpus"; }; };
    links = { by = [ "rack" "zone" ]; cost = [ 1 "2.5" 10 ]; replicas = "nearest"; };
    cost = { property = "price"; default = 0; };
    moves = { stateful = "allowed"; atMost = 5; weights = { db = 20; }; };
    balance = [ { of = "cpu"; against = "memory"; ratio = 2; } ];
    priority = { web = 10; };
    minimise = [ { links = 1; cost = 0.5; } "balance" "moves" ];
  }`);
  expect(messages).toEqual([]);
  expect(policy.links).toMatchObject({ by: ['rack', 'zone'], cost: [amount(1n), amount(25n, 1), amount(10n)] });
  expect(policy.links.replicas).toBe('nearest');
  expect(policy.cost).toMatchObject({ property: 'price', fallback: amount(0n) });
  expect(policy.moves).toMatchObject({ stateful: 'allowed', atMost: 5, weights: new Map([['db', amount(20n)]]) });
  expect(policy.balance).toMatchObject([{ of: 'cpu', against: 'memory', ratio: amount(2n), weight: amount(1n) }]);
  expect(policy.priority).toEqual(new Map([['web', amount(10n)]]));
  expect(policy.minimise.map(aim => [...aim.keys()])).toEqual([['cost', 'links'], ['balance'], ['moves']]);
});

test('rules that ask different things of one property are called differently', () => {
  const { policy } = decode(`{
    rules = [
      { only = "db"; where.zone = "a"; }
      { only = "db"; where.zone = [ "a" "b" ]; }
      { only = "db"; where.cpus.least = 2; }
      { only = "db"; where.cpus.most = 4; }
      { avoid = "db"; where = { cpus = { least = 2.5; most = 4; }; zone = "b"; }; }
    ];
  }`);
  expect(policy.rules.map(({ name }) => name)).toEqual([
    'only db where zone a',
    'only db where zone a or b',
    'only db where cpus at least 2',
    'only db where cpus at most 4',
    'avoid db where cpus 2.5 to 4, zone b',
  ]);
});

test('wishes come first where minimise does not name them', () => {
  const order = (minimise: string) =>
    decode(`{ rules = [ { apart = [ "web" "db" ]; soft = 1; } ]; ${minimise} }`).policy.minimise.map(aim => [
      ...aim.keys(),
    ]);
  expect(order('')).toEqual([['wishes'], ['links'], ['targets'], ['moves']]);
  expect(order('minimise = [ "links" ];')).toEqual([['wishes'], ['links']]);
  expect(order('minimise = [ "links" "wishes" ];')).toEqual([['links'], ['wishes']]);
  expect(order('minimise = { links = 1; wishes = 100; };')).toEqual([['links', 'wishes']]);
});

test('what is said but does not count is told', () => {
  const { messages } = decode('{\n  cost = "price";\n  capacities.memory = { comfortable = 0.5; };\n}');
  expect(messages).toEqual([
    'warning policy-idle 2:3 the policy says what targets cost, but minimise does not name "cost" (add "cost" to minimise)',
    'warning policy-idle 3:3 capacity "memory" has a comfortable share, but minimise does not name "load" (add "load" to minimise)',
  ]);
});
