import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020.js';
import { afterAll, describe, expect, test } from 'vitest';
import { commands } from '../../src/command/commands.ts';
import { makeFolder, type Run, runCommand, runIn } from '../harness.ts';

const schemas = readdirSync('docs/schema').filter(name => name.endsWith('.schema.json'));
const ajv = new Ajv2020.default({ strict: true, strictRequired: false, strictTypes: false, allErrors: false });
for (const name of schemas) ajv.addSchema(JSON.parse(readFileSync(`docs/schema/${name}`, 'utf8')), name);

/** Which form a command prints with `--json`. */
const formOf: Readonly<Record<string, string>> = {
  'nixproc-id-assign': 'ids',
  'id-assign': 'ids',
  'visualize-services': 'graph',
  'visualize-infra': 'graph',
  'visualize-distribution': 'graph',
};

/** The forms that were seen, as results and as failures. */
const seen = { results: new Set<string>(), failures: new Set<string>(), codes: new Set<string>() };

/** What a run printed is one object of its form, whose `error` tells whether it failed. */
function validate(command: string, run: Run): { readonly [key: string]: unknown } {
  const form = formOf[command] ?? command;
  const name = existsSync(`docs/schema/${form}.schema.json`) ? form : 'failure';
  const data = JSON.parse(run.stdout);
  const judge = ajv.getSchema(`${name}.schema.json`);
  const isRight = judge?.(data);
  expect(isRight, `${command}\n${explain(data, name)}\n${run.stdout.slice(0, 3000)}`).toBe(true);
  // A member that nobody described is told.
  expect(judge?.({ ...data, unheardOf: 1 })).toBe(false);
  const { error } = data;
  if (error === undefined) expect([0, 1, 3, 130, 143]).toContain(run.exitCode);
  else expect(run.exitCode).not.toBe(0);
  (error === undefined ? seen.results : seen.failures).add(form);
  if (error !== undefined) seen.codes.add(error.code);
  return data;
}

/** What is wrong with it, by the alternative that it comes nearest to. */
function explain(data: { readonly error?: unknown }, name: string): string {
  const { anyOf = [{ $ref: `${name}.schema.json` }] } = JSON.parse(
    readFileSync(`docs/schema/${name}.schema.json`, 'utf8'),
  );
  const complaints = anyOf.map((_: unknown, i: number) => {
    const one = ajv.getSchema(`${name}.schema.json#/anyOf/${i}`) ?? ajv.getSchema(`${name}.schema.json`);
    return one?.(data) ? '' : ajv.errorsText(one?.errors);
  });
  return complaints.join('\n');
}

/** Every folder with models in it. */
function listFolders(root: string): readonly string[] {
  const inner = readdirSync(root).filter(name => statSync(join(root, name)).isDirectory());
  const here = existsSync(join(root, 'services.nix')) ? [root] : [];
  return [...here, ...inner.flatMap(name => listFolders(join(root, name)))];
}

/** The command lines that make sense with the models of a folder. */
function listRuns(folder: string): readonly (readonly string[])[] {
  const has = (name: string): boolean => existsSync(join(folder, name));
  const option = (flag: string, name: string) => (has(name) ? [flag, name] : []);
  const s = ['-s', 'services.nix'];
  const i = option('-i', 'infrastructure.nix');
  const d = option('-d', 'distribution.nix');
  const policy = option('--policy', 'placement.nix');
  const previous = option('--previous', 'previous.nix');
  const both = [...s, ...i];
  const all = [...both, ...(i.length > 0 ? d : [])];
  const time = ['--time-limit', '2'];
  const withPlan = i.length > 0 && d.length > 0;
  return [
    [
      'check',
      ...all,
      ...option('--id-resources', 'idresources.nix'),
      ...(has('idresources.nix') ? option('--ids', 'ids.nix') : []),
      ...(withPlan ? policy : []),
    ],
    ['order', ...all],
    ['visualize-services', ...s],
    ...(has('idresources.nix') ? [['id-assign', ...all, '--id-resources', 'idresources.nix', '--dry-run']] : []),
    ...(i.length === 0
      ? []
      : [
          ['visualize-infra', ...i],
          ['graphcol', ...both, ...time],
          ['place', ...both, ...policy, ...previous, ...time],
          ['gendist', ...both],
          ['plan', ...both, ...policy, ...time, '--state', 'no-state'],
        ]),
    ...(withPlan
      ? [
          ['visualize-distribution', ...all],
          ['multiwaycut', ...all, '--explain', ...time],
          ['multiwaycut', ...all, '--output-graph'],
          ['explain', ...all, ...policy],
          ['diff', 'distribution.nix', 'distribution.nix', ...both, ...policy],
        ]
      : []),
  ];
}

