import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { compileSource } from './build/compiled-source.mjs';
import { viteTexts } from './build/texts.mjs';
import { filesOf } from './test/lane-files.ts';

/**
 * `vitest run` is the whole; `--mode fast` and `--mode long` are the other two lanes. `--mode fast-whole` is the fast lane for all
 * of its files at once: of compiled source, of which Vitest does not know which test needs which file (`--changed`).
 */
export default defineConfig(async ({ mode }) => {
  const lane = mode === 'long' ? mode : mode.startsWith('fast') ? 'fast' : 'whole';
  return {
    plugins: [...(mode === 'fast-whole' ? [await compileSource()] : []), viteTexts],
    test: {
      include: [...filesOf(lane)],
      setupFiles: ['test/uncoloured.ts'],
      env: { TEST_LANE: lane, ...(lane === 'fast' && makeFolderInMemory()) },
      // Modules are read once for all files of the fast lane: none of its tests changes one.
      isolate: lane !== 'fast',
      // Its tests change nothing of the process, so that threads do, which are told modules and tell results for less.
      pool: lane === 'fast' ? 'threads' : 'forks',
      // Vitest would leave a core alone.
      maxWorkers: '100%',
      // What was transformed is kept until it changes (texts and bundles are keyed by what they became).
      experimental: { fsModuleCache: lane === 'fast' },
      testTimeout: lane === 'long' ? 3_600_000 : 600_000,
      hookTimeout: 600_000,
    },
  };
});

/**
 * Tests write small files and wait for the disk to have them: those of the fast lane go to a folder in memory, where the system
 * has one.
 */
function makeFolderInMemory(): { readonly TMPDIR?: string } {
  if (!existsSync('/dev/shm')) return {};
  const folder = mkdtempSync('/dev/shm/dydisnix-tests-');
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return { TMPDIR: folder };
}
