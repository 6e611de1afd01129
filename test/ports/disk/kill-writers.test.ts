import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { rounds } from '../../rounds.ts';

const seed = 20_200_924;
const wantedKills = rounds({ short: 60, long: 600 });

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kill-'));
  // Counts up the number in a file for ever, and prints each number that it wrote.
  const program = `
    import { readFileSync, writeSync } from 'node:fs';
    import { withLockedFile } from ${JSON.stringify(resolve('src/ports/disk/lock-file.ts'))};
    import { replaceFile } from ${JSON.stringify(resolve('src/ports/disk/replace-file.ts'))};
    for (;;) {
      const number = withLockedFile('counter', 60, () => {
        const next = Number(/^<(\\d+)>$/.exec(readFileSync('counter', 'latin1'))[1]) + 1;
        replaceFile('counter', '<' + next + '>');
        return next;
      });
      writeSync(1, number + '\\n');
    }`;
  const stdin = { contents: program, resolveDir: resolve('.'), loader: 'ts' as const };
  buildSync({ stdin, outfile: join(folder, 'count.cjs'), bundle: true, platform: 'node', format: 'cjs' });
});
afterAll(() => rmSync(folder, { recursive: true }));

it('loses no update and leaves no broken file, lock or litter when writers are killed at any moment', async () => {
  writeFileSync(join(folder, 'counter'), '<0>');
  // Milliseconds from a writer's first number to its end: from within the first writings to some hundreds later.
  const delays = fc.sample(fc.noBias(fc.integer({ min: 0, max: 60 })), { seed, numRuns: wantedKills });
  const printed: number[] = [];
  const foundAtDeath = { lock: 0, temporary: 0, removal: 0 };
  const worker = async () => {
    for (let delay = delays.pop(); delay !== undefined; delay = delays.pop()) {
      printed.push(...(await runAndKill(delay)));
      const names = readdirSync(folder);
      if (names.includes('counter.lock')) foundAtDeath.lock++;
      if (names.some(name => name.endsWith('.tmp'))) foundAtDeath.temporary++;
      if (names.some(name => name.startsWith('counter.lock.'))) foundAtDeath.removal++;
      expect(readFileSync(join(folder, 'counter'), 'latin1')).toMatch(/^<\d+>$/);
    }
  };
  await Promise.all([worker(), worker(), worker()]);
  // One that is left alone long enough clears everything away.
  printed.push(...(await runAndKill(0)));
  const end = Number(readFileSync(join(folder, 'counter'), 'latin1').slice(1, -1));
  console.log(`kill: seed ${seed}, ${wantedKills} kills, ${printed.length} numbers: ${JSON.stringify(foundAtDeath)}`);
  expect(new Set(printed).size).toBe(printed.length);
  expect(Math.max(...printed)).toBeLessThanOrEqual(end);
  // Only a writer killed between replacing and printing keeps its number to itself: at most one each.
  expect(end - printed.length).toBeLessThanOrEqual(wantedKills + 1);
  // The kills are of use only if some hit a writer that held the lock.
  expect(foundAtDeath.lock).toBeGreaterThan(wantedKills / 20);
  // Nothing is left but what the very last kill may have left.
  expect(
    readdirSync(folder).filter(name => !/^counter(\.lock)?$|^count\.cjs$|^\.counter\..*\.tmp$/.test(name)),
  ).toEqual([]);
  expect(readdirSync(folder).filter(name => name.endsWith('.tmp')).length).toBeLessThanOrEqual(1);
});

/** Starts a writer, kills it some time after it printed its first number, and gives the numbers that it printed. */
function runAndKill(delay: number): Promise<number[]> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, ['count.cjs'], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.on('data', (bytes: Buffer) => {
      if (text === '') setTimeout(() => child.kill('SIGKILL'), delay);
      text += bytes.toString();
    });
    child.on('error', fail);
    child.on('close', (_, signal) => {
      if (signal === 'SIGKILL')
        done(
          text
            .split('\n')
            .filter(line => line !== '')
            .map(Number),
        );
      else fail(new Error(`a writer ended by itself (${signal}); it printed ${text}`));
    });
  });
}