const folders = [...listFolders('models'), ...listFolders('examples')];

describe('every model and example of the tree', () => {
  test('there are some', () => expect(folders.length).toBeGreaterThan(50));

  test.each(folders)('%s', async folder => {
    for (const [command = '', ...words] of listRuns(folder)) {
      const run = await runIn(folder, [command, ...words, '--json']);
      validate(command, run);
    }
  });
});

const names = Array.from({ length: 91 }, (_, i) => `s${i}`);
const bins = Array.from({ length: 9 }, (_, i) => `t${i}`);
const files = {
  's.nix':
    'rec { web = { name = "web"; memory = 3; dependsOn = { inherit db; }; }; db = { name = "db"; memory = 2; stateful = true; }; }',
  'i.nix': '{ t1.properties = { memory = 4; cost = 2; }; t2.properties = { memory = 2; cost = 1; }; }',
  'd.nix': '{ infrastructure }: { web = [ "t1" "t2" ]; db = [ "t1" "t2" ]; }',
  'plan.nix': '{ web = [ "t1" ]; db = [ "t2" ]; }',
  'old.nix': '{ web = [ "t1" ]; db = [ "t1" ]; }',
  'gone.nix': '{ web = [ "t1" ]; db = [ "t1" ]; gone = [ "t1" ]; }',
  'small.nix': '{ t1.properties.memory = 4; t2.properties.memory = 1; }',
  'contained.nix': '{ web = { targets = [ { target = "t1"; container = "x"; } ]; }; db = [ "t2" ]; }',
  'empty.nix': '{ web = [ ]; db = [ "t2" ]; }',
  'none.nix': '{ }',
  'loop.nix': '{ a = { name = "a"; dependsOn = [ "a" ]; }; }',
  'circle.nix': '{ a = { name = "a"; dependsOn = [ "b" ]; }; b = { name = "b"; dependsOn = [ "a" ]; }; }',
  'alone.nix': '{ t1.properties = { memory = 1; }; }',
  'policy.nix':
    '{ capacities.memory = { comfortable = 0.9; }; rules = [ { together = [ "web" "db" ]; soft = 2; } { avoid = "web"; on = [ "t2" ]; } ]; cost = "cost"; minimise = [ "links" "cost" "load" "wishes" ]; }',
  'tight.nix': '{ rules = [ { together = [ "web" "db" ]; name = "close"; } ]; capacities.memory = { }; }',
  'qos.nix':
    '{ filters, initialDistribution, infrastructure, services, ... }: filters.mapAttrOnAttr { inherit services infrastructure; distribution = initialDistribution; serviceProperty = "memory"; targetProperty = "memory"; }',
  'noplan.nix': '{ filters, ... }: filters.divideRoundRobin { distribution = { db = [ ]; }; }',
  'wants.nix':
    '{ a = { name = "a"; requiresUniqueIdsFor = [ "ports" ]; }; b = { name = "b"; requiresUniqueIdsFor = [ "ports" ]; }; }',
  'r.nix': '{ ports = { min = 1; max = 9; }; }',
  'ports.nix': '{ t1 = { properties.sshPort = 1; containers.db.port = 2; }; }',
  'dry.nix': '{ ports = { min = 1; max = 1; }; }',
  'ids.nix': '{ ids.ports = { a = 1; c = 3; }; lastAssignments.ports = 3; }',
  'bad.nix': '{ web = ; }',
  'typo.nix': '{ web = { dependsOn = { db = { name = "db"; }; }; nmae = 1; }; }',
  // Ten sizes fill a bay, and there are 91 for nine bays: no sum tells that.
  'hard.nix': `{ ${names.map((name, i) => `${name}.memory = ${1000 + ((i * 37) % 50)}; `).join('')} }`,
  'bins.nix': `{ ${bins.map(name => `${name}.properties.memory = 10900; `).join('')} }`,
  'hard-d.nix': `{ ${names.map(name => `${name} = [ ${bins.map(bin => `"${bin}"`).join(' ')} ]; `).join('')} }`,
  'graph.col': 'p edge 3 2\ne 1 2\ne 2 3\n',
  'types.txt': '2 2 1\n2 0 1\n2 0 1\n0 1 3\n',
  'stuck.txt': '2 1 0\n0\n1 0\n',
  'in.json':
    '{ "levels": [1, 4], "targets": [{ "zone": 0, "cap": [3] }], "units": [{ "need": [2], "cand": [0] }], "links": [] }',
  'full.json':
    '{ "levels": [1, 4], "targets": [{ "zone": 0, "cap": [1] }], "units": [{ "need": [2], "cand": [0] }], "links": [] }',
  'manifest.xml': readFileSync('test/exchange/disnix/fixture/named-containers.xml', 'utf8'),
  'compose.yaml': 'services:\n  web:\n    image: web\n    tty: true\n    ports: ["80:80"]\n',
};
const folder = makeFolder(files);
const pages = mkdtempSync(join(tmpdir(), 'dydisnix-test-'));
afterAll(() => {
  folder.remove();
  rmSync(pages, { recursive: true });
});
const both = '-s s.nix -i i.nix';
const room = '--service-property memory --target-property memory';

