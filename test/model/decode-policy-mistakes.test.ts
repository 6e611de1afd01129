import { expect, test } from 'vitest';
import { decode } from './policies.ts';

/** Each mistake with its message and place. */
const mistakes: readonly (readonly [string, ...string[]])[] = [
  [
    '3',
    'policy - the policy is an integer, but must be an attribute set (a policy is { capacities = { memory = { need = "memory"; have = "memory"; }; }; })',
  ],
  ['{ capacties = { }; }', 'policy-key 1:3 the policy has the unknown key "capacties" (did you mean "capacities"?)'],
  [
    '{ x = 1; }',
    'policy-key 1:3 the policy has the unknown key "x" (it has the keys balance, capacities, cost, groups, links, minimise, moves, priority, replicas, rules)',
  ],
  [
    '{ capacities = [ ]; }',
    'policy-value 1:3 capacities of the policy is a list, but must be an attribute set (write capacities = { memory = { need = "memory"; have = "memory"; }; };)',
  ],
  [
    '{ capacities.memory = 3; }',
    'policy-value 1:3 capacity "memory" of the policy is an integer, but must be an attribute set (write { need = "memory"; have = "memory"; }, after properties of services and targets)',
  ],
  [
    '{ capacities.memory = { needs = 3; }; }',
    'policy-key 1:25 capacity "memory" has the unknown key "needs" (did you mean "need"?)',
  ],
  [
    '{ capacities.m = { need = "memry"; have = "memory"; }; }',
    'unknown-property 1:20 need of capacity "m" is the property "memry", which no service has (did you mean "memory"?)',
  ],
  [
    '{ capacities.m = { need = "memory"; have = "memoryy"; }; }',
    'unknown-property 1:37 have of capacity "m" is the property "memoryy", which no target has (did you mean "memory"?)',
  ],
  [
    '{ capacities.m = { need = (-1); have = 3; }; }',
    'policy-value 1:20 need of capacity "m" is -1, but must be the name of a property, or a number of at least 0',
  ],
  [
    '{ capacities.memory = { comfortable = 1.5; }; minimise = [ "load" ]; }',
    'policy-value 1:25 comfortable of capacity "memory" is 1.5, but must be a number above 0 and at most 1',
  ],
  [
    '{ capacities.memory = { overcommit = 0; }; }',
    'policy-value 1:25 overcommit of capacity "memory" is 0, but must be a number above 0',
  ],
  [
    '{ capacities.memory = { overcommit = "2x"; }; }',
    'policy-value 1:25 overcommit of capacity "memory" is "2x", but must be a number above 0',
  ],
  [
    '{ capacities.memory = { transient = 1; }; }',
    'policy-value 1:25 transient of capacity "memory" is an integer, but must be true or false',
  ],
  [
    '{ capacities.memory = { weight = 2; }; }',
    'policy-value 1:25 capacity "memory" has a weight, but no comfortable share beyond which anything would weigh (write comfortable = 0.8;)',
  ],
  [
    '{ replicas.web = 0; }',
    'policy-value 1:3 replicas of "web" is 0, but must be a whole number from 1 on, or "all" (write replicas = { web = 3; };)',
  ],
  [
    '{ replicas.wbe = 2; }',
    'unknown-service 1:3 replicas names "wbe", which is neither a service nor a group (did you mean "web"?)',
  ],
  [
    '{ groups.g = [ "web" ]; replicas = { g = 2; web = 3; }; }',
    'policy-conflict 1:45 replicas of service "web" is 2 by "g" and 3 by "web" (say it once, or the same twice)',
  ],
  [
    '{ groups.web = [ "db" ]; }',
    'policy-conflict 1:3 group "web" has the name of a service (rules speak of services and groups alike, so a group needs a name of its own)',
  ],
  [
    '{ groups.front = [ "wbe" ]; }',
    'unknown-service 1:3 group "front" names "wbe", which is no service (did you mean "web"?)',
  ],
  [
    '{ groups.front = [ 1 ]; }',
    'policy-value 1:3 group "front" of the policy is an integer, but must be a list of names of services',
  ],
  [
    '{ rules = 3; }',
    'policy-value 1:3 rule 1 of the policy is an integer, but must be an attribute set (write { apart = [ "db1" "db2" ]; })',
  ],
  [
    '{ rules = [ { } ]; }',
    'policy-rule 1:3 rule 1 does not say what it demands (a rule has exactly one of the keys apart, together, spread, only, avoid, near, match)',
  ],
  [
    '{ rules = [ { appart = "web"; } ]; }',
    'policy-key 1:15 rule 1 has the unknown key "appart" (did you mean "apart"?)',
  ],
  [
    '{ rules = [ { apart = "web"; near = "db"; } ]; }',
    'policy-rule 1:15 rule 1 says both apart and near (a rule has exactly one of the keys apart, together, spread, only, avoid, near, match)',
  ],
  [
    '{ rules = [ { apart = "web"; least = 2; } ]; }',
    'policy-key 1:30 rule 1 has the unknown key "least" (it has the keys name, soft, apart, by)',
  ],
  [
    '{ groups.front = [ "web" ]; rules = [ { apart = [ "web" "fron" ]; } ]; }',
    'unknown-service 1:41 apart of rule 1 names "fron", which is neither a service nor a group (did you mean "front"?)',
  ],
  [
    '{ rules = [ { apart = [ 1 ]; } ]; }',
    'policy-value 1:15 apart of rule 1 is an integer, but must be the name of a service or group, or a list of them',
  ],
  [
    '{ rules = [ { apart = "web"; by = "zon"; } ]; }',
    'unknown-property 1:30 by of rule 1 is the property "zon", which no target has (did you mean "zone"?)',
  ],
  [
    '{ rules = [ { apart = "web"; soft = 0; } ]; }',
    'policy-value 1:30 soft of rule 1 is 0, but must be a number above 0',
  ],
  [
    '{ rules = [ { spread = "web"; by = "zone"; } ]; }',
    'policy-rule 1:15 rule 1 does not say how far to spread (write least = 2; or maxSkew = 1;)',
  ],
  [
    '{ rules = [ { spread = "web"; least = 1.5; } ]; }',
    'policy-value 1:31 least of rule 1 is 1.5, but must be a whole number of at least 1',
  ],
  [
    '{ rules = [ { only = "web"; } ]; }',
    'policy-rule 1:15 rule 1 does not say which targets (write where = { zone = "a"; }; or on = [ "test1" ];)',
  ],
  [
    '{ rules = [ { only = "web"; on = [ "t4" ]; } ]; }',
    'unknown-target 1:29 on of rule 1 names "t4", which is no target of the infrastructure model (did you mean "t1"?)',
  ],
  [
    '{ rules = [ { only = "web"; where.zoen = "a"; } ]; }',
    'unknown-property 1:29 where of rule 1 is the property "zoen", which no target has (did you mean "zone"?)',
  ],
  [
    '{ rules = [ { only = "web"; where.cpus = { atLeast = 3; }; } ]; }',
    'policy-key 1:44 cpus in rule 1 has the unknown key "atLeast" (did you mean "least"?)',
  ],
  [
    '{ rules = [ { near = "web"; } ]; }',
    'policy-rule 1:15 rule 1 does not say near to whom (write { near = "cache"; to = "web"; })',
  ],
  [
    '{ rules = [ { match = "zons"; by = "zone"; } ]; }',
    'unknown-property 1:15 match of rule 1 is the property "zons", which no service has (did you mean "zones"?)',
  ],
  [
    '{ links = { by = [ "zone" ]; cost = [ 1 ]; }; }',
    'policy-links 1:30 links have 1 level, but 1 cost (one for another target, then one for each level outward: 2 in all)',
  ],
  [
    '{ links = { by = [ "zone" ]; }; }',
    'policy-links 1:3 links have 1 level, but no cost (one for another target, then one for each level outward: 2 in all)',
  ],
  [
    '{ links = { by = [ "zone" ]; cost = [ 10 1 ]; }; }',
    'policy-links 1:30 cost of links does not ascend (what is farther away costs at least as much)',
  ],
  ['{ links = { by = [ "zone" "zone" ]; cost = [ 1 2 3 ]; }; }', 'policy-links 1:13 by of links has "zone" twice'],
  [
    '{ links.replicas = "nearst"; }',
    'policy-value 1:3 replicas of links is "nearst", but must be "all" or "nearest" (did you mean "nearest"?)',
  ],
  [
    '{ cost = "prize"; minimise = [ "cost" ]; }',
    'unknown-property 1:3 cost of the policy is the property "prize", which no target has (did you mean "price"?)',
  ],
  [
    '{ minimise = [ "cost" ]; }',
    'policy-value 1:3 minimise names "cost", of which the policy says nothing (write cost = "price"; after a property of targets)',
  ],
  [
    '{ minimise = [ "lnks" ]; }',
    'policy-value 1:3 minimise names "lnks", which is no measure of a plan (did you mean "links"?)',
  ],
  ['{ minimise = [ "links" "links" ]; }', 'policy-value 1:3 minimise names "links" twice'],
  [
    '{ minimise = { links = -1; }; }',
    'policy-value 1:16 "links" in minimise of the policy is -1, but must be a number of at least 0',
  ],
  ['{ moves.atMost = -1; }', 'policy-value 1:3 atMost of moves is -1, but must be a whole number of at least 0'],
  [
    '{ moves.stateful = "sometimes"; }',
    'policy-value 1:3 stateful of moves is "sometimes", but must be "never" or "allowed"',
  ],
  [
    '{ moves.weights.bd = 3; }',
    'unknown-service 1:3 weights names "bd", which is neither a service nor a group (did you mean "db"?)',
  ],
  [
    '{ capacities.memory = { }; balance = [ { of = "memory"; against = "cpu"; } ]; minimise = [ "balance" ]; }',
    'policy-value 1:57 against of balance 1 is "cpu", which is no capacity of the policy',
  ],
  ['{ priority.web = "high"; }', 'policy-value 1:3 "web" in priority of the policy is "high", but must be a number'],
  ['{ rules = [ (throw "no") ]; }', 'thrown 1:14 no'],
  ['{ capacities = throw "no"; }', 'thrown 1:16 no'],
];

