import { expect, test } from 'vitest';
import { Findings } from '../../src/base/findings.ts';
import { buildApplicationHostGraph } from '../../src/graph/application-host-graph.ts';
import { decodeDistribution } from '../../src/model/decode-distribution.ts';
import { decodePolicy } from '../../src/model/decode-policy.ts';
import { targetsOf } from '../../src/model/distribution.ts';
import { demandsNothing } from '../../src/model/policy.ts';
import { isAboutLinksAlone } from '../../src/plan/place/is-about-links-alone.ts';
import { showUnits } from '../../src/plan/place/whole-numbers.ts';
import { type PosedPlace, posePlace, readPlace } from '../../src/plan/pose-place.ts';
import { prepareRequest } from '../../src/plan/prepare-request.ts';
import { FrozenGraph, freezePlacement } from '../../src/solve/index.ts';
import { evaluate, messagesOf, models, shop } from '../model/policies.ts';

interface Given {
  readonly models?: string;
  readonly previous?: string;
  readonly candidates?: string;
}

/** The shop under a policy, and all that is told. */
function pose(policyText: string, given: Given = {}) {
  const findings = new Findings();
  const read = models(given.models ?? shop, findings);
  const policy = decodePolicy(evaluate(policyText), 'placement.nix', read, findings);
  const plan = (text: string | undefined) =>
    text === undefined ? undefined : decodeDistribution(evaluate(text), 'd.nix', read, findings, 'drop');
  const request = { ...read, previous: plan(given.previous), candidates: plan(given.candidates) };
  let posed: PosedPlace | undefined;
  findings.attempt(() => {
    posed = posePlace(request, policy, findings);
  });
  // What is thrown is what was found.
  return { posed, messages: [...new Set(messagesOf(findings))], request, policy };
}

function posedOf(policy: string, given: Given = {}): PosedPlace {
  const { posed, messages } = pose(policy, given);
  expect(messages.filter(message => !message.startsWith('warning'))).toEqual([]);
  if (posed === undefined) throw new Error('nothing was posed');
  return posed;
}

const idsOf = ({ nodes }: PosedPlace): string[] =>
  nodes.map(({ name, replica }) => (replica === undefined ? name : `${name}#${replica}`));

/** The candidates of each node, by name. */
function candidatesOf({ problem, labels, nodes, ...rest }: PosedPlace): Record<string, string[]> {
  const { start, items } = problem.lists;
  const ids = idsOf({ nodes, problem, labels, ...rest });
  return Object.fromEntries(
    ids.map((id, node) => {
      const list = problem.listOf[node] ?? 0;
      return [id, [...items.subarray(start[list], start[list + 1])].map(label => labels[label]?.name ?? '?')];
    }),
  );
}

const numbers = (array: ArrayLike<number> | undefined): number[] => Array.from(array ?? []);

test('without a policy it is the problem of the reliable plan', () => {
  const { posed, request, policy } = pose('{ }', { previous: '{ db = [ "t1" ]; web = [ "t3" ]; }' });
  const prepared = prepareRequest(request, new Findings());
  const graph = new FrozenGraph<never, never, never>();
  buildApplicationHostGraph(prepared, graph as never);
  const { instance } = freezePlacement(graph as never);
  const { problem } = posed ?? expect.fail('nothing was posed');
  expect(demandsNothing(policy)).toBe(true);
  expect(posed?.graph.nodes()).toEqual(graph.nodes());
  expect([problem.nodeCount, problem.labelCount]).toEqual([instance.nodeCount, instance.labelCount]);
  expect(numbers(problem.links.u)).toEqual(numbers(instance.edgeU));
  expect(numbers(problem.links.v)).toEqual(numbers(instance.edgeV));
  expect([problem.links.levels, problem.links.costs]).toEqual([[0], [1]]);
  expect(problem.stages).toEqual([{ links: 1 }, { labels: 1 }, { moves: 1 }]);
  expect([problem.rules, problem.resources, problem.nearest, problem.balances]).toEqual([[], [], [], []]);
});

