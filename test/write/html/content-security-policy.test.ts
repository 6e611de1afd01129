import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { runCommand } from '../../harness.ts';

test('a page runs its own script and style alone, by their hashes, and has no style in its markup', async () => {
  const services = 'rec { web = { name = "web"; dependsOn = { inherit db; }; }; db = { name = "db"; }; }';
  const run = await runCommand(
    'document-services',
    {
      's.nix': services,
    },
    ['-s', 's.nix'],
  );
  const page = run.stdout;
  const hash = (tag: string): string => {
    const [, inside = ''] = new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(page) ?? [];
    return createHash('sha256').update(inside, 'latin1').digest('base64');
  };
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1]?.split('; ');
  expect(policy).toEqual([
    "default-src 'none'",
    `style-src 'sha256-${hash('style')}'`,
    `script-src 'sha256-${hash('script')}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ]);
  expect(page.match(/<style/g)).toHaveLength(1);
  expect(page.match(/<script/g)).toHaveLength(1);
  expect(page).not.toMatch(/<[^>]* (?:style|on\w+)=/);
});
