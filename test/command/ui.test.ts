import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, test } from 'vitest';
import { type Folder, makeFolder, runIn } from '../harness.ts';

/** A system whose services are named in a file that the model imports. */
const models = {
  's.nix': '{ web = { name = "web"; dependsOn = { }; memory = import ./memory.nix; }; }',
  'memory.nix': '3',
  'i.nix': '{ a = { memory = 4; }; b = { memory = 9; }; }',
  'p.nix': '{ capacities.memory = { }; }',
};

let folder: Folder | undefined;

afterEach(() => folder?.remove());

/**
 * Runs the command, which blocks this thread, while another one reads the page: it is a program that gets `url`, `ask`,
 * `events` (the next one of the server) and `write`, and tells what it found. What it tells ends the command.
 */
async function look(words: readonly string[], program: string) {
  const at = makeFolder(models);
  folder = at;
  const done = new Int32Array(new SharedArrayBuffer(4));
  let found: Promise<unknown> | undefined;
  const say = (text: string): void => {
    const [url] = /http:[^ ]*/.exec(text) ?? [];
    if (url === undefined) return;
    const client = new Worker(
      `const { workerData: { url, folder, done }, parentPort } = require('node:worker_threads');
       const write = (name, text) => require('node:fs').writeFileSync(folder + '/' + name, text);
       const send = (body, options) => fetch(url + 'ask', { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' }, ...options });
       const ask = async (edits = []) => (await send({ edits, previous: {}, timeLimit: 5, moveStateful: false })).json();
       (async () => {
         const reader = (await fetch(url + 'events')).body.getReader();
         let text = '';
         const event = async () => {
           while (!text.includes('\\n\\n')) text += Buffer.from((await reader.read()).value).toString();
           const end = text.indexOf('\\n\\n');
           const line = text.slice(0, end);
           text = text.slice(end + 2);
           return JSON.parse(line.replace('data: ', ''));
         };
         ${program}
       })().then(told => parentPort.postMessage(told), error => parentPort.postMessage(String(error)))
         .finally(() => Atomics.store(done, 0, 1));`,
      { eval: true, workerData: { url, folder: at.path, done } },
    );
    found = new Promise(resolve => client.once('message', resolve));
  };
  const interruption = {
    isRequested: () => Atomics.load(done, 0) === 1,
    signal: () => 'SIGINT' as const,
    end: () => {},
  };
  const run = await runIn(at.path, ['ui', '-s', 's.nix', '-i', 'i.nix', ...words], { session: { say, interruption } });
  return { run, found: await found };
}

describe('ui', () => {
  test('serves the page to who knows its address, and plans what it is asked', async () => {
    const { run, found } = await look(
      ['--policy', 'p.nix'],
      `const page = await fetch(url);
       const html = await page.text();
       const { version, isPlanned, document, findings } = await event();
       return {
         page: [page.status, page.headers.get('content-security-policy').includes("connect-src 'self'"), html.includes('new EventSource(')],
         stranger: [(await fetch(new URL('/', url))).status, (await fetch(new URL('/x/events', url))).status],
         state: [version, isPlanned, document.services.key, findings],
         plan: (await ask()).distribution,
         drained: (await ask([{ kind: 'drain', target: 'b' }])).distribution,
         wrong: (await ask([{ kind: 'drain', target: 'c' }])).message,
         broken: (await fetch(url + 'ask', { method: 'POST', body: '{', headers: { 'Content-Type': 'application/json' } })).status,
       };`,
    );
    expect(found).toEqual({
      page: [200, true, true],
      stranger: [404, 404],
      state: [1, false, ['web'], []],
      plan: { web: ['a'] },
      drained: { web: ['a'] },
      wrong: expect.stringContaining('"c"'),
      broken: 400,
    });
    expect(run).toEqual({ exitCode: 130, stdout: '', stderr: '' });
  });

  test('reads models again when what they import changes; wrong ones leave the last plan that was right', async () => {
    const { run, found } = await look(
      ['--policy', 'p.nix'],
      `const first = await event();
       write('memory.nix', '5');
       const second = await event();
       const plan = (await ask()).distribution;
       write('memory.nix', 'nothing');
       const third = await event();
       write('memory.nix', '12');
       const fourth = await event();
       return {
         versions: [first, second, third, fourth].map(({ version }) => version),
         needs: [first, second, third, fourth].map(({ document }) => document.services.need[0][0]),
         plan,
         findings: third.findings.join('\\n'),
         mended: fourth.findings,
         full: (await ask()).kind,
       };`,
    );
    expect(found).toEqual({
      versions: [1, 2, 2, 3],
      needs: [3, 5, 5, 12],
      plan: { web: ['b'] },
      findings: expect.stringContaining("undefined variable 'nothing'"),
      mended: [],
      full: 'none',
    });
    expect(run.exitCode).toBe(130);
  });

  test('has no page for models that are wrong from the start, nor on a port that is taken', async () => {
    folder = makeFolder({ ...models, 'w.nix': '{ web = 1; }' });
    const wrong = await runIn(folder.path, ['ui', '-s', 'w.nix', '-i', 'i.nix']);
    expect([wrong.exitCode, wrong.stderr]).toEqual([2, expect.stringContaining('w.nix:1:')]);
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const taken = await runIn(folder.path, ['ui', '-s', 's.nix', '-i', 'i.nix', '--port', String(port)]);
    other.close();
    expect([taken.exitCode, taken.stderr]).toEqual([2, expect.stringContaining(`nobody can listen on port ${port}`)]);
  });
});
