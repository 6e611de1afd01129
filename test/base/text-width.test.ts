import { expect, it } from 'vitest';
import { textWidth } from '../../src/base/text-width.ts';

it.each([
  ['', 0],
  ['plain', 5],
  ['Grüße', 5],
  ['日本語', 6],
  ['한글', 4],
  ['ﾊﾝｶｸ', 4],
  ['ｆｕｌｌ', 8],
  ['e\u0301', 1],
  ['नमस्ते', 4],
  ['🚀', 2],
  ['👩‍🚀', 2],
  ['👍🏽', 2],
  ['🇯🇵🇫🇷', 4],
  ['❤', 1],
  ['❤\ufe0f', 2],
  ['a\u200bb', 2],
])('%j takes %d columns', (text, columns) => {
  expect(textWidth(text)).toBe(columns);
});
