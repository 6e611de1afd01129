import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { showManual } from '../../src/ports/show-manual.ts';
import { makeFolder } from '../harness.ts';

const before = process.env['PATH'];
const folder = makeFolder();
afterEach(() => {
  process.env['PATH'] = before;
  folder.remove();
});

/** Lets `man` be a script of ours. */
function beMan(script: string): void {
  folder.write({ 'bin/man': `#!/bin/sh\n${script}\n` });
  chmodSync(join(folder.path, 'bin/man'), 0o755);
  process.env['PATH'] = `${join(folder.path, 'bin')}:${before}`;
}

test('a page is given to man byte by byte, and it is told whether man showed it', () => {
  beMan(`echo "$*" > '${folder.path}/words'; cat > '${folder.path}/page'`);
  expect(showManual('.TH Z\xc3\xbcrich 1\n')).toBe(true);
  expect(folder.read()).toMatchObject({ words: '-l -\n', page: '.TH Zürich 1\n' });
  beMan('exit 3');
  expect(showManual('.TH X 1\n')).toBe(false);
});

test('where there is no man the caller shows the page itself', () => {
  process.env['PATH'] = join(folder.path, 'nowhere');
  expect(showManual('.TH X 1\n')).toBe(false);
});
