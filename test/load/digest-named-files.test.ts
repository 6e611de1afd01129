import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { digestNamedFiles } from '../../src/load/digest-named-files.ts';
import { createNodeHost } from '../../src/ports/nix/create-node-host.ts';

const folder = mkdtempSync(join(tmpdir(), 'digest-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('models in the language of today count by their expressions: another one is a change, a comment is none', () => {
  const file = join(folder, 'services.nix');
  const digest = (text: string): string | undefined => {
    writeFileSync(file, text);
    return digestNamedFiles([file], createNodeHost({}), () => false).get(file);
  };
  const first = digest('{ web = [ 1 2 ] |> map (n: n + 1); }');
  expect(first).toBeDefined();
  expect(digest('{ web = [ 1 2 ] |> map (n: n + 1); } # as before')).toBe(first);
  expect(digest('{ web = [ 1 2 ] |> map (n: n + 2); }')).not.toBe(first);
});
