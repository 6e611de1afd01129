import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFolder, runIn } from '../harness.ts';

/** The blocks of a page in their order: files by their names, and commands with what they print. */
const blocks = [...readFileSync('docs/ids.md', 'utf8').matchAll(/^```(\S+)(?: (\S+))?\n([\s\S]*?)^```$/gm)];

test('the examples for newcomers print what the page says', async () => {
  const folder = makeFolder({});
  let commands = 0;
  for (const [, kind, name, body = ''] of blocks) {
    if (name !== undefined) writeFileSync(join(folder.path, name), body);
    if (kind !== 'console') continue;
    for (const part of body.split(/^\$ /m).slice(1)) {
      const [words = '', ...lines] = part.split('\n');
      const { exitCode, stderr, stdout } = await runIn(folder.path, words.split(' ').slice(1));
      expect({ words, exitCode, printed: stderr + stdout }).toEqual({ words, exitCode: 0, printed: lines.join('\n') });
      commands++;
    }
  }
  folder.remove();
  expect(commands).toBeGreaterThanOrEqual(6);
});
