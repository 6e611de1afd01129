import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { callWithArguments } from '../../src/nix/call-with-arguments.ts';
import { Limits } from '../../src/nix/limits.ts';
import { selectPath } from '../../src/nix/select-path.ts';
import { AttributeSetValue } from '../../src/nix/value.ts';
import { createNodeHost } from '../../src/ports/nix/create-node-host.ts';
import { nodeMemory } from '../../src/ports/nix/node-memory.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'host-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function write(name: string, text: string): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text, 'latin1');
  return path;
}

const rules = { what: 'the function', callsPlain: false };

describe('files', () => {
  test('a folder means its default.nix', () => {
    write('sub/default.nix', '1 + 1');
    expect(createNodeHost().importFile(join(folder, 'sub'), undefined)).toBe(2);
  });

  test('relative paths start at the file, where it really is', () => {
    write('real/a.nix', 'import ./b.nix');
    write('real/b.nix', '42');
    symlinkSync(join(folder, 'real/a.nix'), join(folder, 'link.nix'));
    expect(createNodeHost().importFile(join(folder, 'link.nix'), undefined)).toBe(42);
  });

  test('are evaluated once in a host, and again in the next', () => {
    const path = write('a.nix', '{ }');
    const host = createNodeHost();
    const first = host.importFile(path, undefined);
    write('a.nix', '1');
    expect(host.importFile(path, undefined)).toBe(first);
    expect(createNodeHost().importFile(path, undefined)).toBe(1);
  });

  test.each(['sub', 'sub/default.nix', 'link'])(
    'a folder, its default.nix and links to it are one file: %s first',
    first => {
      write('sub/default.nix', '{ }');
      symlinkSync(join(folder, 'sub/default.nix'), join(folder, 'link'));
      const host = createNodeHost();
      const values = [first, 'sub', 'sub/default.nix', 'link', first].map(name =>
        host.importFile(join(folder, name), undefined),
      );
      expect(new Set(values).size).toBe(1);
    },
  );

  test('a file that imports itself is an infinite recursion', () => {
    const path = write('a.nix', 'import ./a.nix');
    expect(() => createNodeHost().importFile(path, undefined)).toThrow('infinite recursion');
  });

  test('a missing file is an error at the import', () => {
    const path = write('a.nix', '\n  import ./nothing.nix');
    expect(() => createNodeHost().importFile(path, undefined)).toThrow(
      expect.objectContaining({ kind: 'missing-file', position: expect.objectContaining({ offset: 3 }) }),
    );
  });

  test('a syntax error is not cached as a value', () => {
    const path = write('a.nix', '{');
    const host = createNodeHost();
    expect(() => host.importFile(path, undefined)).toThrow(expect.objectContaining({ kind: 'syntax' }));
    expect(() => host.importFile(path, undefined)).toThrow(expect.objectContaining({ kind: 'syntax' }));
  });

  test('a scope of its own hides what is global', () => {
    const path = write('a.nix', '[ true answer ]');
    const scope = AttributeSetValue.from([
      ['answer', 42],
      ['true', 1],
    ]);
    expect(createNodeHost().importFile(path, undefined, scope)).toEqual([1, 42]);
  });
});

describe('search path', () => {
  test('the first entry under which the name exists', () => {
    write('one/lib.nix', '1');
    write('two/lib.nix', '2');
    write('two/other.nix', '3');
    const host = createNodeHost({
      searchPath: [
        ['', join(folder, 'one')],
        ['', join(folder, 'two')],
        ['named', join(folder, 'two')],
        ['named2', join(folder, 'nowhere')],
      ],
    });
    const evaluate = (text: string) => host.evaluateText('test', text, '/');
    expect(evaluate('import <lib.nix>')).toBe(1);
    expect(evaluate('import <other.nix>')).toBe(3);
    expect(evaluate('import <named/lib.nix>')).toBe(2);
    expect(() => evaluate('<named2/lib.nix>')).toThrow('not found in the search path');
    expect(() => evaluate('<name>')).toThrow('not found in the search path');
  });
});

