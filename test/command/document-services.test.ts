import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { makeFolder, runIn } from '../harness.ts';

const folder = makeFolder({
  's.nix': `{ distribution, invDistribution, pkgs, system }: rec {
    db = { type = "mysql"; group = "Shop/Data & <more>"; description = "Keeps \\\${orders}"; pkg = throw "not to be built"; };
    web = { type = "http"; group = "Shop"; dependsOn = { inherit db; }; };
    mail = { };
  }`,
  'docs.nix': '{ groups = { Shop = "Where people buy"; }; fields = [ "type" ]; descriptions = { type = "Kind"; }; }',
  'typo.nix': '{ feilds = [ ]; }',
  'wrong.nix': '{ groups = [ ]; fields = [ 1 ]; descriptions = { type = 2; }; }',
});
afterAll(() => folder.remove());
const run = (...words: string[]) => runIn(folder.path, words);
const read = (file: string): string => readFileSync(join(folder.path, file), 'utf8');

test('a catalogue has a page for each group, and every link leads to one', async () => {
  const { exitCode, stdout, stderr } = await run(
    'generate-services-docs',
    '-s',
    's.nix',
    '--docs',
    'docs.nix',
    '-f',
    'svg',
    '--output-dir',
    'out',
  );
  expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 0, stdout: '', stderr: '' });
  const pages = ['out/index.html', 'out/Shop/index.html', 'out/Shop/Data =26 =3Cmore=3E/index.html'];
  for (const page of pages) {
    const links = [...read(page).matchAll(/href="([^"#]+)"/g)].map(([, link]) => decodeURIComponent(link ?? ''));
    expect(links.length).toBeGreaterThan(0);
    for (const link of links) expect(existsSync(join(folder.path, page, '..', link)), `${page}: ${link}`).toBe(true);
    expect(read(page)).toMatch(/<svg [\s\S]*<\/svg>/);
  }
  expect(read('out/index.html')).toContain('Where people buy');
  expect(read('out/Shop/index.html')).toContain('>Kind<');
});

test('one page on stdout, or in a file; a group that there is none of is told', async () => {
  const whole = await run('document-services', '-s', 's.nix');
  expect(whole.exitCode).toBe(0);
  expect(whole.stdout).toContain('Keeps ${orders}');
  expect(await run('document-services', '-s', 's.nix', '-o', 'one.html')).toMatchObject({ exitCode: 0, stdout: '' });
  expect(read('one.html')).toBe(whole.stdout);
  const group = (await run('document-services', '-s', 's.nix', '--group', 'Shop', '--group-subservices')).stdout;
  expect(group).toContain('>web<');
  expect(group).not.toContain('>mail<');
  const wrong = await run('document-services', '-s', 's.nix', '--group', 'Shpo');
  expect(wrong).toMatchObject({ exitCode: 2, stdout: '' });
  expect(wrong.stderr).toContain('did you mean "Shop"?');
});

test('mistakes in the docs configuration', async () => {
  const typo = await run('document-services', '-s', 's.nix', '--docs', 'typo.nix');
  expect(typo.exitCode).toBe(0);
  expect(typo.stderr).toMatch(/warning: .*"feilds"[\s\S]*did you mean "fields"/);
  const { exitCode, stderr } = await run('document-services', '-s', 's.nix', '--docs', 'wrong.nix');
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(
    /element 1 of fields is an integer[\s\S]*descriptions.type is an integer[\s\S]*groups is a list/,
  );
});
