import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Findings } from '../../src/base/findings.ts';
import { decodePolicy } from '../../src/model/decode-policy.ts';
import type { Distribution } from '../../src/model/distribution.ts';
import { parseJson } from '../../src/nix/index.ts';
import { measurePlan } from '../../src/plan/place/report/measure-plan.ts';
import { posePlace, readPlace } from '../../src/plan/pose-place.ts';
import { PlaceState } from '../../src/solve/place/place-state.ts';
import { models } from '../model/policies.ts';
import { rounds } from '../rounds.ts';

const services = ['a', 'b', 'c'];
const targets = ['t1', 't2', 't3'];
const zone: Readonly<Record<string, string>> = { t1: 'x', t2: 'x', t3: 'y' };
const price: Readonly<Record<string, number>> = { t1: 1, t2: 2.5, t3: 4 };
const links = [
  ['a', 'b', 1],
  ['b', 'c', 3],
] as const;

/** What is drawn of a system: the rest of it is always the same. */
const drawnSystem = fc.record({
  need: fc.array(fc.constantFrom(0, 0.5, 1, 2), { minLength: 3, maxLength: 3 }),
  have: fc.array(fc.constantFrom(1, 1.5, 2, 4), { minLength: 3, maxLength: 3 }),
  stateful: fc.boolean(),
});

const names = fc.subarray(services, { minLength: 1 });
const by = fc.constantFrom(undefined, 'zone');
const soft = fc.constantFrom(undefined, undefined, 1, 2.5);
const drawnRule = fc.oneof(
  fc.record({ apart: names, by, soft }),
  fc.record({ together: names, by: fc.constant('zone'), soft }),
  fc.record({ spread: names, by, least: fc.integer({ min: 1, max: 3 }), soft }),
  fc.record({ near: names, to: names, by, soft }),
  fc.record({ only: names, on: fc.subarray(targets, { minLength: 1 }), soft }),
  fc.record({ avoid: names, where: fc.constant({ zone: 'x' }), soft }),
);
type DrawnRule = {
  readonly [key in 'apart' | 'together' | 'spread' | 'near' | 'to' | 'only' | 'on' | 'avoid']?: readonly string[];
} & { readonly by?: string | undefined; readonly least?: number; readonly soft?: number | undefined };

const drawnPolicy = fc.record({
  capacities: fc.constant({ m: {} }),
  replicas: fc.dictionary(fc.constantFrom(...services), fc.integer({ min: 1, max: 2 })),
  rules: fc.array(drawnRule, { maxLength: 3 }),
  links: fc.constant({ by: ['zone'], cost: [1, 2.5] }),
  cost: fc.constant('price'),
  moves: fc.constant({ weights: { b: 2 } }),
  minimise: fc.constant(['links', 'targets', 'cost', 'moves', 'wishes']),
});

const drawnHomes = fc.dictionary(fc.constantFrom(...services), fc.subarray(targets, { minLength: 1 }));

/** Where a plan has each service: the definition of everything below works on these names alone. */
type Places = ReadonlyMap<string, readonly string[]>;

/** How far a rule is from being kept. */
function violations(rule: DrawnRule, places: Places): number {
  const zoneOf = (target: string): string => (rule.by === undefined ? target : (zone[target] ?? ''));
  const all = (list: readonly string[] | undefined) =>
    (list ?? []).flatMap(name => (places.get(name) ?? []).map(target => ({ name, target })));
  const zones = (list: readonly string[] | undefined) => all(list).map(({ target }) => zoneOf(target));
  if (rule.apart !== undefined) return zones(rule.apart).length - new Set(zones(rule.apart)).size;
  if (rule.together !== undefined) return Math.max(0, new Set(zones(rule.together)).size - 1);
  if (rule.spread !== undefined) return Math.max(0, (rule.least ?? 0) - new Set(zones(rule.spread)).size);
  if (rule.near !== undefined) {
    const others = zones(rule.to);
    return all(rule.near).filter(({ name, target }) => !rule.to?.includes(name) && !others.includes(zoneOf(target)))
      .length;
  }
  if (rule.only !== undefined) return all(rule.only).filter(({ target }) => rule.on?.includes(target) === false).length;
  return all(rule.avoid).filter(({ target }) => zone[target] === 'x').length;
}

