import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { identityOf } from '../../../src/ports/disk/process-identity.ts';
import { noteLeftOver, noteStart, sinceBoot, waitForLeftOver } from '../../../src/ports/programs/left-over.ts';
import { type Folder, makeFolder } from '../../harness.ts';

let folder: Folder = makeFolder();
let file = '';
beforeEach(() => {
  folder = makeFolder();
  file = join(folder.path, 'deployer');
});
afterEach(() => folder.remove());

/** A process that sleeps so long, in a group of its own. */
function sleeper(seconds: number) {
  const child = spawn('sleep', [String(seconds)], { detached: true, stdio: 'ignore' });
  const ended = new Promise(done => child.once('exit', (_, signal) => done(signal)));
  return { child, pid: child.pid ?? 0, ended };
}

test('nothing is waited for where nothing was left, or it has ended', async () => {
  waitForLeftOver(file, 0);
  const { pid, ended } = sleeper(0);
  noteLeftOver(file, pid, sinceBoot() + 10_000);
  await ended;
  waitForLeftOver(file, 0);
  expect(existsSync(file)).toBe(false);
});

test('what runs is waited for, and named when the time is over', async () => {
  const { child, pid, ended } = sleeper(60);
  noteLeftOver(file, pid, sinceBoot() + 60_000);
  expect(() => waitForLeftOver(file, 0)).toThrow(`still runs: process ${pid}`);
  child.kill('SIGKILL');
  await ended;
  waitForLeftOver(file, 0);
});

test('what should have ended is ended', async () => {
  const { pid, ended } = sleeper(60);
  noteLeftOver(file, pid, sinceBoot() - 1);
  // Its parent is this process, that looks on meanwhile: it counts as ended all the same.
  waitForLeftOver(file, 0);
  expect(await ended).toBe('SIGTERM');
});

test('a process with the number of one that ended is another one', () => {
  writeFileSync(file, `${identityOf(process.pid).replace(/;\d+(;[^;]*)$/, ';1$1')}\n0\n`);
  waitForLeftOver(file, 0);
  expect(existsSync(file)).toBe(false);
});

test('what is on another machine is waited for, and never ended', () => {
  writeFileSync(file, `other${identityOf(1).replace(/;[^;]*;\d+;/, ';another-boot;1;')}\n0\n`);
  expect(() => waitForLeftOver(file, 0)).toThrow('a deployment was left behind: process 1 on');
  expect(existsSync(file)).toBe(true);
});

/** Starts a program as it is started by who noted that before, and says no more of it. */
function starting(...words: readonly string[]) {
  const script = readFileSync('src/ports/programs/start-noted.bash', 'utf8');
  const child = spawn('/bin/sh', ['-c', script, file, ...words], { detached: true, stdio: 'ignore' });
  const ended = new Promise(done => child.once('exit', (code, signal) => done(signal ?? code)));
  return { child, ended };
}

describe('who started it was killed before it said which process it is', () => {
  test('and it runs: it is waited for', async () => {
    noteStart(file, sinceBoot() + 60_000);
    const { child, ended } = starting('sleep', '60');
    await expect.poll(() => existsSync(`${file}.pid`)).toBe(true);
    expect(() => waitForLeftOver(file, 0)).toThrow(`still runs: process ${child.pid}`);
    child.kill('SIGKILL');
    await ended;
    waitForLeftOver(file, 0);
    expect([existsSync(file), existsSync(`${file}.pid`)]).toEqual([false, false]);
  });

  test('and its time is over: it is ended', async () => {
    noteStart(file, sinceBoot() - 1);
    const { ended } = starting('sleep', '60');
    await expect.poll(() => existsSync(`${file}.pid`)).toBe(true);
    waitForLeftOver(file, 0);
    expect(await ended).toBe('SIGTERM');
  });

  test('and it did not begin yet: it does not any more', async () => {
    noteStart(file, sinceBoot() + 60_000);
    // As who begins anew takes it, and is about to go on.
    writeFileSync(`${file}.pid`, 'nobody');
    expect(await starting('touch', join(folder.path, 'began')).ended).toBe(1);
    expect(existsSync(join(folder.path, 'began'))).toBe(false);
    noteStart(file, sinceBoot() + 60_000);
    waitForLeftOver(file, 0);
    expect(existsSync(file)).toBe(false);
  });
});
