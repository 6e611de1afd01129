import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runIn } from '../harness.ts';

/**
 * Imports each file of `fixture` as a person would, and compares all that is seen with `golden`: the exit code, the
 * messages, and the models. `npx vitest run -u` writes the golden files anew, to be looked at.
 * @param more words behind the name of a file
 */
export function compareWithGolden(
  form: string,
  folder: string,
  more: Readonly<Record<string, readonly string[]>>,
): void {
  const files = readdirSync(join(folder, 'fixture'), { withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(({ name }) => name)
    .sort();

  test(`there are at least forty files of ${form}`, () => {
    expect(files.length).toBeGreaterThanOrEqual(40);
    expect(Object.keys(more).filter(name => !files.includes(name))).toEqual([]);
  });

  test.each(files)('%s', async name => {
    const words = ['import', form, name, ...(more[name] ?? [])];
    const { exitCode, stdout, stderr } = await runIn(join(folder, 'fixture'), words);
    const seen = `$ dydisnix ${words.join(' ')}\n# exit code ${exitCode}\n${stderr}\n${stdout}`;
    await expect(seen).toMatchFileSnapshot(join(process.cwd(), folder, 'golden', `${name}.txt`));
  });
}
