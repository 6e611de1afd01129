import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { delimiter } from 'node:path';

/** Runs an example as a reader would type it: in bash, in a folder, with the programs of `programs` on the path. */
export function runInShell(command: string, folder: string, programs: string): SpawnSyncReturns<string> {
  return spawnSync('bash', ['-c', command], {
    cwd: folder,
    env: { ...process.env, PATH: `${programs}${delimiter}${process.env['PATH']}` },
    encoding: 'utf8',
  });
}
