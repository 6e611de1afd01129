import { describe, expect, it } from 'vitest';
import { runCommand } from '../harness.ts';
import { readChapters, textOfWalk } from '../page/read-chapters.ts';

const files = {
  's.nix': `rec {
    db = { name = "db"; type = "process"; memory = 4; stateful = true; };
    api = { name = "api"; type = "process"; memory = 2; dependsOn = { inherit db; }; replicas = 2; };
    web = { name = "web"; type = "process"; memory = 1; dependsOn = { inherit api; }; };
  }`,
  'i.nix': `{
    m1 = { containers.process = { }; properties.mem = 6; properties.zone = "a"; };
    m2 = { containers.process = { }; properties.mem = 4; properties.zone = "a"; };
    m3 = { containers.process = { }; properties.mem = 3; properties.zone = "b"; };
  }`,
  'p.nix': `{
    capacities.memory = { have = "mem"; };
    rules = [
      { name = "web is outside"; only = [ "web" ]; where = { zone = "b"; }; }
      { name = "apart from data"; apart = [ "db" "web" ]; soft = 2; }
      { name = "api in two zones"; spread = [ "api" ]; by = "zone"; least = 2; soft = 1; }
    ];
    minimise = [ "links" "wishes" "targets" ];
  }`,
  'old.json': JSON.stringify({ db: ['m1'], api: ['m1', 'm2'], web: ['m2'] }),
};
const models = ['-s', 's.nix', '-i', 'i.nix', '--policy', 'p.nix'];

describe('a walk under a policy', () => {
  it('goes from the models to the plan of place, by the policy, what it leaves, the search and the proof', async () => {
    const walk = await runCommand('walk', files, [...models, '--previous', 'old.json']);
    expect(walk.stderr).toBe('');
    expect(walk.exitCode).toBe(0);
    const { chapters } = readChapters(walk.stdout);
    expect(chapters.map(({ id }) => id)).toEqual([
      ...['services', 'infrastructure', 'candidates', 'policy', 'placing', 'plan'],
    ]);
    const text = textOfWalk(walk.stdout);
    expect(text).toContain('Counts, the most important first: links; then wishes; then targets');
    expect(text).toContain('web is outside\tonly\t\tweb');
    expect(text).toContain('apart from data\tapart\t2\tdb, web');
    // Rules and room leave the services fewer machines.
    expect(text).toContain('web\t3\tm3\n');
    expect(text).toContain('db\t1\tm1\n');
    expect(text).toContain('Replicas: 4');
    expect(text).toContain('web\tm2\tm3');

    const place = await runCommand('place', files, [...models, '--previous', 'old.json', '--json']);
    const planned = JSON.parse(place.stdout) as Record<string, unknown> & {
      readonly objectives: readonly { readonly value: number; readonly measures: object; readonly proved: boolean }[];
      readonly distribution: Record<string, readonly string[]>;
    };
    const facts = new Map(chapters.at(-1)?.facts);
    for (const { value, measures, proved } of planned.objectives) {
      const [name = ''] = Object.keys(measures);
      expect(facts.get(name)).toMatch(new RegExp(`^${value}; ${proved ? 'optimal' : '(?:at least|not proved)'}`));
    }
    const [places] = chapters.at(-1)?.tables ?? [];
    expect(Object.fromEntries(places?.rows ?? [])).toEqual(
      Object.fromEntries(Object.entries(planned.distribution).map(([key, list]) => [key, list.join(', ')])),
    );
    expect(text).toContain('Loads: memory\n');
  });

  it('tells what the search had after its stages, each of them once', async () => {
    const names = Array.from({ length: 40 }, (_, i) => `s${i}`);
    const service = (name: string, i: number): string => {
      const needs = [names[i - 1], i % 5 === 0 ? names[i - 9] : undefined].filter(one => one !== undefined).join(' ');
      return `${name} = { name = "${name}"; type = "process"; load = ${1 + (i % 3)}; dependsOn = { inherit ${needs}; }; };`;
    };
    const machines = ['a', 'b', 'c', 'd', 'e', 'f'].map(name => `${name} = { containers.process = { }; room = 14; };`);
    const run = await runCommand(
      'walk',
      {
        's.nix': `rec { ${names.map(service).join('\n')} }`,
        'i.nix': `{ ${machines.join('\n')} }`,
        'p.nix': '{ capacities.load = { have = "room"; }; minimise = [ "links" ]; }',
      },
      models,
    );
    expect(run.exitCode).toBe(0);
    const [steps] = readChapters(run.stdout).chapters.flatMap(chapter => chapter.steps);
    const texts = steps?.steps.map(({ text }) => text) ?? [];
    expect(texts.at(-1)).toMatch(/: links of weight \d+; no plan has less than \d+\.$/);
    const told = texts.map(text => text.replace(/^.*: /, ''));
    expect(told.filter((text, i) => text === told[i - 1])).toEqual([]);
  });

  it('tells the cut where links alone count', async () => {
    const run = await runCommand(
      'walk',
      { ...files, 'p.nix': '{ }', 's.nix': files['s.nix'].replace('replicas = 2;', '') },
      models,
    );
    expect(run.exitCode).toBe(0);
    expect(readChapters(run.stdout).chapters.map(({ id }) => id)).toEqual([
      ...['services', 'infrastructure', 'candidates', 'policy', 'cuts', 'reliable'],
    ]);
    expect(textOfWalk(run.stdout)).toContain('Isolate m1');
  });

  it('ends with the reason where there is no plan, and assigns ids where there is one', async () => {
    const narrow = { ...files, 'i.nix': files['i.nix'].replace('mem = 6', 'mem = 3').replace('mem = 4', 'mem = 3') };
    const none = await runCommand('walk', narrow, [...models, '-o', 'walk.html']);
    expect(none.exitCode).toBe(1);
    const [reason = ''] = /(?<=error: ).*(?= \[no-plan\])/.exec(none.stderr) ?? [];
    expect(reason).not.toBe('');
    expect(textOfWalk(none.files['walk.html'] ?? '')).toContain(`There is no plan\n${reason}`);

    const ids = { ...files, 'ids.nix': '{ ports = { min = 8000; max = 8010; scope = "global"; }; }' };
    const assigned = await runCommand('walk', ids, [...models, '--id-resources', 'ids.nix']);
    expect(readChapters(assigned.stdout).chapters.at(-1)?.id).toBe('ids');
  });
});
