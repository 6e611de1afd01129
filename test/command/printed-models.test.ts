import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Folder, makeFolder, runIn } from '../harness.ts';

// Not in the fast lane: every form that is printed is read by every command.

/** What a command prints of a model, in each of its forms. */
interface Printed {
  readonly model: 'services' | 'infrastructure' | 'distribution' | 'resources' | 'ids';
  readonly command: string;
  readonly forms: readonly string[];
}

const files = {
  's.nix': `rec {
    db = { name = "db"; type = "t"; memory = 2; requiresUniqueIdsFor = [ "ports" ]; };
    web = { name = "web"; type = "t"; memory = 1; dependsOn = { inherit db; }; };
  }`,
  'i.nix': `{
    h1 = { properties = { hostname = "h1"; memory = 2; cost = 1; }; containers = { t = { }; u = { }; }; };
    h2 = { properties = { hostname = "h2"; memory = 4; cost = 2; }; containers.t = { }; };
  }`,
  'd.nix':
    '{ infrastructure }: { db = { targets = [ { target = infrastructure.h1; container = "u"; } ]; }; web = [ infrastructure.h2 ]; }',
  'r.nix': '{ ports = { min = 10; max = 20; }; }',
  'a.nix': '{ infrastructure, ... }: infrastructure',
};

const planForms = ['', '--form names', '--form disnix', '--json', '--output-xml'];
const models = '-s s.nix -i i.nix -d d.nix';
const printed: readonly Printed[] = [
  { model: 'services', command: 'xml -s s.nix', forms: [''] },
  { model: 'services', command: 'eval s.nix', forms: ['--json', '--nix'] },
  { model: 'infrastructure', command: 'xml -i i.nix', forms: [''] },
  { model: 'infrastructure', command: 'augment-infra -i i.nix -a a.nix', forms: ['', '--output-xml'] },
  { model: 'infrastructure', command: 'eval i.nix', forms: ['--json', '--nix', '--strict'] },
  { model: 'distribution', command: `xml ${models}`, forms: [''] },
  { model: 'distribution', command: `multiwaycut ${models}`, forms: planForms },
  { model: 'distribution', command: `graphcol ${models}`, forms: planForms },
  { model: 'distribution', command: `place ${models}`, forms: planForms },
  { model: 'distribution', command: `gendist ${models}`, forms: planForms },
  { model: 'distribution', command: `minsetcover ${models} --target-property cost`, forms: planForms },
  {
    model: 'distribution',
    command: `divide ${models} --strategy exact --service-property memory --target-property memory`,
    forms: planForms,
  },
  { model: 'resources', command: 'xml --id-resources r.nix', forms: [''] },
  { model: 'resources', command: 'eval r.nix', forms: ['--json', '--nix', '--strict'] },
  { model: 'ids', command: 'id-assign -s s.nix --id-resources r.nix', forms: ['', '--json', '--output-xml'] },
  { model: 'ids', command: 'xml --ids ids.nix', forms: [''] },
];

