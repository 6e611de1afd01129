import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contextOf, textOf } from '../../../src/nix/coerce.ts';
import { EvaluationError } from '../../../src/nix/error.ts';
import { writeJson } from '../../../src/nix/formats/write-json.ts';
import { writeXml } from '../../../src/nix/formats/write-xml.ts';
import { escapeString } from '../../../src/nix/print/escape-string.ts';
import { ContextString, lazy, type Slot } from '../../../src/nix/value.ts';
import { lane, rounds } from '../../rounds.ts';
import { createRefereeHost } from '../create-referee-host.ts';
import { askReferee, referee, runReferee } from '../referee.ts';
import { valueExpression } from './generate-value.ts';

const SEED = 20220502;

const evaluate = (text: string) => {
  const host = createRefereeHost({ everyThunk: true });
  return { host, value: host.evaluateText('test', text, '/') };
};

/** What a run gives; undefined where it fails as evaluations may. */
function attempt(run: () => string): string | undefined {
  try {
    return run();
  } catch (error) {
    if (error instanceof EvaluationError) return undefined;
    throw error;
  }
}

const corners = [
  '{ }',
  '[ ]',
  'x: x',
  '{ a = x: x; }',
  '{ outPath = { outPath = 1; }; }',
  '{ outPath = x: x; }',
  '{ __toString = s: 1; outPath = 2; }',
  '{ __toString = s: s.a; a = "b"; }',
  '{ __toString = s: /nowhere; }',
  '/nowhere',
  '[ (1.0e308 * 10) (0.0 - 1.0e308 * 10) ]',
  '0.0 - 0.0',
  '0.0 * (0 - 1)',
  '[ 100000.0 1000000.0 0.0001 0.00001 123456.7 1234567.8 ]',
  '{ type = "derivation"; }',
  '{ type = 1; a = 2; }',
  '{ type = "x"; }',
  'let f = a: b: { c }: 1; in [ f (f 1) (f 1 2) ]',
  '(a: b: c: 1) 1',
  '{ __functor = self: x: x; }',
  '[ [ [ ] ] { a = { }; } ]',
  '{ "a.b" = 1; a.b = 2; }',
];

describe.skipIf(!referee)('writers', () => {
  it('write JSON as toJSON does', () => {
    const numRuns = rounds({ short: 800, long: 8000 });
    const sources = [...corners, ...fc.sample(valueExpression({ functions: false }), { seed: SEED, numRuns })];
    const theirs = askReferee(sources, imported => `builtins.toJSON ${imported}`);
    const ours = sources.map(source =>
      attempt(() => {
        const { host, value } = evaluate(source);
        return escapeString(textOf(writeJson(host, value)));
      }),
    );
    for (const [i, source] of sources.entries()) expect(ours[i], source).toBe(theirs[i]);
    expect(ours.filter(text => text !== undefined).length).toBeGreaterThan(0.85 * numRuns);
  });

  it('write XML as toXML does', () => {
    const sources = [
      ...corners,
      ...fc.sample(valueExpression({ functions: true }), { seed: SEED, numRuns: rounds({ short: 800, long: 8000 }) }),
    ];
    const theirs = askReferee(sources, imported => `builtins.toXML ${imported}`);
    const ours = sources.map(source =>
      attempt(() => {
        const { host, value } = evaluate(source);
        return escapeString(textOf(writeXml(host, value)));
      }),
    );
    for (const [i, source] of sources.entries()) expect(ours[i], source).toBe(theirs[i]);
  });

  /** What of a value is computed differs in some corners (empty sets, lambdas); these are the same in both. */
  const halfComputed = [
    '1',
    '[ 1 2.5 null true "x" /a (1 + 1) ]',
    '{ a = 1; b = 1 + 1; c = { d = 1 + 1; }; }',
    'let x = { y = 1 + 1; }; in if x == { } then 1 else { a = x; b = [ x ]; }',
    'x: x',
    '{ type = "derivation"; drvPath = "/d"; outPath = "/" + "o"; a = 1; }',
    '{ type = "deriva" + "tion"; drvPath = "/" + "d"; outPath = "/o"; }',
  ];
  /** The place of the inner function of `a: b: …` is not known. */
  const placed = corners.filter(source => !source.includes('b:'));

  it.each([
    [
      'strict with positions',
      ['--strict'],
      { strict: true, positions: true },
      [
        ...placed,
        ...fc.sample(valueExpression({ functions: true }), {
          seed: SEED + 1,
          numRuns: rounds({ short: 300, long: 3000 }),
        }),
      ],
    ],
    ['strict without positions', ['--strict', '--no-location'], { strict: true, positions: false }, corners],
    ['lazy with positions', [], { strict: false, positions: true }, halfComputed],
    ['lazy without positions', ['--no-location'], { strict: false, positions: false }, halfComputed],
  ] as const)('write XML as nix-instantiate does: %s', (_, flags, options, sources) => {
    const folder = mkdtempSync(join(tmpdir(), 'xml-'));
    try {
      const files = sources.map((source, i) => {
        const file = join(folder, `${i}.nix`);
        writeFileSync(file, source, 'latin1');
        return file;
      });
      const header = "<?xml version='1.0' encoding='utf-8'?>";
      const { ok, stdout, stderr } = runReferee(['--eval', '--xml', ...flags, ...files], folder);
      expect(ok, stderr).toBe(true);
      const theirs = stdout.split(header).slice(1);
      for (const [i, file] of files.entries()) {
        const host = createRefereeHost({ everyThunk: true });
        const ours = textOf(writeXml(host, host.importFile(file, undefined), options));
        expect(ours, sources[i] as string).toBe(header + theirs[i]);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it.each([
    '{ a = 1; b = "x"; }',
    '{ a = 1 + 1; }',
    '[ 1 "x" ]',
    '{ a = { outPath = 1 + 1; }; }',
    '{ outPath = 1 + 1; }',
  ])('write JSON of what is computed, and no more: %s', source => {
    const { ok, stdout } = runReferee(['--eval', '--json', '-E', source]);
    const { host, value } = evaluate(source);
    const ours = attempt(() => textOf(writeJson(host, value, { strict: false })));
    expect(ours).toBe(ok ? stdout.trimEnd() : undefined);
  });
});

describe('writers', () => {
  const { host } = evaluate('1');
  const nested = (depth: number): Slot => {
    let value: Slot = 1;
    for (let i = 0; i < depth; i++) value = [value];
    return value;
  };

  it('carry contexts', () => {
    const value = [
      new ContextString('a', new Set(['/nix/store/a'])),
      new ContextString('b', new Set(['/nix/store/b'])),
    ];
    for (const text of [writeJson(host, value), writeXml(host, value)]) {
      expect([...contextOf(text)]).toEqual(['/nix/store/a', '/nix/store/b']);
    }
  });

  it.skipIf(lane === 'fast')('go as deep as the value', () => {
    expect(textOf(writeJson(host, nested(300_000)))).toBe(`${'['.repeat(300_000)}1${']'.repeat(300_000)}`);
    expect(textOf(writeXml(host, nested(3000))).length).toBeGreaterThan(3000 * 3000);
  });

  it.skipIf(lane === 'fast')('refuse a value that contains itself, or never ends', () => {
    const list: Slot[] = [];
    list.push(list);
    const grow = (): readonly Slot[] => [lazy(grow)];
    for (const write of [writeJson, writeXml]) expect(() => write(host, list)).toThrow('contains itself');
    expect(() => writeJson(host, grow())).toThrow('levels deep');
  });
});