test('capacities are exact: decimals, numbers in quotes, overcommit and comfortable shares', () => {
  const posed = posedOf(`{
    capacities = {
      cpu = { have = "cpus"; overcommit = 0.25; };
      memory = { comfortable = 0.3; overcommit = 1.5; };
      slots = { need = 1; have = 2; };
    };
    minimise = [ "links" "load" ];
  }`);
  const [cpu, memory, slots] = posed.problem.resources;
  expect(idsOf(posed)).toEqual(['cache', 'db', 'web']);
  // In halves of a processor: web needs one; no target is given more than all need.
  expect([numbers(cpu?.need), numbers(cpu?.have)]).toEqual([
    [0, 0, 1],
    [1, 1, 1],
  ]);
  expect(showUnits(1n, posed.capacities[0]?.unit ?? { over: 1n, under: 1n })).toBe('0.5');
  // In fifths: 8 · 1.5 = 12 and 16 · 1.5 = 24, of which 3.6 and 7.2 are comfortable; all need 7.
  expect(numbers(memory?.need)).toEqual([5, 20, 10]);
  expect(numbers(memory?.have)).toEqual([35, 35, 35]);
  expect(numbers(memory?.comfortable)).toEqual([18, 18, 35]);
  expect(memory?.loadWeight).toBe(1);
  expect([numbers(slots?.need), numbers(slots?.have)]).toEqual([
    [1, 1, 1],
    [2, 2, 2],
  ]);
  expect(posed.problem.stages).toEqual([{ links: 1 }, { load: 1 }]);
});

test('needs beyond 2^31 count exactly; what cannot be counted is told', () => {
  const bytes = (need: string) => `{
    services = { a = { disk = ${need}; }; b = { disk = 1; }; };
    infrastructure = { t1.properties.disk = 8796093022208; };
  }`;
  const posed = posedOf('{ capacities.disk = { }; }', { models: bytes('6442450944') });
  expect(numbers(posed.problem.resources[0]?.need)).toEqual([6442450944, 1]);
  const { messages } = pose('{ capacities.disk = { }; }', { models: bytes('"1e30"') });
  expect(messages.filter(message => !message.includes('quoted-number'))).toEqual([
    'too-large 1:3 what is needed of capacity "disk" is more than can be counted exactly (amounts with fewer digits, or in a larger unit, are enough to tell what fits)',
  ]);
});

test('replicas are nodes of one class, always apart, and share what is said of the service', () => {
  const posed = posedOf('{ replicas = { web = 2; cache = "all"; }; }', { previous: '{ cache = [ "t1" "t3" ]; }' });
  expect(idsOf(posed)).toEqual(['cache#1', 'cache#2', 'cache#3', 'db', 'web#1', 'web#2']);
  const { moves, rules, links } = posed.problem;
  expect(numbers(moves.classOf)).toEqual([0, 0, 0, 1, 2, 2]);
  expect(numbers(moves.newcomers)).toEqual([1, 0, 0]);
  expect(numbers(moves.homes.items)).toEqual([0, 2]);
  expect(rules.map(rule => [rule.kind, numbers(rule.nodes), rule.partition])).toEqual([
    ['apart', [0, 1, 2], 0],
    ['apart', [4, 5], 0],
  ]);
  expect(posed.ruleOrigins).toEqual([
    { kind: 'replicas', name: 'cache' },
    { kind: 'replicas', name: 'web' },
  ]);
  // Each web with each cache and with db.
  expect(links.u.length).toBe(2 * 3 + 2);
  expect(posed.graph.nodes().slice(0, 3)).toEqual(['app:cache#1', 'app:cache#2', 'app:cache#3']);
});

test('a link to the nearest replica is one of each of those that depend on it', () => {
  const posed = posedOf('{ replicas.cache = 2; links.replicas = "nearest"; }');
  expect(numbers(posed.problem.links.u).length).toBe(1);
  expect(posed.problem.nearest.map(({ node, among, weight }) => [node, numbers(among), weight])).toEqual([
    [3, [0, 1], 1],
  ]);
});

test('only, avoid and match leave fewer candidates; soft ones are wishes', () => {
  const posed = posedOf(`{
    replicas.cache = "all";
    rules = [
      { only = "cache"; where = { cpus = { least = 3; }; }; }
      { avoid = "web"; where.arch = "arm"; soft = 2.5; }
      { avoid = "db"; on = "t2"; soft = 1; }
      { match = "zones"; by = "zone"; }
    ];
  }`);
  expect(candidatesOf(posed)).toEqual({
    'cache#1': ['t1', 't3'],
    'cache#2': ['t1', 't3'],
    db: ['t1', 't2'],
    web: ['t1', 't2', 't3'],
  });
  expect(posed.problem.labelWishes).toEqual([
    { node: 3, label: 0, weight: 5 },
    { node: 3, label: 2, weight: 5 },
    { node: 2, label: 1, weight: 2 },
  ]);
  expect(posed.limits.map(({ constraint, targets }) => [constraint.kind, constraint.name, [...targets]])).toEqual([
    ['rule', 'only cache where cpus at least 3', ['t1', 't3']],
    ['rule', 'match zones with zone', ['t1', 't2']],
  ]);
  expect(posed.problem.stages[0]).toEqual({ wishes: 1 });
});

