import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/base/diagnostic.ts';
import { formatFindings } from '../../src/base/format-findings.ts';
import { Position, Source } from '../../src/base/source.ts';

const toSeeAll = '--all tells each of them';
const warning = (message: string, hint?: string): Diagnostic => ({ severity: 'warning', code: 'x', message, hint });
const many = (count: number, about: (i: number) => Diagnostic): Diagnostic[] =>
  Array.from({ length: count }, (_, i) => about(i));

describe('findings with one cause', () => {
  it('a few are told, how many more there are, whom they are about, and the hint once', () => {
    const findings = many(18, i => warning(`service "s${i}" has no id of pool "ports"`, 'run id-assign'));
    expect(formatFindings(findings, { toSeeAll })).toBe(
      [
        'warning: service "s0" has no id of pool "ports" [x]',
        'warning: service "s1" has no id of pool "ports" [x]',
        'warning: service "s2" has no id of pool "ports" [x]',
        '  and 15 more like these: "s3", "s4", "s5", "s6", "s7", "s8", "s9", "s10", and 7 more (--all tells each of them)',
        '  hint: run id-assign',
        '',
      ].join('\n'),
    );
  });

  it('those of one cause come in the natural order of names, at the places where such are', () => {
    const found = ['s1', 's10', 's2'].map(name => warning(`"${name}" is odd`));
    const [first = warning(''), ...others] = found;
    expect(formatFindings([first, warning('something else'), ...others]).split('\n')).toEqual([
      'warning: "s1" is odd [x]',
      'warning: something else [x]',
      'warning: "s2" is odd [x]',
      'warning: "s10" is odd [x]',
      '',
    ]);
  });

  it('what any two of many have against each other is told once', () => {
    const pairs = Array.from({ length: 12 }, (_, i) => i).flatMap(i =>
      many(i, j => warning(`services "s${j}" and "s${i}" want port 80 on target "t"`)),
    );
    const text = formatFindings(pairs, { toSeeAll });
    expect(text.match(/^warning/gm)).toHaveLength(3);
    expect(text).toContain('services "s0" and "s1" want');
    expect(text).toContain('  and 63 more like these: "s0", "s1", "s2",');
  });

  it('with --all each is told', () => {
    const findings = many(18, i => warning(`service "s${i}" has no id`, 'run id-assign'));
    expect(formatFindings(findings).match(/^warning/gm)).toHaveLength(18);
    expect(formatFindings(findings).match(/hint/g)).toHaveLength(18);
  });

  it('each property that many lack is told by itself, and the finding that is unlike them', () => {
    const findings = [
      ...many(20, i => warning(`service "s${i}" has no property "memory"`)),
      warning('target "t" is unknown'),
      ...many(20, i => warning(`service "s${i}" has no property "cpus"`)),
    ];
    const text = formatFindings(findings, { toSeeAll });
    expect(text.match(/^warning: service .* "memory"/gm)).toHaveLength(3);
    expect(text.match(/^warning: service .* "cpus"/gm)).toHaveLength(3);
    expect(text.match(/and 17 more/g)).toHaveLength(2);
    expect(text).toContain('target "t" is unknown');
  });

  it('the same mistake at many places is told with the places; at one place, whatever led there, once', () => {
    const source = new Source('/m/s.nix', 'wiht\n'.repeat(9));
    const at = (line: number): Diagnostic => ({
      severity: 'error',
      code: 'undefined-variable',
      message: "undefined variable 'wiht'",
      position: new Position(source, 5 * line),
      trace: [{ message: `while asked by ${line}` }],
    });
    const text = formatFindings(many(9, at), { toSeeAll, folder: '/m' });
    expect(text.match(/^error/gm)).toHaveLength(3);
    expect(text).toContain('  and 6 more like these: s.nix:4:1, s.nix:5:1,');
    const once = many(9, i => ({ ...at(0), trace: [{ message: String(i) }] }));
    expect(formatFindings(once, { showTrace: true }).match(/^error/gm)).toHaveLength(1);
  });

  it('few are left as they are, in their order, each with its hint', () => {
    const findings = ['a', 'b', 'c', 'd'].flatMap(name => [
      warning(`"${name}" is odd`, 'mend it'),
      warning(`no ${name}`),
    ]);
    expect(formatFindings(findings, { toSeeAll })).toBe(formatFindings(findings));
  });

  it('hints that differ stay with their findings', () => {
    const findings = many(6, i => warning(`unknown service "s${i}x"`, `did you mean "s${i}"?`));
    expect(formatFindings(findings, { toSeeAll })).toContain(
      'warning: unknown service "s1x" [x]\n  hint: did you mean "s1"?\n',
    );
  });
});

it('property: nothing is lost: what is told and what is counted are all findings (seed 3)', () => {
  const name = fc.constantFrom('a', 'b', 's1', 's2', 's3', 's4', 's5', 's10');
  const finding = fc
    .tuple(fc.constantFrom('lacks', 'has no', 'is on'), name, name, fc.option(name, { nil: undefined }))
    .map(([verb, a, b, hint]) => warning(`service "${a}" ${verb} "${b}"`, hint && `take "${hint}"`));
  fc.assert(
    fc.property(fc.array(finding, { maxLength: 60 }), findings => {
      const distinct = new Set(findings.map(({ message, hint }) => `${message}\0${hint}`)).size;
      const text = formatFindings(findings, { toSeeAll });
      const counted = [...text.matchAll(/^ {2}and (\d+) more like these/gm)].reduce((sum, [, n]) => sum + Number(n), 0);
      expect((text.match(/^warning/gm) ?? []).length + counted).toBe(distinct);
    }),
    { seed: 3, numRuns: 300 },
  );
});
