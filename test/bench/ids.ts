/** Times the whole `id-assign` command, built, on 100,000 services that want an id of 10 pools each: the first run, and one that keeps all. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const services = 100_000;
const pools = Array.from({ length: 10 }, (_, i) => `pool${i}`);

const folder = mkdtempSync(join(tmpdir(), 'bench-ids-'));
const wanted = pools.map(pool => `"${pool}"`).join(' ');
const lines = Array.from(
  { length: services },
  (_, i) => `  s${i} = { type = "process"; requiresUniqueIdsFor = [ ${wanted} ]; };\n`,
);
writeFileSync(join(folder, 'services.nix'), `{ system, pkgs, ... }:\n\n{\n${lines.join('')}}\n`);
const ranges = pools.map(pool => `  ${pool} = { min = 1000; max = 2000000; };\n`);
writeFileSync(join(folder, 'idresources.nix'), `{\n${ranges.join('')}}\n`);

const words = ['-s', 'services.nix', '--id-resources', 'idresources.nix', '--output-file', 'ids.nix'];
time('first run', words);
time('second run, all ids kept', [...words, '--ids', 'ids.nix']);
rmSync(folder, { recursive: true });

function time(what: string, options: readonly string[]): void {
  const started = performance.now();
  const words = [resolve('dist/dydisnix.cjs'), 'id-assign', ...options];
  const { status, stderr } = spawnSync(process.execPath, words, { cwd: folder, encoding: 'utf8' });
  const seconds = ((performance.now() - started) / 1000).toFixed(2);
  console.log(`${what}: ${seconds} s, exit code ${status}: ${stderr.trim()}`);
}