test('rules on groups, by targets and by zones', () => {
  const posed = posedOf(`{
    replicas = { web = 2; cache = 2; };
    rules = [
      { apart = [ "db" "web" ]; by = "zone"; soft = 3; }
      { together = [ "db" "web" ]; by = "zone"; }
      { together = [ "web" "cache" ]; }
      { spread = "web"; by = "zone"; least = 2; maxSkew = 1; }
      { near = "db"; to = [ "cache" "web" ]; by = "rack"; }
    ];
  }`);
  const rules = posed.problem.rules.slice(2).map(rule => ({
    ...rule,
    nodes: numbers(rule.nodes),
    ...(rule.kind === 'near' ? { to: numbers(rule.to) } : {}),
  }));
  // 0, 1: cache; 2: db; 3, 4: web. Way 1 are zones, way 2 racks.
  expect(rules).toEqual([
    { kind: 'apart', nodes: [2, 3, 4], partition: 1, weight: 1 },
    { kind: 'together', nodes: [2, 3, 4], partition: 1 },
    { kind: 'near', nodes: [0, 1], to: [3, 4], partition: 0 },
    { kind: 'near', nodes: [3, 4], to: [0, 1], partition: 0 },
    { kind: 'spread', nodes: [3, 4], partition: 1, least: 2 },
    { kind: 'skew', nodes: [3, 4], partition: 1, most: 1 },
    { kind: 'near', nodes: [2], to: [0, 1, 3, 4], partition: 2 },
  ]);
  expect(posed.problem.partitions.map(({ zoneOf, zoneCount }) => [numbers(zoneOf), zoneCount])).toEqual([
    [[0, 1, 2], 3],
    [[0, 0, 1], 2],
    [[0, 1, 2], 3],
  ]);
});

test('replicas of one service cannot be together on a target', () => {
  expect(pose('{ replicas.web = 2; rules = [ { together = "web"; } ]; }').messages).toEqual([
    'policy-conflict 1:33 rule "together web" wants the replicas of "web" on one target, but replicas are apart (write by = "zone"; for one zone)',
  ]);
});

test('levels of links have costs in whole numbers, and must nest', () => {
  const posed = posedOf('{ links = { by = [ "rack" "zone" ]; cost = [ 0.5 1 2.5 ]; }; }');
  expect(posed.problem.links.levels).toEqual([0, 1, 2]);
  expect(posed.problem.links.costs).toEqual([1, 2, 5]);
  expect(posed.scales.links.unit).toEqual({ over: 1n, under: 2n });
  expect(pose('{\n  links = { by = [ "zone" "rack" ]; cost = [ 1 2 3 ]; };\n}').messages).toEqual([
    'policy-links 2:3 levels of links must nest, but zone "a" is in rack "r1" and in "r2" (list the smaller zones first, and give them different names)',
  ]);
});

test('a target without a zone is one of its own, which is told once', () => {
  const given = {
    models:
      '{ services.a = { }; infrastructure = { t1.properties.zone = "a"; t2.properties.x = 1; t3.properties.x = 1; }; }',
  };
  const { posed, messages } = pose(
    '{ rules = [ { apart = "a"; by = "zone"; } { spread = "a"; by = "zone"; least = 1; } ]; }',
    given,
  );
  expect(messages).toEqual([
    'warning missing-zone 1:66 target "t2" and 1 other have no property "zone": each is taken for a zone of its own',
  ]);
  expect(numbers(posed?.problem.partitions[1]?.zoneOf)).toEqual([0, 1, 2]);
});

