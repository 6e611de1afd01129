import { defineConfig } from 'vitest/config';
import { viteTexts } from './build/texts.mjs';
import { filesOf } from './test/lane-files.ts';

/** `vitest run` is the whole; `--mode fast` and `--mode long` are the other two lanes. */
export default defineConfig(({ mode }) => {
  const lane = mode === 'fast' || mode === 'long' ? mode : 'whole';
  return {
    plugins: [viteTexts],
    test: {
      include: [...filesOf(lane)],
      env: { TEST_LANE: lane },
      // Modules are read once for all files of the fast lane: none of its tests changes one.
      isolate: lane !== 'fast',
      // Vitest would leave a core alone.
      maxWorkers: '100%',
      // What was transformed is kept until it changes (texts and bundles are keyed by what they became).
      experimental: { fsModuleCache: lane === 'fast' },
      testTimeout: lane === 'long' ? 3_600_000 : 600_000,
      hookTimeout: 600_000,
    },
  };
});
