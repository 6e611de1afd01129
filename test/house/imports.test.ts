import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { importsOf, rooms, sourceFiles } from './source-imports.ts';

/** Steps back that are still to be mended; the list only gets shorter. */
const debts = new Set<string>();

test('a folder imports only from itself and from folders before it', () => {
  const stepsBack: string[] = [];
  let count = 0;
  for (const file of sourceFiles()) {
    const from = rooms.indexOf(file.split('/')[0] ?? '');
    expect(from, `${file} is in no known folder`).toBeGreaterThanOrEqual(0);
    for (const path of importsOf(file)) {
      count++;
      if (path === '../package.json') continue;
      const to = rooms.indexOf(path.split('/')[0] ?? '');
      if (to < 0 || to > from) stepsBack.push(`${file} imports ${path}`);
    }
  }
  expect(stepsBack.filter(step => !debts.has(step))).toEqual([]);
  expect(count).toBeGreaterThan(100);
});

test('verifiers share no code with solvers', () => {
  const shared = sourceFiles()
    .filter(file => file.startsWith('verify/'))
    .flatMap(file => importsOf(file).filter(path => !/^(base|verify)\//.test(path)));
  expect(shared).toEqual([]);
});

test('the control of the loop imports only base, model and plan', () => {
  const others = sourceFiles()
    .filter(file => file.startsWith('loop/control/'))
    .flatMap(file => importsOf(file).filter(path => !/^(?:base|model|plan|loop\/control)\//.test(path)));
  expect(others).toEqual([]);
});

test('no file is longer than 500 lines', () => {
  const long = sourceFiles().filter(file => readFileSync(join('src', file), 'utf8').split('\n').length > 501);
  expect(long).toEqual([]);
});

test('texts in the code that are not ASCII are turned into bytes where they stand', () => {
  const slips = sourceFiles().flatMap(file =>
    readFileSync(join('src', file), 'utf8')
      .replace(/\/\*[\s\S]*?\*\//g, comment => comment.replace(/[^\n]/g, ''))
      .split('\n')
      .map((line, i) => ({ line: line.replace(/(^|\s)\/\/.*$/, ''), place: `${file}:${i + 1}` }))
      .filter(({ line }) => /[^\x20-\x7e\t]/.test(line) && !line.includes('toBytes('))
      .map(({ place }) => place),
  );
  expect(slips).toEqual([]);
});