describe('calls with the arguments that are asked for', () => {
  const host = createNodeHost();
  const evaluate = (text: string) => host.evaluateText('test', text, '/');
  const args = AttributeSetValue.from([
    ['a', 1],
    ['b', 2],
  ]);

  test.each([
    ['{ a }: a', 1],
    ['{ a, c ? 3 }: c', 3],
    ['{ ... }@all: all.b', 2],
    ['{ b ? 5 }: b', 2],
    ['{ __functor = self: { a }: a; }', 1],
    ['7', 7],
  ])('%s', (text, result) => {
    expect(callWithArguments(evaluate(text), args, rules)).toBe(result);
  });

  test('a function without a set pattern stays one', () => {
    const value = evaluate('x: x');
    expect(callWithArguments(value, args, rules)).toBe(value);
  });

  test('an argument that nobody gives is an error', () => {
    expect(() => callWithArguments(evaluate('{ zzz }: 1'), args, rules)).toThrow(
      'the function asks for the argument "zzz", which it is not given',
    );
  });
});

test('attribute paths', () => {
  const host = createNodeHost();
  const value = host.evaluateText('test', '{ a.b = [ 1 { "x.y" = 2; } ]; f = { c ? 3 }: { d = c; }; }', '/');
  expect(selectPath(value, 'a.b.0')).toBe(1);
  expect(selectPath(value, 'a.b.1."x.y"')).toBe(2);
  expect(selectPath(value, 'f.d')).toBe(3);
  expect(selectPath(value, '')).toBe(value);
  expect(selectPath(value, 'a.b.')).toBe(selectPath(value, 'a.b'));
  expect(() => selectPath(value, 'a..b')).toThrow("empty attribute name in selection path 'a..b'");
  expect(() => selectPath(value, 'a.0')).toThrow("the selection path 'a.0' should be a list but is an attribute set");
  expect(() => selectPath(value, 'a.c')).toThrow("attribute 'c' in selection path 'a.c' not found");
  expect(() => selectPath(value, 'a.b.2')).toThrow("list index 2 in selection path 'a.b.2' is out of range");
  expect(() => selectPath(value, 'a.b.0.c')).toThrow(
    "the selection path 'a.b.0.c' should be an attribute set but is an integer",
  );
});

describe('limits', () => {
  test('on time', () => {
    const host = createNodeHost({ timeout: 50 });
    const fib = 'let fib = n: if n < 2 then n else fib (n - 1) + fib (n - 2); in fib 80';
    expect(() => host.evaluateText('test', fib, '/')).toThrow(expect.objectContaining({ kind: 'timeout' }));
  });

  test('a limit of one second is told in the singular', () => {
    const messageOf = (timeout: number): string => {
      const limits = new Limits({ timeout }, nodeMemory);
      const later = performance.now() + timeout + 1;
      const clock = vi.spyOn(performance, 'now').mockReturnValue(later);
      try {
        limits.check();
      } catch (error) {
        return String(error);
      } finally {
        clock.mockRestore();
      }
      return '';
    };
    expect(messageOf(1000)).toContain('longer than 1 second');
    expect(messageOf(1000)).not.toContain('seconds');
    expect(messageOf(10)).toContain('longer than 0.01 seconds');
  });

  test('on memory', () => {
    // What others left behind is not to make room while this runs.
    nodeMemory.collect?.();
    const host = createNodeHost({ maxMemory: nodeMemory.used() + 50_000_000 });
    const list = "builtins.foldl' (list: x: [ list (x + 1) ]) null (builtins.genList (x: x) 2000000)";
    expect(() => host.evaluateText('test', list, '/')).toThrow(expect.objectContaining({ kind: 'out-of-memory' }));
  });

  test('on the depth of calls', () => {
    const host = createNodeHost({ maxDepth: 100 });
    const f = 'let f = n: if n == 0 then 0 else 1 + f (n - 1); in f';
    expect(host.evaluateText('test', `${f} 90`, '/')).toBe(90);
    expect(() => host.evaluateText('test', `${f} 110`, '/')).toThrow(expect.objectContaining({ kind: 'too-deep' }));
    expect(host.evaluateText('test', `${f} 90`, '/')).toBe(90);
  });
});
