import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { makeFolder } from '../built.ts';

const numbers = Array.from({ length: 30_000 }, (_, i) => i);
const infrastructure = JSON.stringify(
  Object.fromEntries(numbers.map(i => [`m${i}`, { properties: { hostname: `m${i}`, rank: i } }])),
);
const folder = makeFolder({
  'compose.yaml': `services:\n${numbers
    .slice(0, 12_000)
    .map(i => `  s${i}:\n    image: nginx\n    environment: { A: "${i}", B: "x" }\n    ports: [ "8080:80" ]\n`)
    .join('')}`,
  'infrastructure.json': infrastructure,
});
afterAll(() => folder.remove());

test.each([
  ['YAML', ['import', 'compose', 'compose.yaml', '-o', 'imported'], ''],
  ['JSON', ['visualize-infra', '-i', 'infrastructure.json'], ''],
  ['JSON from a pipe', ['visualize-infra', '-i', '-'], infrastructure],
])(
  'a long text of %s that fills the memory while it is parsed ends the run with a diagnostic',
  (_form, words, input) => {
    const program = ['--max-old-space-size=16', resolve('dist/dydisnix.cjs')];
    const { status, stdout, stderr } = spawnSync(process.execPath, [...program, ...words], {
      cwd: folder.path,
      input,
      encoding: 'utf8',
    });
    expect(stderr).toMatch(
      /^error: this needs more than the \d+ MB of memory that the program may use \[out-of-memory\]\n {2}hint: .*\n$/,
    );
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  },
);