test.each(mistakes)('%s', (text, ...expected) => {
  expect(decode(text).messages).toEqual(expected);
});

test('all mistakes are told at once', () => {
  const { messages, policy } = decode(`{
  replicas = { wbe = 3; cache = 2; };
  rules = [
    { apart = "wbe"; }
    { apart = [ "web" "db" ]; by = "zoen"; }
    { together = [ "web" "cache" ]; }
  ];
  moves.atMost = "five";
  capacites = { };
}`);
  expect(messages.map(message => message.split(' ').slice(0, 2).join(' '))).toEqual([
    'policy-key 9:3',
    'unknown-service 4:7',
    'unknown-property 5:31',
    'unknown-service 2:16',
    'policy-value 8:3',
  ]);
  expect(policy.replicas).toEqual(new Map([['cache', 2]]));
  expect(policy.rules.map(({ name }) => name)).toEqual(['together cache, web']);
});

test('names of every kind are ordinary names', () => {
  const text = `{
    services = { "__proto__" = { "constructor" = 1; }; "a b\\"" = { "constructor" = 2; }; };
    infrastructure = { "toString" = { properties = { "__proto__" = 8; }; }; };
  }`;
  const { policy, messages } = decode(
    `{
      capacities."hasOwnProperty" = { need = "constructor"; have = "__proto__"; };
      groups."valueOf" = [ "__proto__" "a b\\"" ];
      replicas."__proto__" = 1;
      rules = [ { apart = "valueOf"; by = "__proto__"; } ];
    }`,
    text,
  );
  expect(messages).toEqual([]);
  expect(policy.rules).toMatchObject([{ services: ['__proto__', 'a b"'], by: '__proto__' }]);
  expect(policy.replicas.get('__proto__')).toBe(1);
});
