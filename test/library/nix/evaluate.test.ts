import fc from 'fast-check';
import { afterAll, describe, expect, it, vi } from 'vitest';
import {
  evaluate,
  type InputError,
  type NixArgument,
  type NixAttributes,
  type NixCallable,
} from '../../../src/library/nix/index.ts';
import { makeFolder } from '../../harness.ts';
import { rounds } from '../../rounds.ts';

/** What `evaluate` throws. */
async function failureOf(...given: Parameters<typeof evaluate>): Promise<InputError> {
  return evaluate(...given).then(
    value => Promise.reject(new Error(`is ${String(value)}`)),
    (error: InputError) => error,
  );
}

describe('evaluate', () => {
  const folder = makeFolder({
    'default.nix': '{ name = import ./name.nix; }',
    'name.nix': '"ünïcode"',
    'models/a.nix': '<models/b.nix>',
  });
  afterAll(() => folder.remove());

  it('turns values into those of JavaScript', async () => {
    expect(
      await evaluate('{ n = null; t = true; i = 7; f = 2.5; s = "é€😀"; p = /a/../b; l = [ 1 [ ] { } ]; }'),
    ).toEqual({
      n: null,
      t: true,
      i: 7,
      f: 2.5,
      s: 'é€😀',
      p: '/b',
      l: [1, [], {}],
    });
  });

  it('keeps integers exact', async () => {
    const text = '[ 9007199254740991 9007199254740992 (-9223372036854775807) ]';
    expect(await evaluate(text)).toEqual([9007199254740991, 9007199254740992n, -9223372036854775807n]);
  });

  it('returns what it was given', async () => {
    const leaf = fc.oneof(
      fc.constant(null),
      fc.boolean(),
      fc.double({ noNaN: true }).filter(x => !Object.is(x, -0)),
      fc.bigInt({ min: 2n ** 53n, max: 2n ** 63n - 1n }),
      fc.string({ unit: 'grapheme' }),
    );
    const { tree } = fc.letrec<{ tree: NixArgument }>(tie => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc.array(tie('tree')),
        fc.dictionary(fc.string({ unit: 'grapheme' }), tie('tree'), { noNullPrototype: true }),
      ),
    }));
    const identity = (await evaluate('x: x')) as (argument: NixArgument) => unknown;
    fc.assert(
      fc.property(tree, given => {
        // A set with `type = "derivation"` is its store path: a generator of random names does not come upon it.
        expect(identity(given)).toEqual(given);
      }),
      { seed: 1, numRuns: rounds({ short: 500, long: 5000 }) },
    );
  });

  it('lets functions be called, from either side', async () => {
    const { add, each } = (await evaluate('{ add = a: b: a + b; each = f: map f [ 1 2 3 ]; }')) as {
      add: NixCallable;
      each: NixCallable;
    };
    expect((add(1) as NixCallable)(2)).toBe(3);
    expect(each((n: number) => ({ square: n * n }))).toEqual([{ square: 1 }, { square: 4 }, { square: 9 }]);
    expect(each(add(10))).toEqual([11, 12, 13]);
    expect(() => each(() => Symbol('none'))).toThrow(TypeError);
  });

  it('gives a function of a set the arguments that it asks for, and selects a part', async () => {
    const text = '{ host ? "localhost", port }: { list = [ { url = "${host}:${toString port}"; } ]; }';
    expect(await evaluate(text, { arguments: { port: 80, unused: 1 }, attribute: 'list.0.url' })).toBe('localhost:80');
    expect(await failureOf(text, { arguments: { host: 'x' } })).toMatchObject({
      findings: [{ code: 'missing-argument', severity: 'error' }],
    });
  });

  it('ends for values that contain themselves, and for deep ones', async () => {
    const value = (await evaluate('let x = { self = x; list = [ x ]; }; in x')) as NixAttributes;
    expect(value['self']).toBe(value);
    expect(value['list']).toEqual([value]);
    let list = await evaluate("builtins.foldl' (list: _: [ list ]) [ ] (builtins.genList (n: n) 100000)");
    let depth = 0;
    for (; Array.isArray(list) && list.length > 0; list = list[0]) depth++;
    expect(depth).toBe(100_000);
  });

  it('keeps attributes that every object has', async () => {
    const value = (await evaluate('{ __proto__ = 1; constructor = 2; }')) as object;
    expect(Object.entries(value)).toEqual([
      ['__proto__', 1],
      ['constructor', 2],
    ]);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });

  it('shows a derivation as its store path', async () => {
    const text = 'derivation { name = "x"; system = "s"; builder = "b"; }';
    expect(await evaluate(text)).toMatch(/^\/nix\/store\/[0-9a-z]{32}-x$/);
  });

  it('reads files', async () => {
    expect(await evaluate({ file: folder.path })).toEqual({ name: 'ünïcode' });
    expect(await evaluate('import ./name.nix', { folder: folder.path })).toBe('ünïcode');
    expect(await evaluate('<models/a.nix>', { searchPath: { models: `${folder.path}/models` } })).toBe(
      `${folder.path}/models/a.nix`,
    );
    expect(await failureOf('import ./name.nix', { folder: folder.path, allowedFolders: ['/none'] })).toMatchObject({
      findings: [{ code: 'forbidden-file' }],
    });
    expect(await failureOf({ file: `${folder.path}/none.nix` })).toMatchObject({
      findings: [{ code: 'missing-file' }],
    });
  });

  it('says what is wrong and where', async () => {
    const error = await failureOf('{ port = 80; }.pört');
    expect(error.name).toBe('InputError');
    const syntax = await failureOf('{ a = 1 }');
    expect(syntax.findings).toMatchObject([{ severity: 'error', code: 'syntax', file: 'expression', line: 1 }]);
    expect(syntax.message).toContain('1 | { a = 1 }');
    expect(await failureOf('throw "ünknown"')).toMatchObject({
      findings: [{ code: 'thrown', message: expect.stringContaining('ünknown') }],
    });
    expect(await failureOf('let f = n: 1 + f n; in f 1')).toMatchObject({ findings: [{ code: 'too-deep' }] });
    const long = "with builtins; let l = genList (n: n) 20000; in foldl' (a: _: foldl' (a: n: a + n) 0 l) 0 l";
    expect(await failureOf(long, { timeLimit: 0.05 })).toMatchObject({
      findings: [{ code: 'timeout' }],
    });
  });

  it('hands over what is traced, and sees of the surroundings what it is given', async () => {
    const lines: string[] = [];
    await evaluate('builtins.trace "ünder way" 1', { onTrace: line => lines.push(line) });
    expect(lines.join()).toContain('ünder way');
    expect(await evaluate('builtins.getEnv "HOME"')).toBe('');
    expect(await evaluate('builtins.getEnv "X"', { environment: { X: 'y' } })).toBe('y');
    expect(await evaluate('builtins.currentSystem', { system: 'i686-linux' })).toBe('i686-linux');
  });

  it('works without Node, but for files of a disk', async () => {
    // Nothing that tells Node apart; the test runner needs the rest while modules are loaded.
    vi.stubGlobal('process', { nextTick: process.nextTick });
    try {
      expect(await evaluate('{ s = "é"; sum = 1 + 2; }')).toEqual({ s: 'é', sum: 3 });
      expect(await failureOf('import ./a.nix')).toMatchObject({ findings: [{ code: 'missing-file' }] });
      const hash = '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881';
      expect(await evaluate('builtins.hashString "sha256" "x"')).toBe(hash);
      expect(await failureOf({ file: 'a.nix' })).toBeInstanceOf(TypeError);
      expect(await evaluate({ file: 'a.nix' }, { files: { '/a.nix': '1 + 1' } })).toBe(2);
    } finally {
      vi.unstubAllGlobals();
    }
  });
});