test('a target without what a capacity or the cost counts is a mistake, unless there is a default', () => {
  const given = { models: '{ services.a.m = 1; infrastructure = { t1.properties.m = 1; t2.properties.p = 3; }; }' };
  expect(pose('{\n  capacities.m = { };\n}', given).messages).toEqual([
    'missing-property 2:3 target "t2" has no property "m", which capacity "m" counts (give it to them, or say what they have otherwise: default = 0;)',
  ]);
  expect(pose('{\n  cost = "p"; minimise = [ "cost" ];\n}', given).messages[0]).toContain(
    'target "t1" has no property "p"',
  );
  const posed = posedOf(
    '{ capacities.m = { default = 5; }; cost = { property = "p"; default = 1.5; }; minimise = [ "cost" ]; }',
    given,
  );
  expect(numbers(posed.problem.labelCost)).toEqual([1, 2]);
  expect(posed.scales.cost.unit).toEqual({ over: 3n, under: 2n });
});

test('an amount that is none is told where it stands', () => {
  const given = { models: '{\n services.a.m = "much"; infrastructure.t1.properties.m = -1; }' };
  expect(pose('{ capacities.m = { }; }', given).messages).toEqual([
    'amount 2:2 m of service "a" is "much", but must be a number of at least 0',
    'amount 2:25 m of target "t1" is -1, but must be a number of at least 0',
  ]);
});

test('stateful services stay; more replicas than before are new; what is gone is no home', () => {
  const stays = posedOf('{ }', { previous: '{ db = [ "t2" ]; web = [ "t3" ]; }' });
  expect(candidatesOf(stays)).toEqual({ cache: ['t1', 't2', 't3'], db: ['t2'], web: ['t1', 't2', 't3'] });
  expect(stays.limits.map(({ constraint }) => constraint)).toEqual([{ kind: 'stateful', name: 'db' }]);
  const more = posedOf('{ replicas.db = 3; }', { previous: '{ db = [ "t2" "t1" "t9" ]; }' });
  expect(candidatesOf(more)).toMatchObject({ 'db#1': ['t1'], 'db#2': ['t2'], 'db#3': ['t1', 't2', 't3'] });
  expect(numbers(more.problem.moves.classOf)).toEqual([0, 1, 2, 3, 4]);
  const fewer = posedOf('{ }', { previous: '{ db = [ "t1" "t2" ]; }' });
  expect(candidatesOf(fewer)).toMatchObject({ db: ['t1', 't2'] });
  const free = posedOf('{ moves.stateful = "allowed"; }', { previous: '{ db = [ "t2" ]; }' });
  expect(candidatesOf(free)).toMatchObject({ db: ['t1', 't2', 't3'] });
});

test('moves have weights and a limit, which mean nothing without a previous plan', () => {
  const text = '{\n  moves = { atMost = 1; weights = { db = 2.5; }; };\n}';
  const posed = posedOf(text, { previous: '{ db = [ "t1" ]; }' });
  expect(numbers(posed.problem.moves.weight)).toEqual([2, 5, 2]);
  expect(posed.problem.moves.atMost).toBe(1);
  const { posed: without, messages } = pose(text);
  expect(without?.problem.moves.atMost).toBe(undefined);
  expect(messages).toEqual([
    'warning policy-idle 2:3 the policy speaks of moves, but there is no previous plan that anything could move from',
  ]);
});

test('weights of measures are whole, whatever the units', () => {
  const posed = posedOf('{ cost = "price"; minimise = [ { links = 1; cost = 0.1; } ]; }');
  // Prices 10, 20 and 2.5 count in 2.5, so that a unit of cost is worth a quarter of a link.
  expect(numbers(posed.problem.labelCost)).toEqual([4, 8, 1]);
  expect(posed.problem.stages).toEqual([{ links: 4, cost: 1 }]);
});

test('a balance has a whole ratio, in units small enough for it', () => {
  const posed = posedOf(`{
    capacities = { cpu = { have = "cpus"; }; memory = { }; };
    balance = [ { of = "cpu"; against = "memory"; ratio = 1.5; } ];
    minimise = [ "balance" ];
  }`);
  const [balance] = posed.problem.balances;
  const [cpu, memory] = posed.problem.resources;
  // Half processors against quarters of memory.
  expect(balance).toEqual({ of: 0, against: 1, ratio: 3, weight: 1 });
  expect(numbers(cpu?.have)).toEqual([8, 4, 16]);
  expect(numbers(memory?.have)).toEqual([32, 32, 64]);
});

const containers = (others: string) => `{
  services = { db = { type = "process"; providesContainer = "mysql"; }; app = { type = "mysql"; }; ${others} };
  infrastructure = { t1.properties.x = 1; t2 = { properties.x = 1; containers.process = { }; }; t3 = { properties.x = 1; containers.mysql = { }; }; };
}`;

