import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runIn } from '../harness.ts';

const folder = 'examples/place';
const examples = readdirSync(folder).filter(name => !name.endsWith('.md'));

/** Runs the example; the report is what stderr has, but for the time that it took. */
async function run(name: string, ...more: readonly string[]) {
  const at = join(folder, name);
  const previous = existsSync(join(at, 'previous.nix')) ? ['--previous', 'previous.nix'] : [];
  const models = ['-s', 'services.nix', '-i', 'infrastructure.nix', '--policy', 'placement.nix', ...previous];
  const { exitCode, stdout, stderr } = await runIn(at, ['place', ...models, ...more]);
  return { exitCode, stdout, report: stderr.replace(/^time: +[\d.]+ s\n/m, '') };
}

describe('each example of a policy', () => {
  test.each(examples)('%s prints the plan and the report that are beside it', async name => {
    const { exitCode, stdout, report } = await run(name);
    expect(exitCode).toBe(0);
    expect(`${report}\n${stdout}`).toBe(readFileSync(join(folder, name, 'expected.txt'), 'utf8'));
  });

  test('is in the list of them', () => {
    const readme = readFileSync(join(folder, 'README.md'), 'utf8');
    for (const name of examples) expect(readme).toContain(`[${name}](${name}/placement.nix)`);
  });
});