describe('every form of a result', () => {
  test.each([
    `multiwaycut ${both} -d contained.nix --explain`,
    `multiwaycut ${both} -d d.nix --output-resolved-graph`,
    'multiwaycut --instance types.txt',
    `place ${both} --policy policy.nix --previous old.nix --move-stateful`,
    `place ${both} --output-plan`,
    'place --instance in.json',
    `graphcol ${both}`,
    'graphcol --dimacs graph.col',
    `divide ${both} -d d.nix --strategy exact ${room}`,
    `divide ${both} -d d.nix --strategy exact ${room} --output-graph`,
    `minsetcover ${both} -d d.nix --target-property cost`,
    `gendist ${both} -q qos.nix`,
    `gendist ${both} -d empty.nix`,
    `plan ${both} --policy policy.nix --previous plan.nix --state none`,
    // In a folder of its own; the programs are there on every machine.
    `apply ${both} --state state --yes --deploy-command /bin/true`,
    `apply ${both} --state state --yes --deploy-command /bin/false`,
    `apply ${both} --state state --yes --deploy-command /bin/test --deploy-argument=1 --deploy-argument=-gt --deploy-argument=x`,
    'id-assign -s wants.nix --id-resources r.nix --ids ids.nix',
    'id-assign -s wants.nix --id-resources r.nix --output-graph',
    'nixproc-id-assign --id-resources r.nix wants.nix',
    'check -s s.nix',
    'check -s typo.nix',
    `check ${both} -d plan.nix --policy policy.nix`,
    `diff ${both} --policy policy.nix old.nix plan.nix`,
    'diff ids.nix ids.nix --exit-code',
    'diff gone.nix plan.nix --exit-code',
    `explain ${both} -d plan.nix --candidates d.nix ${room}`,
    `explain ${both} -d old.nix ${room} --service web --target t2`,
    `explain ${both} -q qos.nix`,
    `explain ${both} -q qos.nix -d plan.nix`,
    `explain ${both} -d plan.nix --policy tight.nix --service web --target t2`,
    `explain ${both} -d plan.nix --policy policy.nix`,
    `explain ${both} -d plan.nix --policy policy.nix --shadow --time-limit 2`,
    'explain -s wants.nix --id-resources r.nix --ids ids.nix --id ports --not 8000 --not 8001',
    'explain -s wants.nix -i ports.nix --id-resources r.nix --ids ids.nix --id ports:b --not 1 --not 2',
    'id-assign -s wants.nix -i ports.nix --id-resources r.nix --ids ids.nix',
    `explain ${both} --impossible graphcol`,
    'explain -s s.nix -i alone.nix --impossible graphcol',
    `explain -s s.nix -i small.nix -d d.nix --impossible divide ${room}`,
    `explain ${both} --impossible place --policy tight.nix`,
    `explain ${both} --impossible place`,
    'verify plan.nix -s s.nix -i i.nix --planner place --policy policy.nix',
    'order -s s.nix',
    `order ${both} -d plan.nix`,
    'order -s s.nix --output-graph',
    'previous-distribution manifest.xml -i i.nix',
    'previous-distribution --coordinator-profile-path nowhere',
    'visualize-services -s s.nix',
    'visualize-infra -i i.nix',
    `visualize-distribution ${both} -d plan.nix`,
    'import compose compose.yaml',
  ])('%s', async words => {
    const run = await runIn(folder.path, [...words.split(' '), '--json']);
    const data = validate(words.split(' ')[0] ?? '', run);
    expect(data['error'], run.stderr).toBeUndefined();
  });

  test('import into a folder names its files', async () => {
    const run = await runIn(folder.path, ['import', 'compose', 'compose.yaml', '-o', pages, '--json']);
    expect(validate('import', run)['files']).toContain(`${pages}/services.json`);
  });

  test('a result that goes to a file is not on stdout, and a failure is, and leaves the file', async () => {
    const ok = await runCommand('place', files, `${both} --json -o plan.json`.split(' '));
    expect(ok.stdout).toBe('');
    validate('place', { ...ok, stdout: ok.files['plan.json'] ?? '' });
    const before = { ...files, 'plan.json': ok.files['plan.json'] ?? '' };
    const failed = await runCommand('place', before, `${both} --policy tight.nix --json -o plan.json`.split(' '));
    expect(validate('place', failed)).toMatchObject({ error: { code: 'no-plan' }, status: 'impossible' });
    expect(failed.files).toEqual(before);
  });

  test('what is printed is read back', async () => {
    const { stdout } = await runIn(folder.path, `multiwaycut ${both} -d d.nix --json`.split(' '));
    const input = { input: stdout };
    const again = await runIn(folder.path, `check ${both} -d - --json`.split(' '), input);
    expect(validate('check', again)).toEqual({ version: 1, findings: [] });
    const ids = await runIn(folder.path, 'id-assign -s wants.nix --id-resources r.nix --ids ids.nix --json'.split(' '));
    const held = await runIn(folder.path, 'id-assign -s wants.nix --id-resources r.nix --ids - --json'.split(' '), {
      input: ids.stdout,
    });
    expect(validate('id-assign', held)['ids']).toEqual(JSON.parse(ids.stdout).ids);
    const check = 'id-assign -s wants.nix --id-resources r.nix --ids ids.nix --check --json'.split(' ');
    expect(validate('id-assign', await runIn(folder.path, check))).toMatchObject({ status: 'changed' });
  });
});

