import { defineConfig } from 'vitest/config';
import { viteTexts } from './build/texts.mjs';

export default defineConfig({
  plugins: [viteTexts],
  test: { include: ['test/**/*.test.ts'], testTimeout: 120_000, hookTimeout: 120_000 },
});
