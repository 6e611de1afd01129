import { spawn } from 'node:child_process';
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeFolder, runDydisnix } from '../built.ts';
import { rounds } from '../rounds.ts';

const seed = 20_200_924;
const wantedKills = rounds({ short: 40, long: 400 });
const models = {
  // Each run is for a service of its own, so each takes one new id, and two that do not see each other take the same.
  'services.nix': '{ run, ... }: { ${run} = { requiresUniqueIdsFor = [ "ports" ]; }; }',
  'idresources.nix': '{ ports = { min = 1; max = 100000; }; }',
};

let folder: ReturnType<typeof makeFolder>;
beforeAll(() => {
  folder = makeFolder(models);
  // Of its own: a build may replace it meanwhile.
  for (const part of ['dydisnix.cjs', 'program'])
    cpSync(join('dist', part), join(folder.path, part), { recursive: true });
});
afterAll(() => folder.remove());

it('gives no id twice and leaves ids.nix whole when runs are killed at any moment', async () => {
  const started = performance.now();
  const first = await run('first', undefined);
  const usual = performance.now() - started;
  expect(first.id).toBe(1);
  // Thousandths of the time that an undisturbed run takes.
  const moments = fc.sample(fc.noBias(fc.integer({ min: 0, max: 2500 })), {
    seed,
    numRuns: 10 * wantedKills,
  });
  const given = [1];
  let kills = 0;
  let inside = 0;
  const worker = async (name: string) => {
    for (let i = 0; kills < wantedKills && moments.length > 0; i++) {
      const { id, killed } = await run(`${name}${i}`, ((moments.pop() ?? 0) / 1000) * usual);
      if (id !== undefined) given.push(id);
      if (killed) kills++;
      if (readdirSync(folder.path).includes('ids.nix.lock')) inside++;
      expect(readFileSync(join(folder.path, 'ids.nix'), 'latin1')).toMatch(/^\{\n {2}"ids" = \{\n[\s\S]*\n\}\n$/);
    }
  };
  await Promise.all([worker('a'), worker('b'), worker('c')]);
  const { id: last = 0 } = await run('last', undefined);
  console.log(
    `kill id-assign: seed ${seed}, ${kills} kills, ${given.length} finished runs, a lock was seen ${inside} times`,
  );
  expect(kills).toBeGreaterThanOrEqual(wantedKills);
  expect(new Set([...given, last]).size).toBe(given.length + 1);
  expect(last).toBeGreaterThan(Math.max(...given));
  // Runs that were killed after replacing the file took an id that nobody was told of.
  expect(last - given.length - 1).toBeLessThanOrEqual(kills);
  expect(readdirSync(folder.path).sort()).toEqual([
    'dydisnix.cjs',
    'idresources.nix',
    'ids.nix',
    'ids.nix.previous',
    'program',
    'services.nix',
  ]);
  const read = runDydisnix(folder.path, ['eval', '--expr', '(import ./ids.nix).ids.ports.last']);
  expect(read.stdout).toBe(`${last}\n`);
});

/** One run of the assigner for a service, killed after some milliseconds. */
function run(
  service: string,
  delay: number | undefined,
): Promise<{ readonly id: number | undefined; readonly killed: boolean }> {
  const files = [
    '-s',
    'services.nix',
    '--id-resources',
    'idresources.nix',
    '--ids',
    'ids.nix',
    '--output-file',
    'ids.nix',
  ];
  const words = ['dydisnix.cjs', 'id-assign', ...files, '--extra-params', `{ run = "${service}"; }`, '--json'];
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, words, { cwd: folder.path, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    let messages = '';
    child.stdout.on('data', (bytes: Buffer) => {
      text += bytes.toString();
    });
    child.stderr.on('data', (bytes: Buffer) => {
      messages += bytes.toString();
    });
    const timer = delay === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), delay);
    child.on('error', fail);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      if (signal === 'SIGKILL') return done({ id: undefined, killed: true });
      if (code !== 0) return fail(new Error(`exit code ${code}: ${messages}`));
      const { ids } = JSON.parse(text) as { ids: { ports: Record<string, number> } };
      return done({ id: ids.ports[service], killed: false });
    });
  });
}
