import { afterAll, describe, expect, it } from 'vitest';
import { type Given, makeFolder, runIn } from '../harness.ts';

// Not in the fast lane: it plans and explains hard systems.

// Wherever the clock decides what an answer is, the text, the page and the data say so; where it does not, nobody does.

const targets = ['t1', 't2', 't3', 't4'];
const folder = makeFolder({
  'services.nix': writeServices(40),
  'infrastructure.nix': `{ ${targets.map((name, i) => `${name}.properties = { memory = ${13 + i}; cost = ${3 + (i % 2)}; };`).join(' ')} }`,
  'distribution.nix': `{ infrastructure }: with infrastructure; { ${serviceNames(40)
    .map((name, i) => `${name} = [ ${targets.filter((_, t) => (i * 7 + t * 5) % 3 !== 0).join(' ')} ];`)
    .join(' ')} }`,
  'everywhere.nix': `{ infrastructure }: with infrastructure; { ${serviceNames(40)
    .map(name => `${name} = [ t1 t2 t3 t4 ];`)
    .join(' ')} }`,
  'chain.nix': writeModel(40, (i, j) => j === i + 1),
  'queens.nix': writeModel(36, (i, j) => {
    const [rows, columns] = [Math.floor(i / 6) - Math.floor(j / 6), (i % 6) - (j % 6)];
    return rows === 0 || columns === 0 || Math.abs(rows) === Math.abs(columns);
  }),
  'machines.nix': `{ ${serviceNames(40)
    .map(name => `${name}m = { };`)
    .join(' ')} }`,
  'replicas.nix': writeServices(40, 'replicas = 1;').replace('replicas = 1', 'replicas = 2'),
  'qos.nix':
    '{ services, infrastructure, initialDistribution, filters, ... }: filters.multiwaycut { inherit services infrastructure; distribution = initialDistribution; }',
  'tight.nix': '{ capacities.memory = { }; moves.atMost = 3; rules = [ { apart = [ "s0" "s1" "s2" "s3" ]; } ]; }',
  'none.nix': '{ }',
  'placement.nix': '{ capacities.memory = { }; rules = [ { apart = [ "s0" "s1" ]; } ]; }',
  'small-services.nix':
    '{ distribution, invDistribution, system, pkgs }: rec { db = { name = "db"; }; web = { name = "web"; dependsOn = { inherit db; }; }; }',
  'small-distribution.nix':
    '{ infrastructure }: { db = [ infrastructure.t1 ]; web = [ infrastructure.t1 infrastructure.t2 ]; }',
});
afterAll(() => folder.remove());

function serviceNames(count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => `s${i}`);
}

/** Services that depend on others all over, so that nothing is settled before it is searched for. */
function writeServices(count: number, more = ''): string {
  const reach = (i: number): readonly number[] => [(i * 17 + 5) % count, (i * 11 + 3) % count, (i * 5 + 1) % count];
  return writeModel(count, (i, j) => reach(i).includes(j), more);
}

/** Services of which one needs another where the function says so. */
function writeModel(count: number, needs: (i: number, j: number) => boolean, more = ''): string {
  const names = serviceNames(count);
  const services = names.map((name, i) => {
    const others = names.filter((_, j) => i !== j && needs(i, j)).map(other => `${other} = self.${other};`);
    return `${name} = { name = "${name}"; memory = 1; connectsTo = { ${others.join(' ')} }; ${more} };`;
  });
  return `{ distribution, invDistribution, system, pkgs }: let self = { ${services.join('\n')} }; in self`;
}

/** A clock that goes on by an hour whenever somebody looks at it, and one that stands still. */
function clockBy(milliseconds: number): Given {
  let time = 0;
  return {
    session: {
      now: () => {
        time += milliseconds;
        return time;
      },
    },
  };
}

const hour = 3_600_000;
const code = '[ended-by-clock]';
const models = ['-s', 'services.nix', '-i', 'infrastructure.nix'];
const listed = [...models, '-d', 'distribution.nix'];
const small = ['-s', 'small-services.nix', '-i', 'infrastructure.nix'];
const smallListed = [...small, '-d', 'small-distribution.nix'];
const policy = ['--policy', 'placement.nix'];

/** A command, with what of its words makes a search long or short. */
interface Searched {
  readonly title: string;
  readonly words: readonly string[];
  readonly long: readonly string[];
  readonly short: readonly string[];
  /** Whether it prints data. */
  readonly isData: boolean;
}

const planners: readonly Searched[] = [
  { title: 'multiwaycut', words: ['multiwaycut'], long: listed, short: smallListed, isData: true },
  { title: 'place', words: ['place'], long: [...listed, ...policy], short: smallListed, isData: true },
  {
    title: 'graphcol',
    words: ['graphcol'],
    long: ['-s', 'queens.nix', '-i', 'machines.nix'],
    short: small,
    isData: true,
  },
  {
    title: 'divide',
    words: ['divide', '--strategy', 'exact', '--service-property', 'memory', '--target-property', 'memory'],
    long: ['-s', 'replicas.nix', '-i', 'infrastructure.nix', '-d', 'everywhere.nix'],
    short: smallListed,
    isData: true,
  },
  {
    title: 'minsetcover',
    words: ['minsetcover', '--target-property', 'cost'],
    long: ['-s', 'replicas.nix', '-i', 'infrastructure.nix', '-d', 'everywhere.nix'],
    short: smallListed,
    isData: true,
  },
  { title: 'gendist', words: ['gendist', '-q', 'qos.nix'], long: models, short: small, isData: true },
  {
    title: 'plan',
    words: ['plan', '--state', 'state'],
    long: ['-s', 'chain.nix', '-i', 'infrastructure.nix', '-d', 'distribution.nix', ...policy],
    short: smallListed,
    isData: true,
  },
  {
    title: 'explain --impossible',
    words: ['explain', '--impossible', 'place'],
    long: ['-s', 'services.nix', '-i', 'infrastructure.nix', '-d', 'distribution.nix', '--policy', 'tight.nix'],
    short: [...smallListed, '--policy', 'none.nix'],
    isData: true,
  },
];

