import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * The value of an expression (a string) as real Nix computes it with a store that it may write to: an empty one in a folder of
 * its own, whose paths still begin with `/nix/store`. Throws what Nix says where it fails.
 */
export function askStoreReferee(expression: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'store-referee-'));
  try {
    const args = ['--store', folder, '--eval', '--read-write-mode', '--strict', '--json', '-'];
    const { status, stdout, stderr } = spawnSync('nix-instantiate', args, {
      input: Buffer.from(expression, 'latin1'),
      encoding: 'latin1',
      maxBuffer: 1 << 28,
      env: { ...process.env, HOME: folder, NIX_PATH: '' },
    });
    if (status !== 0) throw new Error(stderr);
    return stdout;
  } finally {
    spawnSync('chmod', ['-R', 'u+w', folder]);
    rmSync(folder, { recursive: true, force: true });
  }
}