test('a service that provides a container binds those that need it', () => {
  const posed = posedOf('{ }', { models: containers('') });
  expect(posed.problem.rules).toMatchObject([{ kind: 'near', partition: 0 }]);
  const [rule] = posed.problem.rules;
  expect(rule?.kind === 'near' && [numbers(rule.nodes), numbers(rule.to), numbers(rule.free)]).toEqual([[0], [1], [2]]);
  expect(posed.ruleOrigins).toEqual([{ kind: 'container', name: 'app' }]);
  const elsewhere = posedOf('{ }', { models: containers(''), candidates: '{ app = [ "t1" "t2" ]; db = [ "t2" ]; }' });
  expect(candidatesOf(elsewhere)).toEqual({ app: ['t2'], db: ['t2'] });
  // A container that nobody provides binds nobody.
  const nobody = posedOf('{ }', { models: containers(''), candidates: '{ app = [ "t1" ]; }' });
  expect([nobody.problem.rules, candidatesOf(nobody)]).toEqual([[], { app: ['t1'] }]);
});

test('a service that may go nowhere is told by number', () => {
  const posed = posedOf('{ rules = [ { only = "db"; on = "t1"; } { avoid = "db"; on = "t1"; } ]; }');
  expect(posed.withoutCandidates.map(node => posed.nodes[node]?.name)).toEqual(['db']);
});

test('names of every kind are ordinary names, and a service called like a replica is another one', () => {
  const text = `{
    services = { "a" = { dependsOn."__proto__" = { name = "__proto__"; }; }; "a#1" = { }; "__proto__" = { m = 1; }; constructor = { }; };
    infrastructure = { "toString".properties = { m = 1; "__proto__" = "z"; }; "10".properties = { m = 2; "__proto__" = "y"; }; };
  }`;
  const posed = posedOf(
    '{ replicas.a = 2; capacities.m = { }; rules = [ { apart = [ "a" "a#1" ]; by = "__proto__"; } ]; }',
    { models: text },
  );
  expect(idsOf(posed)).toEqual(['__proto__', 'a#1', 'a#2', 'a#1', 'constructor']);
  expect(new Set(posed.graph.nodes()).size).toBe(7);
  expect(posed.problem.links.u.length).toBe(2);
});

test('a plan is read back: the targets of all replicas, in the order of the candidates, with their containers', () => {
  const candidates = '{ web = [ "t3" "t2" "t1" ]; db = { targets = [ { target = "t1"; container = "big"; } ]; }; }';
  const posed = posedOf('{ replicas.web = 2; }', { candidates });
  expect(idsOf(posed)).toEqual(['db', 'web#1', 'web#2']);
  const plan = readPlace(posed, Int32Array.of(0, 1, 2));
  expect(targetsOf(plan, 'web')).toEqual(['t3', 't2']);
  expect(plan.mappings.get('db')).toMatchObject([{ target: 't1', container: 'big' }]);
});

test('what is about links alone is told from what is not', () => {
  const isPlain = (policy: string, given: Given = {}): boolean => {
    const { request, policy: decoded } = pose(policy, given);
    return isAboutLinksAlone(prepareRequest(request, new Findings()), decoded);
  };
  expect(isPlain('{ }')).toBe(true);
  expect(isPlain('{ replicas.web = 1; minimise = [ "links" "targets" "moves" ]; }')).toBe(true);
  expect(isPlain('{ replicas.web = 2; }')).toBe(false);
  expect(isPlain('{ minimise = [ "targets" "links" "moves" ]; }')).toBe(false);
  expect(isPlain('{ rules = [ { apart = "web"; } ]; }')).toBe(false);
  expect(isPlain('{ }', { previous: '{ web = [ "t1" ]; }' })).toBe(true);
  // db says that it is stateful: it stays, and that is all.
  expect(isPlain('{ }', { previous: '{ db = [ "t1" ]; }' })).toBe(true);
  expect(isPlain('{ }', { previous: '{ db = [ "t1" "t2" ]; }' })).toBe(false);
  expect(isPlain('{ moves.stateful = "allowed"; }', { previous: '{ db = [ "t1" ]; }' })).toBe(true);
  expect(isPlain('{ }', { models: containers('') })).toBe(false);
  expect(isPlain('{ }', { models: containers(''), candidates: '{ app = [ "t3" ]; db = [ "t1" ]; }' })).toBe(true);
});