/** Every command that reads a model; MODEL is the file. */
const readers: Readonly<Record<Printed['model'], readonly string[]>> = {
  services: [
    'check -s MODEL -i i.nix -d d.nix',
    'multiwaycut -s MODEL -i i.nix -d d.nix',
    'graphcol -s MODEL -i i.nix -d d.nix',
    'gendist -s MODEL -i i.nix',
    'explain -s MODEL -i i.nix -d d.nix',
    'visualize-services -s MODEL',
    'document-services -s MODEL',
    'id-assign -s MODEL --id-resources r.nix',
    'xml -s MODEL',
  ],
  infrastructure: [
    'check -s s.nix -i MODEL -d d.nix',
    'multiwaycut -s s.nix -i MODEL -d d.nix',
    'divide -s s.nix -i MODEL -d d.nix --strategy exact --service-property memory --target-property memory',
    'minsetcover -s s.nix -i MODEL -d d.nix --target-property cost',
    'visualize-infra -i MODEL',
    'augment-infra -i MODEL -a a.nix',
    'xml -i MODEL',
  ],
  distribution: [
    'check -s s.nix -i i.nix -d MODEL',
    'multiwaycut -s s.nix -i i.nix -d MODEL',
    'multiwaycut -s s.nix -i i.nix -d d.nix --previous MODEL',
    'graphcol -s s.nix -i i.nix -d MODEL',
    'place -s s.nix -i i.nix -d MODEL',
    'place -s s.nix -i i.nix -d d.nix --previous MODEL',
    'divide -s s.nix -i i.nix -d MODEL --strategy exact --service-property memory --target-property memory',
    'minsetcover -s s.nix -i i.nix -d MODEL --target-property cost',
    'gendist -s s.nix -i i.nix -d MODEL',
    'gendist -s s.nix -i i.nix -d d.nix --previous MODEL',
    'id-assign -s s.nix -i i.nix -d MODEL --id-resources r.nix',
    'explain -s s.nix -i i.nix -d MODEL',
    'diff -i i.nix MODEL d.nix',
    'visualize-distribution -s s.nix -i i.nix -d MODEL',
    'xml -s s.nix -i i.nix -d MODEL',
  ],
  resources: ['id-assign -s s.nix --id-resources MODEL', 'check --id-resources MODEL', 'xml --id-resources MODEL'],
  ids: [
    'id-assign -s s.nix --id-resources r.nix --ids MODEL',
    'check -s s.nix --id-resources r.nix --ids MODEL',
    'diff MODEL ids.nix',
    'xml --ids MODEL',
  ],
};

let folder: Folder;
beforeAll(async () => {
  folder = makeFolder(files);
  const { stdout } = await run('id-assign -s s.nix --id-resources r.nix');
  folder.write({ 'ids.nix': stdout });
});
afterAll(() => folder.remove());

async function run(words: string) {
  const { exitCode, stdout, stderr } = await runIn(
    folder.path,
    words.split(' ').filter(word => word !== ''),
  );
  const withoutPlaces = stdout.replaceAll(/\b[a-z]+(\.\w+)?:\d+:\d+/g, 'PLACE');
  return { exitCode, stdout: withoutPlaces, stderr: stderr.replaceAll(/^( +(at .*|\d* \|.*)|time: .*)\n/gm, '') };
}

const known = new Map<string, ReturnType<typeof run>>();

/** What a command says of the usual form, which several commands print alike. */
async function readUsual(reader: string, usual: string | undefined) {
  const key = `${reader} ${usual}`;
  const found = known.get(key) ?? run(reader.replace('MODEL', 'usual'));
  known.set(key, found);
  return await found;
}

describe.each(printed)('$command', ({ model, command, forms }) => {
  test.each(forms)('%s is read by every command, and is the same as in any other form', async form => {
    const written = await run(`${command} ${form}`);
    expect(written.exitCode, written.stderr).toBe(0);
    const usual = model === 'ids' || model === 'distribution' ? (await run(command)).stdout : undefined;
    folder.write({
      printed: written.stdout,
      usual: usual ?? files[`${model.charAt(0) as 's' | 'i' | 'r'}.nix`],
    });
    for (const reader of readers[model]) {
      const expected = await readUsual(reader, usual);
      expect(expected.exitCode, `${reader}: ${expected.stderr}`).toBeLessThan(2);
      expect({ reader, ...(await run(reader.replace('MODEL', 'printed'))) }).toEqual({ reader, ...expected });
    }
  });
});

test('the containers of a plan come through its JSON', async () => {
  const { stdout } = await run(`multiwaycut ${models} --json`);
  folder.write({ 'plan.json': stdout });
  expect((await run('xml -s s.nix -i i.nix -d plan.json')).stdout).toContain('<container>u</container>');
});
