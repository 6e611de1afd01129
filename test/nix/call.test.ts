import { describe, expect, test } from 'vitest';
import { call, call2, lazyCalls, Primop } from '../../src/nix/call.ts';
import { PartialClosure } from '../../src/nix/closure.ts';
import { compareValues, lessThan } from '../../src/nix/compare.ts';
import { force, NixFloat, NixPath, Thunk, type Value } from '../../src/nix/value.ts';
import { createNodeHost } from '../../src/ports/nix/create-node-host.ts';

const host = createNodeHost();
const evaluate = (text: string): Value => host.evaluateText('test', text, '/');

describe('calls', () => {
  test.each([
    ['a function', 'x: x + 1', 2],
    ['a builtin', 'builtins.typeOf', 'int'],
    ['a builtin with one argument of two', 'builtins.add 2', 3],
    ['a function with one argument of two', '(x: y: x + y) 3', 4],
    ['a set with __functor', '{ __functor = self: x: x + self.y; y = 4; }', 5],
    ['a set whose __functor is a set', '{ __functor = { __functor = self: me: x: x + 5; }; }', 6],
  ])('%s', (_name, fn, result) => {
    expect(call(evaluate(fn), 1)).toBe(result);
  });

  test.each([
    ['a function of two parameters', 'x: y: x - y', 2],
    ['a function that returns one', 'x: if x == 3 then y: x - y else null', 2],
    ['a builtin', 'builtins.sub', 2],
    ['a set with __functor', '{ __functor = self: x: y: x - y; }', 2],
    ['a function of three parameters', '(x: y: z: y - z) null', 2],
  ])('%s, with two arguments', (_name, fn, result) => {
    expect(call2(evaluate(fn), 3, 1)).toBe(result);
  });

  test('a call that is put off runs when it is forced', () => {
    const thunk = lazyCalls(evaluate('x: throw "now"'))(1);
    expect(() => force(thunk)).toThrow('now');
  });

  test('of calls that are put off, sums of small integers are computed at once', () => {
    expect(lazyCalls(evaluate('x: x + 1'))(2)).toBe(3);
    expect(lazyCalls(evaluate('x: x'))(2)).toBe(2);
    expect(lazyCalls(evaluate('x: x + 1'))(9007199254740991)).toBeInstanceOf(Thunk);
    expect(lazyCalls(evaluate('x: x + 1'))('a')).toBeInstanceOf(Thunk);
    expect(lazyCalls(evaluate('x: x'))('a')).toBeInstanceOf(Thunk);
    expect(lazyCalls(evaluate('x: x * 2 - 1'))(2)).toBe(3);
    expect(lazyCalls(evaluate('x: x / 2'))(2)).toBeInstanceOf(Thunk);
    const later = lazyCalls(evaluate('x: throw "now"'))(1) as Thunk;
    expect(() => later.force()).toThrow('now');
  });

  test('a partly applied function is a function of its own', () => {
    const fn = evaluate('x: y: x');
    const partial = call(fn, 1);
    expect(partial).toBeInstanceOf(PartialClosure);
    expect(call(fn, 1)).not.toBe(partial);
  });

  test('a builtin gets its arguments unforced, and all of them', () => {
    const three = new Primop({ name: 'three', arity: 3, run: (_host, a, b, c) => [a, b, c] as Value }, host);
    expect(call(call(call(three, 1), 2), 3)).toEqual([1, 2, 3]);
  });

  test('other values are refused', () => {
    expect(() => call(1, 2)).toThrow('is an integer');
    expect(() => call(evaluate('{ }'), 2)).toThrow('is an attribute set');
  });
});

describe('comparison', () => {
  test.each<[Value, Value, boolean]>([
    [1, 2, true],
    [2, 1, false],
    [1, new NixFloat(1.5), true],
    [9007199254740993n, 9007199254740992, false],
    [new NixFloat(Number.NaN), 1, false],
    ['Z', 'a', true],
    ['a\u00ff', 'b', true],
    [new NixPath('/a'), new NixPath('/b'), true],
    [[1, 2], [1, 3], true],
    [[1], [1, 0], true],
    [[], [], false],
  ])('%s < %s is %s', (a, b, result) => {
    expect(lessThan(a, b)).toBe(result);
    if (result) expect(compareValues(a, b)).toBeLessThan(0);
  });

  test.each<[Value, Value]>([
    [1, 'a'],
    ['a', new NixPath('/a')],
    [null, null],
    [true, false],
    [[null], [1]],
  ])('%s and %s cannot be compared', (a, b) => {
    expect(() => lessThan(a, b)).toThrow('cannot be compared');
  });
});
