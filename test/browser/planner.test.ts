import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Edit, ModelSources } from '../../src/library/planning/index.ts';
import { openPlanner } from '../../src/library/planning/index.ts';
import { lane } from '../rounds.ts';
import { type Browser, launch, missing, openPage } from './chromium.ts';

/** What is planned of one system, in a browser and in Node. */
interface Job {
  readonly name: string;
  readonly files: { readonly [path: string]: string };
  readonly sources: ModelSources;
  readonly edits: readonly (readonly Edit[])[];
}

/** All models and examples: they import from each other. */
const files = Object.fromEntries(
  ['models', 'examples'].flatMap(folder =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter(name => name.endsWith('.nix'))
      .map(name => [`/${join(folder, name)}`, readFileSync(join(folder, name), 'utf8')]),
  ),
);

/** A folder with its models under their usual names, or under others. */
function systemIn(folder: string, others: { readonly [model: string]: string } = {}): Job {
  const usual = { services: 'services', infrastructure: 'infrastructure', distribution: 'distribution' };
  const named = { ...usual, policy: 'placement', previous: 'previous', ...others };
  const given = Object.entries(named).filter(([, name]) => `/${folder}/${name}.nix` in files);
  const sources = Object.fromEntries(given.map(([model, name]) => [model, { file: `${folder}/${name}.nix` }]));
  return { name: folder, files, sources: sources as unknown as ModelSources, edits: [[]] };
}

const systems: readonly Job[] = [
  systemIn('models/three-services'),
  systemIn('models/webapps'),
  systemIn('models/webapps', { services: 'services-after', distribution: 'distribution-after' }),
  systemIn('examples/newcomer'),
  systemIn('examples/qos'),
  ...readdirSync('examples/place', { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(({ name }) => systemIn(`examples/place/${name}`)),
];

/** One step of a generator of numbers: the same systems in each run. */
function next(seed: number): number {
  return (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
}

function randomSystem(number: number): Job {
  let seed = next(number);
  const draw = (most: number): number => {
    seed = next(seed);
    return (seed >>> 8) % most;
  };
  const [services, targets] = [2 + draw(10), 2 + draw(5)];
  const names = Array.from({ length: services }, (_, i) => `s${i}`);
  const machines = Array.from({ length: targets }, (_, i) => `t${i}`);
  const needs = (i: number): string => (i === 0 ? '' : `inherit ${names[draw(i)]};`);
  const lines = names.map(
    (name, i) => `${name} = { name = "${name}"; memory = ${draw(4)}; dependsOn = { ${needs(i)} }; };`,
  );
  const has = machines.map(name => `${name} = { properties.memory = ${4 + draw(12)}; };`);
  const sources = {
    services: `rec { ${lines.join(' ')} }`,
    infrastructure: `{ ${has.join(' ')} }`,
    policy: '{ capacities = { memory = { }; }; }',
  };
  const edits: Edit[] = [
    { kind: 'drain', target: machines[0] ?? '' },
    { kind: 'forbid', service: 's0', target: machines[1] ?? '' },
  ];
  return { name: `random system ${number}`, files: {}, sources, edits: [[], edits.slice(draw(2))] };
}

const jobs = [...systems, ...Array.from({ length: 200 }, (_, number) => randomSystem(number))];

const kinds = ['multiwaycut', 'graphcol', 'place'] as const;

/** Where `place` searches for a minute, it does so in the long lane only. */
const quick = (name: string): readonly (typeof kinds)[number][] =>
  name === 'examples/newcomer' && lane !== 'long' ? ['multiwaycut', 'graphcol'] : kinds;

/** The answers of all planners, as text; runs in both, so it stands on nothing of this file. */
async function answer(
  open: typeof openPlanner,
  { files, sources, edits }: Job,
  asked: typeof kinds | ReturnType<typeof quick>,
): Promise<string> {
  const planner = await open(sources, { files, programs: 'nobody' });
  const answers: unknown[] = [planner.models];
  for (const some of edits) {
    for (const kind of asked) {
      const plan = await planner.plan(kind, some, undefined, { timeLimit: 60 });
      answers.push(plan);
      if (plan.kind !== 'planned') continue;
      answers.push(await Promise.all(planner.models.services.slice(0, 5).map(({ key }) => planner.explain(key))));
    }
  }
  return JSON.stringify(answers);
}

describe.skipIf(missing.length > 0)('the planner in a browser', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launch();
  });

  afterAll(async () => {
    await browser.close();
  });

  it('answers as it does in Node, for the models of the repository and 200 random ones', async () => {
    const { page, faults } = await openPage(browser, '<!doctype html><title>planner</title>');
    const module_ = JSON.stringify(readFileSync('dist/planner.js', 'utf8'));
    await page.evaluate(`(async () => {
      const url = URL.createObjectURL(new Blob([${module_}], { type: 'text/javascript' }));
      window.openPlanner = (await import(url)).openPlanner;
      window.answer = ${answer.toString()};
    })()`);
    for (const job of jobs) {
      const here = await answer(openPlanner, job, quick(job.name));
      const there = await page.evaluate<string>(
        `answer(openPlanner, ${JSON.stringify(job)}, ${JSON.stringify(quick(job.name))})`,
      );
      expect(JSON.parse(there), job.name).toEqual(JSON.parse(here));
      expect(there, job.name).toBe(here);
    }
    expect(faults).toEqual([]);
  });

  it('weighs no more than 260 kB on its way', async () => {
    const { page } = await openPage(browser, '<!doctype html><title>planner</title>');
    const bytes = readFileSync('dist/planner.js').toString('base64');
    const zipped = await page.evaluate<number>(`new Response(
      new Blob([Uint8Array.from(atob('${bytes}'), c => c.charCodeAt(0))]).stream().pipeThrough(new CompressionStream('gzip')),
    ).arrayBuffer().then(({ byteLength }) => byteLength)`);
    expect(zipped).toBeLessThan(260_000);
  });
});
