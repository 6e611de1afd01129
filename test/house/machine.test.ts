import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { machineFreeRooms, roomOf, sourceFiles } from './source-imports.ts';

/** Parts of other rooms that take nothing of Node, either. */
const parts: readonly string[] = ['loop/control/', 'page/'];

/** Files that still ask Node themselves; the list only gets shorter. */
const debts: readonly string[] = ['write/ids.ts'];

const ofNode = /\b(?:from|import|require)\s*\(?\s*'node:|\bcreateRequire\b|\bBuffer\.|\bprocess\.(?!\.)/;

/** The text without comments: these may speak of the machine. */
function codeOf(file: string): string {
  return readFileSync(join('src', file), 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|\s)\/\/.*$/gm, '');
}

const isMachineFree = (file: string): boolean =>
  machineFreeRooms.includes(roomOf(file)) || parts.some(part => file.startsWith(part));

const asking = sourceFiles().filter(file => isMachineFree(file) && ofNode.test(codeOf(file)));

test('the rooms that run anywhere take nothing of Node', () => {
  expect(asking.filter(file => !debts.includes(file))).toEqual([]);
});

test('a debt that is paid leaves the list', () => {
  expect(debts.filter(file => !asking.includes(file))).toEqual([]);
});