async function runBoth({ words }: Searched, models: readonly string[], given: Given) {
  const all = [...words, ...models];
  const text = await runIn(folder.path, all, given);
  const data = await runIn(folder.path, [...all, '--json'], given);
  return { text, findings: JSON.parse(data.stdout).findings ?? [] };
}

describe.each(planners)('$title', searched => {
  it('says, in text and data, that the clock ended its search', async () => {
    const { text, findings } = await runBoth(searched, searched.long, clockBy(hour));
    expect(text.stderr).toContain(code);
    expect(findings).toContainEqual(expect.objectContaining({ severity: 'warning', code: 'ended-by-clock' }));
  });

  it('says nothing of a clock that decided nothing', async () => {
    const { text, findings } = await runBoth(searched, searched.short, clockBy(0));
    expect(text.stderr + text.stdout).not.toMatch(/clock/);
    expect(findings.filter((one: { code: string }) => one.code === 'ended-by-clock')).toEqual([]);
  });
});

describe('what prints no data', () => {
  it('walk says it, whose page has the chapters that tour has as text', async () => {
    const walked = await runIn(folder.path, ['walk', ...listed], clockBy(hour));
    expect(walked.stderr).toContain(code);
    const short = await runIn(folder.path, ['walk', ...smallListed], clockBy(0));
    expect(short.stderr).not.toMatch(/clock/);
  });

  it('tour says it in its text, of the plan and of the steps of the expansion', async () => {
    const given = ['--id-resources', 'none.nix', '--output-dir', 'pictures', '--force'];
    const { stdout, stderr } = await runIn(folder.path, ['tour', ...listed, ...given], clockBy(hour));
    expect(stderr).toContain(code);
    expect(stdout).toContain('The clock ended this search before its work was done');
    expect(stdout).toMatch(/The clock ended this at \d+: another walk may come further/);
    const short = await runIn(folder.path, ['tour', ...smallListed, ...given], clockBy(0));
    expect(short.stdout + short.stderr).not.toMatch(/clock/);
  });

  it('explain says it of rules and of other places under a policy', async () => {
    folder.write({
      'plan.json': (await runIn(folder.path, ['place', ...listed, ...policy, '--json', '--time-limit', '1'])).stdout,
    });
    const explained = ['explain', ...models, '-d', 'plan.json', '--candidates', 'distribution.nix', ...policy];
    for (const asked of [['--shadow'], ['--service', 's3', '--target', 't1']]) {
      expect((await runIn(folder.path, [...explained, ...asked], clockBy(hour))).stderr).toContain(code);
    }
  });
});

describe.each([
  { command: 'multiwaycut', option: '--instance', input: writeInstance(30) },
  { command: 'graphcol', option: '--dimacs', input: writeQueens(6) },
  { command: 'place', option: '--instance', input: writePlaceInstance(30) },
])('$command of numbers', ({ command, option, input }) => {
  it('says that the clock ended it', async () => {
    folder.write({ 'numbers.json': input });
    const { stderr, stdout } = await runIn(folder.path, [command, option, 'numbers.json', '--json'], clockBy(hour));
    expect(stderr).toContain(code);
    expect(JSON.parse(stdout)).toMatchObject({ endedBy: 'clock', findings: [{ code: 'ended-by-clock' }] });
  });
});

/** Nodes with three candidates each of four, and edges all over. */
function writeInstance(count: number): string {
  const lists = Array.from({ length: count }, (_, i) => `3 ${[0, 1, 2, 3].filter(t => t !== (i * 7) % 4).join(' ')}`);
  const edges = Array.from({ length: 3 * count }, (_, i) => [i % count, (i * 17 + 5) % count]).filter(
    ([u, v]) => u !== v,
  );
  return [`${count} 4 ${edges.length}`, ...lists, ...edges.map(([u, v], i) => `${u} ${v} ${1 + (i % 3)}`), ''].join(
    '\n',
  );
}

function writeQueens(size: number): string {
  const cells = Array.from({ length: size * size }, (_, cell) => [Math.floor(cell / size), cell % size] as const);
  const edges = cells.flatMap(([row, column], i) =>
    cells.flatMap(([other, another], j) => {
      const [rows, columns] = [other - row, another - column];
      const isSeen = rows === 0 || columns === 0 || Math.abs(rows) === Math.abs(columns);
      return j > i && isSeen ? [`e ${i + 1} ${j + 1}`] : [];
    }),
  );
  return [`p edge ${cells.length} ${edges.length}`, ...edges, ''].join('\n');
}

/** Units on four targets with room for a few more than there are, and links all over. */
function writePlaceInstance(count: number): string {
  return JSON.stringify({
    levels: [1, 4],
    targets: [0, 0, 1, 1].map(zone => ({ zone, cap: [Math.ceil(count / 4) + 1] })),
    units: Array.from({ length: count }, () => ({ need: [1], cand: [0, 1, 2, 3] })),
    links: Array.from({ length: 3 * count }, (_, i) => [i % count, (i * 17 + 5) % count, 1]).filter(
      ([u, v]) => u !== v,
    ),
  });
}
