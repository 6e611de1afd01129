import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runIn } from '../../harness.ts';

const folder = 'test/exchange/disnix';
const files = readdirSync(join(folder, 'fixture')).sort();

/** In Nix, as XML, and as JSON, with all that is said of it. `npx vitest run -u` writes the golden files anew. */
test.each(files)('%s', async name => {
  const seen = [];
  for (const more of [[], ['--output-xml'], ['--json']]) {
    const words = ['previous-distribution', name, ...more];
    const { exitCode, stdout, stderr } = await runIn(join(folder, 'fixture'), words);
    seen.push(`$ dydisnix ${words.join(' ')}\n# exit code ${exitCode}\n${stderr}\n${stdout}`);
  }
  await expect(seen.join('\n')).toMatchFileSnapshot(join(process.cwd(), folder, 'golden', `${name}.txt`));
});

test('there are at least twelve manifests', () => {
  expect(files.length).toBeGreaterThanOrEqual(12);
});
