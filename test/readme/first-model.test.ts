import { readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { makeFolder, runIn } from '../harness.ts';
import { examplesIn } from './examples-in.ts';

const page = 'docs/first-model.md';
const folder = makeFolder();
afterAll(() => folder.remove());

test.each(examplesIn(page))('$command', async ({ command, output }) => {
  const [program, ...words] = command.split(' ');
  expect(program).toBe('dydisnix');
  const { exitCode, stdout } = await runIn(folder.path, words);
  expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: output });
});

test('a newcomer has a plan, ids and pictures in the end, and read what is said of them', async () => {
  const files = folder.read();
  expect(files['shop/plan.nix']).toContain('"database"');
  expect(files['shop/ids.nix']).toContain('"orders" = 8000');
  expect(files['shop/services.svg']).toContain('<svg');
  expect(files['shop/plan.svg']).toContain('<svg');
  const text = readFileSync(page, 'utf8');
  const said = await runIn(folder.path, ['-C', 'shop', 'multiwaycut']);
  expect(text).toContain(`\`${/^links: +(.*)$/m.exec(said.stderr)?.[0].replace(/ +/g, ' ')}\``);
});
