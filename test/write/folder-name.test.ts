import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromBytes, toBytes } from '../../src/base/bytes.ts';
import { folderName, folderUrl } from '../../src/write/folder-name.ts';

test('what could leave the folder is written in hexadecimal', () => {
  expect(folderName('a/../b c')).toBe('a=2F=2E=2E=2Fb c');
  expect(folderUrl('a/b c')).toBe('a%3d2Fb%20c');
});

test('names of any length have folders of their own, which file systems take, and which no name of another has', () => {
  const long = 'x'.repeat(400);
  const folders = ['a', 'b', 'ab'].map(end => folderName(long + end));
  expect(new Set(folders).size).toBe(3);
  expect(folders[0]).toHaveLength(255);
  expect(folderName('a'.repeat(256))).toMatch(/^a+=~[0-9a-f]{16}$/);
  const name = fc
    .array(fc.constantFrom('é', '漢', '😀', '/', '.', 'x'), { maxLength: 200 })
    .map(all => toBytes(all.join('')));
  fc.assert(
    fc.property(name, name, (one, other) => {
      const folder = folderName(one);
      expect(folder.length).toBeLessThanOrEqual(255);
      expect(toBytes(fromBytes(folder))).toBe(folder);
      expect(folder === folderName(other)).toBe(one === other);
    }),
    { seed: 255, numRuns: 300 },
  );
});
