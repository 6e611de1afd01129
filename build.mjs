// Bundles the program (it starts faster than many modules), compiles it ahead, and writes one small starter per command.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { buildLibrary } from './build/library.mjs';
import { buildPlanner } from './build/planner.mjs';
import { buildProgram, compileAhead, starter } from './build/program.mjs';

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
rmSync('dist', { recursive: true, force: true });
mkdirSync('dist', { recursive: true });
await buildProgram();
for (const [name, file] of Object.entries(manifest.bin)) {
  const command = name.replace(/^dydisnix-/, '');
  const redirect = `#!/usr/bin/env node\nprocess.argv.splice(2, 0, '${command}');\nrequire('./dydisnix.cjs');\n`;
  writeFileSync(file, name === 'dydisnix' ? starter : redirect);
  chmodSync(file, 0o755);
}

await buildLibrary(manifest);
await buildPlanner();

const manual = spawnSync(process.execPath, ['dist/dydisnix.cjs', 'man', '--output-dir', 'dist/man'], {
  encoding: 'utf8',
});
if (manual.status !== 0) throw new Error(`the program that was built prints no manual: ${manual.stderr}`);

compileAhead();
