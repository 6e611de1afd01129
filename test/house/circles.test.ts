import { expect, test } from 'vitest';
import { importsOf, sourceFiles } from './source-imports.ts';

/** Files that call each other because expressions hold expressions: as natural as a `switch` over them would be. */
const recursion = 'apply bindings lambda let operator select set template'
  .split(' ')
  .map(kind => `nix/compile/compile-${kind}.ts`);

/** Circles that are still to be mended, by their files; the list only gets shorter. */
const debts: readonly string[] = [
  'load/evaluator.ts load/nix-evaluator.ts',
  'plan/build-division.ts plan/divide.ts',
  'ports/highs/highs-thread.ts solve/run-highs.ts',
  'solve/placement/branch-and-bound.ts solve/placement/trw-s.ts',
  'solve/placement/link-search.ts solve/placement/share-like-stand-ins.ts',
  'write/html/inline-picture.ts write/html/page.ts',
];

/** The circles of imports: the strongly connected components of more than one file, by R. Tarjan's algorithm (1972). */
function findCircles(): string[][] {
  const files = new Set(sourceFiles());
  const numbers = new Map<string, number>();
  const open: string[] = [];
  const circles: string[][] = [];
  const visit = (file: string): number => {
    const number = numbers.size;
    let low = number;
    numbers.set(file, number);
    open.push(file);
    for (const next of importsOf(file)) {
      if (!files.has(next)) continue;
      if (!numbers.has(next)) low = Math.min(low, visit(next));
      else if (open.includes(next)) low = Math.min(low, numbers.get(next) ?? low);
    }
    if (low === number) {
      const circle = open.splice(open.indexOf(file));
      if (circle.length > 1) circles.push(circle.sort());
    }
    return low;
  };
  for (const file of files) if (!numbers.has(file)) visit(file);
  return circles;
}

test('files import each other in circles nowhere but in the recursion of the compiler', () => {
  const circles = findCircles().filter(
    circle => circle.join() !== ['nix/compile/compile.ts', ...recursion].sort().join(),
  );
  expect(circles.map(circle => circle.join(' ')).sort()).toEqual(debts);
});