describe('every kind of failure', () => {
  test.each([
    ['manifest', 2, 'previous-distribution s.nix'],
    ['no-plan', 1, `multiwaycut ${both} -d empty.nix`],
    ['no-plan', 1, 'multiwaycut --instance stuck.txt'],
    ['no-plan', 1, 'graphcol -s loop.nix -i i.nix'],
    ['no-plan', 1, 'graphcol -s s.nix -i alone.nix'],
    ['no-plan', 1, 'graphcol -s s.nix -i none.nix'],
    ['no-plan', 1, `graphcol ${both} -d empty.nix`],
    ['no-plan', 1, `place ${both} --policy tight.nix`],
    ['no-plan', 1, 'place --instance full.json'],
    ['no-plan', 1, `divide -s s.nix -i small.nix -d d.nix --strategy exact ${room}`],
    ['no-plan', 1, `divide -s s.nix -i small.nix -d old.nix --strategy greedy ${room}`],
    ['no-plan', 1, `minsetcover ${both} -d empty.nix --target-property cost`],
    ['unknown-property', 2, `minsetcover ${both} -d d.nix --target-property price`],
    ['no-plan', 1, `gendist ${both} -q noplan.nix`],
    ['no-plan', 1, `explain ${both} -q noplan.nix`],
    ['no-plan', 1, `plan ${both} --policy tight.nix --state none`],
    ['pool-dry', 1, 'id-assign -s wants.nix --id-resources dry.nix'],
    ['pool-dry', 1, 'id-assign -s wants.nix -i ports.nix --id-resources dry.nix'],
    ['refused', 1, `verify empty.nix ${both} --planner place`],
    ['no-order', 1, 'order -s circle.nix'],
    ['syntax', 2, `place -s bad.nix -i i.nix`],
    ['syntax', 2, 'check -s bad.nix'],
    ['missing-file', 2, 'visualize-services -s absent.nix'],
    ['unknown-option', 2, `gendist ${both} --jsn`],
    ['missing-option', 2, 'multiwaycut -s s.nix'],
    ['output-name', 2, `place ${both} -o s.nix --force`],
    ['syntax', 2, 'eval bad.nix'],
    ['unknown-option', 2, `walk ${both}`],
    ['unknown-option', 2, 'xml -s s.nix'],
    ['unknown-option', 2, 'tour'],
    ['unknown-option', 2, 'init'],
  ])('%s, exit code %i: %s', async (code, exitCode, words) => {
    const line = [...words.split(' '), '--json'];
    const run = await runIn(folder.path, line);
    const data = validate(line[0] ?? '', run);
    expect([run.exitCode, data['error']], run.stderr).toEqual([exitCode, expect.objectContaining({ code })]);
    const { findings, error } = data as { findings: unknown[]; error: object };
    expect(findings).toContainEqual({ severity: 'error', ...error });
    // Messages stay what they are; those of check are its result.
    if (line[0] !== 'check') expect(run.stderr).toContain(`[${code}]`);
  });

  test('each command, where its words are wrong', async () => {
    for (const name of commands.keys()) {
      if (name === 'complete-names') continue;
      const run = await runIn(folder.path, [name, '--json', '--no-such-option']);
      expect(validate(name, run)['error']).toMatchObject({ code: 'unknown-option', hint: expect.any(String) });
      expect(run.exitCode).toBe(2);
    }
  });

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s: the best plan so far, or none yet', async (signal, exitCode) => {
    const session = { interruption: { isRequested: () => true, signal: () => signal, end: () => {} } };
    const planned = await runIn(folder.path, ['multiwaycut', '--instance', 'types.txt', '--json'], { session });
    expect([planned.exitCode, validate('multiwaycut', planned)['interrupted']]).toEqual([exitCode, signal]);
    const line = [...`divide -s hard.nix -i bins.nix -d hard-d.nix --strategy exact ${room}`.split(' '), '--json'];
    const run = await runIn(folder.path, line, { session });
    expect(run.exitCode).toBe(exitCode);
    const data = validate('divide', run);
    expect(data).toMatchObject({ error: { code: 'interrupted' }, interrupted: signal, status: 'unknown' });
    expect(data['reason']).toBeUndefined();
  });

  test('a fault of the program itself', async () => {
    const session = {
      startProgress: () => ({
        say: () => {
          throw new TypeError('broken');
        },
        end: () => {},
      }),
    };
    const run = await runIn(folder.path, [...`divide ${both} -d d.nix --strategy exact ${room}`.split(' '), '--json'], {
      session,
    });
    expect(run.exitCode).toBe(70);
    const { error } = validate('divide', run) as { error: { notes: string[] } };
    expect(error).toMatchObject({ code: 'internal', message: expect.stringContaining('please report this') });
    expect(error.notes[0]).toBe('TypeError: broken');
    expect(run.stderr).toContain('TypeError: broken');
  });

  test('no such command', async () => {
    const run = await runIn(folder.path, ['chekc', '--json']);
    expect([run.exitCode, validate('failure', run)['error']]).toEqual([2, expect.objectContaining({ code: 'usage' })]);
  });

  test('the documentation names every schema', () => {
    const page = readFileSync('docs/json.md', 'utf8');
    expect(schemas.filter(name => !page.includes(`(schema/${name})`))).toEqual([]);
  });

  test('all forms were seen, as results and as failures', () => {
    const described = schemas.map(name => name.replace('.schema.json', ''));
    const forms = described.filter(name => !['common', 'failure', 'reason'].includes(name));
    expect([...seen.results].sort()).toEqual(forms);
    expect(forms.filter(form => !seen.failures.has(form))).toEqual([]);
  });
});
