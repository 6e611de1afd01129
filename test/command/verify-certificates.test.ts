import { afterAll, beforeAll, expect, test } from 'vitest';
import { Findings } from '../../src/base/findings.ts';
import { decodePolicy } from '../../src/model/decode-policy.ts';
import { listPrices } from '../../src/plan/place/list-prices.ts';
import { posePlace } from '../../src/plan/pose-place.ts';
import { Budget } from '../../src/solve/budget.ts';
import { writePlaceCertificate } from '../../src/write/certificate.ts';
import { type Folder, makeFolder, type Run, runIn } from '../harness.ts';
import { evaluate, models as readModels } from '../model/policies.ts';
import { boundPlace } from '../solve/place/in-one-go.ts';

/** More services than all plans are tried of, tight, with groups, zones and replicas. */
const count = 34;
const services = `{ ${Array.from({ length: count }, (_, i) => {
  const others = [...new Set([(i + 1) % count, (i * 7 + 3) % count])].filter(other => other !== i);
  const links = others.map(other => `"s${other}"`).join(' ');
  return `s${i} = { name = "s${i}"; connectsTo = [ ${links} ]; memory = ${1 + (i % 3)}.5; };`;
}).join(' ')} }`;
const machines = `{ ${[0, 1, 2, 3, 4].map(i => `m${i}.properties = { mem = 19; rack = "r${i % 3}"; };`).join(' ')} }`;
const policy = `{ capacities.memory = { need = "memory"; have = "mem"; }; replicas.s4 = 2;
  links = { by = [ "rack" ]; cost = [ 0.5 2 ]; };
  rules = [ { apart = [ "s1" "s2" "s3" ]; } { together = [ "s5" "s6" ]; } { spread = [ "s7" "s8" "s9" ]; by = "rack"; least = 2; }
    { near = [ "s10" ]; to = [ "s11" "s12" ]; by = "rack"; } { avoid = [ "s13" ]; on = [ "m1" ]; } ]; }`;
const models = ['-s', 's.nix', '-i', 'i.nix', '--policy', 'p.nix'];

const raiseBound = (value: number, bound: number) => ({ bound, gap: (value - bound) / value });

let folder: Folder;
let certificate: string;
let answer: string;
beforeAll(async () => {
  folder = makeFolder({ 's.nix': services, 'i.nix': machines, 'p.nix': policy });
  const run = await runIn(folder.path, ['place', ...models, '--json', '--time-limit', '1']);
  expect(run.exitCode, run.stderr).toBe(0);
  // How far a search comes in a second, the clock says; so many passes of the bound prove the same everywhere.
  const findings = new Findings();
  const both = readModels(`{ services = ${services}; infrastructure = ${machines}; }`, findings);
  const posed = posePlace(both, decodePolicy(evaluate(policy), 'p.nix', both, findings), findings);
  const bound = boundPlace(posed.problem, { budget: new Budget(1000), seconds: 0.2 });
  const prices = listPrices({ posed, proof: { bound } });
  if (prices === undefined) throw new Error('there is no bound');
  certificate = writePlaceCertificate(prices);
  const said = JSON.parse(run.stdout);
  // A cost of links is half of a whole unit.
  const raised = { ...raiseBound(said.objectives[0].value, bound.linksBound / 2), certified: true, proved: false };
  const objectives = [{ ...said.objectives[0], ...raised }, ...said.objectives.slice(1)];
  const maps = { proved: { ...said.proved, links: false }, certified: { ...said.certified, links: true } };
  const whole = {
    ...maps,
    lowerBound: raised.bound,
    gap: raised.gap,
    optimal: objectives.every(({ proved }) => proved === true),
  };
  answer = JSON.stringify({ ...said, ...whole, certificate: 'c.json', objectives });
  folder.write({ 'a.json': answer, 'c.json': certificate });
});
afterAll(() => folder.remove());

const verify = (...more: readonly string[]): Promise<Run> =>
  runIn(folder.path, ['verify', 'a.json', ...models, '--work', '1000', ...more]);

test('what proves the bound under a policy is recounted from its file, which the answer names', async () => {
  const run = await verify();
  expect(run.exitCode, run.stderr).toBe(0);
  expect(run.stdout).toMatch(
    /^no plan has links below [\d.]+: by (shares of weight|prices and what targets can hold)$/m,
  );
});

/** A member of the certificate, changed. */
function change(path: string, to: (before: never) => unknown): string {
  const data = JSON.parse(certificate);
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  const owner = steps.reduce((object, step) => object[step], data);
  owner[last] = to(owner[last] as never);
  return JSON.stringify(data);
}

test.each<[string, string, (before: never) => unknown]>([
  ['a share that is not there', 'lower', (list: number[]) => list.slice(1)],
  ['a share below nothing', 'lower', (list: number[]) => [-1, ...list.slice(1)]],
  ['a share that is a text', 'lower', (list: number[]) => ['1', ...list.slice(1)]],
  ['what is collected', 'shares.collected', (sum: number) => sum - 1],
  ['a price below nothing', 'labelPrices', (list: number[]) => [-5, ...list.slice(1)]],
  ['a unit', 'shares.unit', () => 0],
  ['a divisor', 'shares.divisors', () => [0]],
  ['a target', 'problem.targets', (list: string[]) => ['m9', ...list.slice(1)]],
  ['a target twice', 'problem.targets', (list: string[]) => [list[1], ...list.slice(1)]],
  ['a service', 'problem.services', (list: string[]) => list.slice(1)],
  ['zones', 'problem.zones', (ways: number[][]) => ways.map(zones => zones.map(() => 0))],
  ['costs of links', 'problem.costs', () => [1, 5]],
  ['a unit of room', 'problem.resources', () => [{ name: 'memory', unit: ['7', '1'] }]],
  ['a capacity', 'problem.resources', () => [{ name: 'cpu', unit: ['1', '2'] }]],
  ['a rule that nobody asked', 'problem.rules', (all: object[]) => [...all, { kind: 'apart', nodes: [0, 1], way: 0 }]],
])('%s in a certificate is refused', async (_, path, to) => {
  folder.write({ 'wrong.json': change(path, to) });
  const run = await verify('--certificate', 'wrong.json');
  expect(run.exitCode, run.stdout).toBe(1);
});

test('a bound that is above what its certificate proves is refused', async () => {
  const said = JSON.parse(answer);
  const [first] = said.objectives;
  const raised = {
    ...said,
    objectives: [{ ...first, bound: first.bound + 0.5, certified: true }, ...said.objectives.slice(1)],
  };
  folder.write({ 'raised.json': JSON.stringify(raised) });
  const run = await runIn(folder.path, ['verify', 'raised.json', ...models, '--work', '1000']);
  expect(run.exitCode, run.stdout).toBe(1);
  expect(run.stderr).toContain('but its certificate proves');
});

test('a small plan, of which all are tried, has a certificate that says that it proves nothing', async () => {
  const words = ['-s', 's.nix', '-i', 'i.nix', '-d', 'd.nix'];
  folder.write({ 'd.nix': '{ s1 = [ "m1" "m2" ]; s2 = [ "m1" "m2" ]; }', 'room.nix': '{ replicas.s1 = 2; }' });
  const place = ['place', ...words, '--policy', 'room.nix', '--json', '-o', 'b.json', '--certificate', 'd.json'];
  expect((await runIn(folder.path, place)).exitCode).toBe(0);
  const run = await runIn(folder.path, ['verify', 'b.json', ...words, '--policy', 'room.nix']);
  expect(run.exitCode, run.stderr).toBe(0);
});