test('what is posed is what the policy says: room, rules and every measure, by their definition on names', () => {
  const plan = fc.array(fc.nat(2), { minLength: 6, maxLength: 6 });
  let kept = 0;
  fc.assert(
    fc.property(drawnSystem, drawnPolicy, drawnHomes, plan, (system, drawn, homes, numbers) => {
      const findings = new Findings();
      const service = (name: string, i: number): string =>
        `${name} = { m = ${system.need[i]}; stateful = ${name === 'a' && system.stateful}; ${
          { a: 'dependsOn = { inherit b; };', b: 'connectsTo = { inherit c; }; linkWeights.c = 3;' }[name] ?? ''
        } };`;
      const target = (name: string, i: number): string =>
        `${name}.properties = { m = ${system.have[i]}; zone = "${zone[name]}"; price = ${price[name]}; };`;
      const text = `{ services = rec { ${services.map(service).join(' ')} }; infrastructure = { ${targets.map(target).join(' ')} }; }`;
      const both = models(text, findings);
      const policy = decodePolicy(parseJson(JSON.stringify(drawn)), 'p.json', both, findings);
      const previous: Distribution = {
        mappings: new Map(Object.entries(homes).map(([name, list]) => [name, list.map(at => ({ target: at }))])),
      };
      const posed = posePlace({ ...both, previous }, policy, findings);
      expect(findings.hasErrors).toBe(false);
      const { problem, nodes, labels, scales } = posed;
      const assignment = Int32Array.from(nodes, (_, node) => numbers[node] ?? 0);
      const state = new PlaceState(problem, assignment);
      const isAllowed = nodes.every((_, node) => {
        const list = problem.listOf[node] ?? 0;
        return problem.lists.items
          .subarray(problem.lists.start[list], problem.lists.start[list + 1])
          .includes(assignment[node] ?? -1);
      });
      const places = new Map(services.map(name => [name, [] as string[]]));
      for (const [node, { name }] of nodes.entries()) places.get(name)?.push(labels[assignment[node] ?? 0]?.name ?? '');

      const rules: readonly DrawnRule[] = drawn.rules;
      const used = new Map(targets.map(name => [name, 0]));
      for (const [name, list] of places) {
        for (const at of list) used.set(at, (used.get(at) ?? 0) + (system.need[services.indexOf(name)] ?? 0));
      }
      const fits = targets.every((name, i) => (used.get(name) ?? 0) <= (system.have[i] ?? 0));
      const areApart = [...places.values()].every(list => new Set(list).size === list.length);
      const areKept = rules.every(rule => rule.soft !== undefined || violations(rule, places) === 0);
      const [old, now] = [homes['a'] ?? [], places.get('a') ?? []];
      const stays = now.length <= old.length ? now.every(at => old.includes(at)) : old.every(at => now.includes(at));
      const isKept = fits && areApart && areKept && (!system.stateful || stays);
      // More replicas of a stateful service than before are told apart: another order of the same places may not do.
      const isOrdered = !system.stateful || old.length === 0 || now.length <= old.length;
      if (isOrdered) expect(state.isFeasible && isAllowed).toBe(isKept);
      if (!isKept || !isOrdered) return;
      kept++;

      const real = (measure: keyof typeof scales, count: number): number =>
        (count * Number(scales[measure].unit.over)) / Number(scales[measure].unit.under);
      const linkCost = links.reduce((sum, [from, to, weight]) => {
        const pairs = (places.get(from) ?? []).flatMap(x => (places.get(to) ?? []).map(y => [x, y] as const));
        const cost = ([x, y]: readonly [string, string]) => (x === y ? 0 : zone[x] === zone[y] ? 1 : 2.5);
        return sum + weight * pairs.reduce((total, pair) => total + cost(pair), 0);
      }, 0);
      const taken = new Set([...places.values()].flat());
      const moved = services.reduce((sum, name) => {
        const [before, after] = [homes[name] ?? [], places.get(name) ?? []];
        const away = after.filter(at => !before.includes(at)).length - Math.max(0, after.length - before.length);
        return sum + (before.length === 0 ? 0 : away * (name === 'b' ? 2 : 1));
      }, 0);
      const wishes = rules.reduce((sum, rule) => sum + (rule.soft ?? 0) * violations(rule, places), 0);
      const measures = state.measures();
      expect(real('links', measures.links)).toBeCloseTo(linkCost);
      expect(measures.labels).toBe(taken.size);
      expect(real('cost', measures.cost)).toBeCloseTo([...taken].reduce((sum, at) => sum + (price[at] ?? 0), 0));
      expect(real('moves', measures.moves)).toBeCloseTo(moved);
      expect(real('wishes', measures.wishes)).toBeCloseTo(wishes);
      const report = measurePlan(posed, assignment);
      const sum = (amounts: readonly string[]): number => amounts.reduce((total, amount) => total + Number(amount), 0);
      expect(Number(report.measures.links)).toBeCloseTo(linkCost);
      expect(sum(report.links.map(({ cost }) => cost))).toBeCloseTo(linkCost);
      expect(sum(report.moves.map(({ weight }) => weight))).toBeCloseTo(moved);
      expect(sum(report.wishes.map(({ counts }) => counts))).toBeCloseTo(wishes);
      expect(report.targets.map(({ target }) => target)).toEqual([...taken].sort());
      const [loads] = report.loads;
      expect(loads?.targets.map(load => Number(load.used))).toEqual(targets.map(name => used.get(name)));
      expect(loads?.targets.map(load => Number(load.have))).toEqual(system.have);
      expect(loads?.targets.some(load => load.isOverloaded)).toBe(false);
      for (const [name, list] of readPlace(posed, assignment).mappings) {
        expect(list.map(mapping => mapping.target)).toEqual([...(places.get(name) ?? [])].sort());
      }
    }),
    { seed: 12, numRuns: rounds({ fast: 150, short: 1500, long: 20_000 }) },
  );
  expect(kept).toBeGreaterThan(20);
});
