import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Folder, makeFolder } from '../../harness.ts';

const programs = {
  discover: `#!/bin/sh
echo "looking: \u00e4" >&2
echo '{ "m1": { "containers": { "process": {} } } }'
`,
  deploy: `#!/bin/sh
echo '{ "event": "applied" }'
printf 'with a return\\r\\n\\nno end'
printf '\\377bad\\n' >&2
head -c 100000 /dev/zero | tr '\\0' x >&2
(while [ ! -e end ]; do sleep 0.05; done; echo; echo late; touch told) &
`,
  health: '#!/bin/sh\necho works\nexit $(cat code 2>/dev/null || echo 0)\n',
  notify: '#!/bin/sh\ncat >/dev/null\necho notified >&2\n',
  running: `#!/bin/sh
echo asked >&2
cat running.json
`,
};

let folder: Folder = makeFolder();
beforeEach(() => {
  folder = makeFolder({
    ...programs,
    'services.nix': '{ ... }: { web = { name = "web"; type = "process"; pkg = null; }; }',
    'running.json': '{ }',
  });
  for (const name of Object.keys(programs)) chmodSync(join(folder.path, name), 0o755);
});
afterEach(() => folder.remove());

const words = [
  ...['loop', '--once', '--state', 'state', '-s', 'services.nix', '--discover-command', './discover'],
  ...['--deploy-command', './deploy', '--notify-command', './notify', '--deployed-command', './running'],
];

interface Line {
  readonly event: string;
  readonly message: string;
  readonly program?: string;
  readonly stream?: string;
  readonly text?: string;
}

function runLoop(...more: readonly string[]): { readonly status: number | null; readonly messages: string } {
  const log = join(folder.path, 'log');
  const program = resolve('dist/dydisnix.cjs');
  const call = `"$0" "$@" >out 2>"${log}"`;
  const { status } = spawnSync('/bin/sh', ['-c', call, process.execPath, program, ...words, ...more], {
    cwd: folder.path,
  });
  return { status, messages: readFileSync(log, 'utf8') };
}

const linesOf = (messages: string): readonly Line[] =>
  messages
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line) as Line);

test('what programs print is lines of a log as JSON, too, before what is told of their end', async () => {
  const { status, messages } = runLoop('--health-command', './health', '--log', 'json');
  expect(status, messages).toBe(0);
  const lines = linesOf(messages);
  const said = (program: string, stream: string): readonly string[] =>
    lines.filter(line => line.program === program && line.stream === stream).map(({ text = '' }) => text);
  expect(said('./discover', 'stderr')).toEqual(['looking: \u00e4']);
  expect(said('./discover', 'stdout')).toEqual([]);
  expect(said('./running', 'stderr')).toContain('asked');
  expect(said('./notify', 'stderr')).toContain('notified');
  expect(said('./deploy', 'stdout')).toEqual(['{ "event": "applied" }', 'with a return', '', 'no end']);
  // A line that takes long is told in pieces.
  expect(said('./deploy', 'stderr')).toEqual(['\ufffdbad', 'x'.repeat(65_536), 'x'.repeat(100_000 - 65_536)]);
  const events = lines.map(({ event }) => event);
  expect(events.lastIndexOf('output')).toBeGreaterThan(events.indexOf('applied'));
  expect(lines.findIndex(({ text }) => text === 'no end')).toBeLessThan(events.indexOf('applied'));
  expect(lines.find(({ text }) => text === '\ufffdbad')).toMatchObject({
    event: 'output',
    message: './deploy: \ufffdbad',
    program: './deploy',
    stream: 'stderr',
  });
  // Whoever outlives the loop can print on, and is still told.
  folder.write({ end: '' });
  await expect.poll(() => existsSync(join(folder.path, 'told')), { timeout: 60_000 }).toBe(true);
  const all = () => linesOf(readFileSync(join(folder.path, 'log'), 'utf8')).map(({ text }) => text);
  await expect.poll(all, { timeout: 60_000 }).toContain('late');
});

test('in a log for people it is what programs print', async () => {
  const { status, messages } = runLoop();
  folder.write({ end: '' });
  expect(status, messages).toBe(0);
  expect(messages).toContain('\nwith a return\r\n\nno end');
  expect(messages).not.toContain('"event":"output"');
});
