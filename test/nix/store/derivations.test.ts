import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectAttributeSet, expectText } from '../../../src/nix/expect.ts';
import type { Host } from '../../../src/nix/host.ts';
import { escapeString } from '../../../src/nix/print/escape-string.ts';
import { computeDerivation } from '../../../src/nix/store/compute-derivation.ts';
import { DerivationFunction } from '../../../src/nix/store/derivation-function.ts';
import {
  AttributeSetValue,
  ContextString,
  force,
  NixFloat,
  NixPath,
  type Slot,
  type Value,
} from '../../../src/nix/value.ts';
import { rounds } from '../../rounds.ts';
import { referee } from '../referee.ts';
import { createStoreHost } from './store-host.ts';
import { askStoreReferee } from './store-referee.ts';

const SEED = 20200903;

/** A value twice: as Nix text (where `d0`, `d1`, … are earlier derivations) and made by hand. */
interface Twin {
  readonly nix: string;
  readonly make: (host: Host, derivations: readonly AttributeSetValue[]) => Value;
}

const folder = mkdtempSync(join(tmpdir(), 'derivations-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
writeFileSync(join(folder, 'source'), 'a source');

const texts = fc
  .array(fc.constantFrom('a', 'b c', '"', '\\', '\n', '\t', '\r', '$', '${', '\xc3\xa9', '\xff', '/nix/store', ''), {
    maxLength: 5,
  })
  .map(pieces => pieces.join(''));
const scalar: fc.Arbitrary<Twin> = fc.oneof(
  texts.map(text => ({ nix: escapeString(text), make: () => text })),
  fc.integer().map(n => ({ nix: `(${n})`, make: () => n })),
  fc.constantFrom(1.5, 0.1, 1e10, -2.25).map(n => ({ nix: `(0.0 + (${n}))`, make: () => new NixFloat(n) })),
  fc.constantFrom(true, false, null).map(value => ({ nix: String(value), make: () => value })),
  fc.constant({ nix: `${folder}/source`, make: () => new NixPath(`${folder}/source`) }),
);

const toText = (host: Host, name: string, text: string, references: readonly string[]): ContextString => {
  const path = host.store.addText(name, text, references);
  return new ContextString(path, new Set([path]));
};
const stringOf = (value: Value): ContextString => {
  if (value instanceof ContextString) return value;
  throw new Error('not a string with a context');
};

/** Something that depends on earlier derivations, of which there are `count`. */
function dependency(count: number): fc.Arbitrary<Twin> {
  const nested: fc.Arbitrary<Twin> = fc.constant({
    nix: '(builtins.toFile "outer" "${builtins.toFile "inner" "x"}")',
    make: host => {
      const inner = toText(host, 'inner', 'x', []);
      return toText(host, 'outer', inner.text, [inner.text]);
    },
  });
  if (count === 0) return nested;
  const index = fc.nat({ max: count - 1 });
  const pick = (derivations: readonly AttributeSetValue[], i: number) => derivations[i] as AttributeSetValue;
  return fc.oneof(
    nested,
    index.map(i => ({ nix: `d${i}`, make: (_: Host, made: readonly AttributeSetValue[]) => pick(made, i) })),
    index.map(i => ({
      nix: `"\${d${i}.drvPath}"`,
      make: (_: Host, made: readonly AttributeSetValue[]) => force(pick(made, i).get('drvPath') as Slot),
    })),
    index.map(i => ({
      nix: `(builtins.elemAt d${i}.all (builtins.length d${i}.all - 1))`,
      make: (_: Host, made: readonly AttributeSetValue[]) => {
        const all = force(pick(made, i).get('all') as Slot) as readonly Slot[];
        return force(all[all.length - 1] as Slot);
      },
    })),
    index.map(i => ({
      nix: `("x" + d${i} + "/bin")`,
      make: (_: Host, made: readonly AttributeSetValue[]) => {
        const path = stringOf(force(pick(made, i).get('outPath') as Slot));
        return new ContextString(`x${path.text}/bin`, path.context);
      },
    })),
  );
}

function value(count: number): fc.Arbitrary<Twin> {
  return fc.letrec<{ value: Twin }>(tie => ({
    value: fc.oneof(
      { depthSize: 'small' },
      { weight: 3, arbitrary: scalar },
      { weight: 3, arbitrary: dependency(count) },
      { weight: 1, arbitrary: fc.array(tie('value'), { maxLength: 3 }).map(listOf) },
    ),
  })).value;
}

const listOf = (elements: readonly Twin[]): Twin => ({
  nix: `[ ${elements.map(({ nix }) => nix).join(' ')} ]`,
  make: (host, made) => elements.map(({ make }) => make(host, made)),
});
const constant = (value: string | boolean): Twin => ({
  nix: typeof value === 'string' ? escapeString(value) : String(value),
  make: () => value,
});

const sha256 = '290f493c44f5d63d06b374d0a5abd292fae38b92cab2fae5efefe1b0e9347f56';
const fixedOutputs: fc.Arbitrary<Record<string, Twin>> = fc
  .constantFrom<Record<string, string>>(
    { outputHash: sha256, outputHashAlgo: 'sha256' },
    { outputHash: sha256, outputHashAlgo: 'sha256', outputHashMode: 'recursive' },
    { outputHash: sha256, outputHashAlgo: 'sha256', outputHashMode: 'flat' },
    { outputHash: '', outputHashAlgo: 'md5', outputHashMode: 'recursive' },
    { outputHash: 'sha256-KQ9JPET11j0Gs3TQpavSkvrji5LKsvrl7+/hsOk0f1Y=' },
    { outputHash: `sha256:${sha256}`, outputHashAlgo: '' },
    { outputHash: 'sha1:0000000000000000000000000000000000000000', outputHashAlgo: 'nonsense' },
  )
  .map(attributes => Object.fromEntries(Object.entries(attributes).map(([name, text]) => [name, constant(text)])));
const outputs: fc.Arbitrary<Record<string, Twin>> = fc
  .uniqueArray(fc.constantFrom('out', 'dev', 'bin', 'a'), { minLength: 1 })
  .map(names => ({ outputs: listOf(names.map(constant)) }));

/** The attributes of a derivation that may depend on `count` earlier ones. */
function attributes(count: number): fc.Arbitrary<Record<string, Twin>> {
  return fc
    .tuple(
      fc.record({
        name: fc.constantFrom('x', 'y-1.0', 'a+b?c=d_e').map(constant),
        system: fc.constantFrom('x86_64-linux', 'builtin').map(constant),
        builder: fc.oneof(fc.constant(constant('/bin/sh')), dependency(count)),
      }),
      fc.record({ args: fc.array(value(count), { maxLength: 3 }).map(listOf) }, { requiredKeys: [] }),
      fc.record(
        {
          __ignoreNulls: fc.boolean().map(constant),
          __structuredAttrs: fc.boolean().map(constant),
          __contentAddressed: fc.constant(constant(false)),
        },
        { requiredKeys: [] },
      ),
      fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, outputs, fixedOutputs),
      fc.dictionary(fc.constantFrom('src', 'buildInputs', 'out', 'A', '_b', 'passthru', 'nothing'), value(count), {
        maxKeys: 4,
      }),
    )
    .map(([required, args, flags, kind, others]) => ({ ...others, ...required, ...args, ...flags, ...kind }))
    .map(all => {
      // A builder that is structured must be a string; a derivation in its place is coerced by hand.
      const { builder } = all as { readonly builder: Twin };
      return {
        ...all,
        builder: {
          nix: `"\${${builder.nix}}"`,
          make: (host: Host, made: readonly AttributeSetValue[]) => {
            const value = builder.make(host, made);
            return value instanceof AttributeSetValue ? force(value.get('outPath') as Slot) : value;
          },
        },
      };
    });
}

const project: fc.Arbitrary<readonly Record<string, Twin>[]> = fc.tuple(
  ...[0, 1, 2, 3].map(count => attributes(count)),
);

describe.skipIf(!referee)('derivations', () => {
  it('have the paths and texts that Nix computes', () => {
    const projects = fc.sample(project, { seed: SEED, numRuns: rounds({ short: 100, long: 1000 }) });
    const questions: string[] = [];
    const answers: unknown[] = [];
    const host = createStoreHost();
    for (const parts of projects) {
      const derivations: AttributeSetValue[] = [];
      let bindings = '';
      let shown = '';
      const ours: string[] = [];
      parts.forEach((part, i) => {
        const entries = Object.entries(part);
        bindings += `d${i} = derivation { ${entries.map(([name, { nix }]) => `${name} = ${nix};`).join(' ')} };\n`;
        shown += ` (text d${i}.drvPath) d${i}.drvPath (map (o: o.outPath) d${i}.all)`;
        const made = new DerivationFunction(host).call(
          AttributeSetValue.from(entries.map(([name, { make }]) => [name, make(host, derivations)] as const)),
        );
        const set = expectAttributeSet(made);
        derivations.push(set);
        const drvPath = expectText(set.get('drvPath') as Slot);
        const all = force(set.get('all') as Slot) as readonly Slot[];
        const paths = all.map(output => expectText(expectAttributeSet(output).get('outPath') as Slot));
        ours.push(host.files.read(drvPath), drvPath, ...paths);
      });
      questions.push(
        `(let text = p: builtins.readFile p; ${bindings} in builtins.concatLists (map (x: if builtins.isList x then x else [ x ]) [ ${shown} ]))`,
      );
      answers.push(ours);
    }
    const theirs: string[][] = JSON.parse(askStoreReferee(`[ ${questions.join('\n')} ]`));
    for (let i = 0; i < answers.length; i++) expect(theirs[i], questions[i] as string).toEqual(answers[i]);
  });
});

describe('derivationStrict', () => {
  const base = { name: 'x', builder: 'b', system: 's' };
  const compute = (attributes: Record<string, Slot>) =>
    computeDerivation(createStoreHost(), AttributeSetValue.from(Object.entries(attributes)));

  it.each<[string, Record<string, Slot>, string]>([
    ['no name', { builder: 'b', system: 's' }, "attribute 'name' missing"],
    ['a name that is no string', { ...base, name: 1 }, 'expected a string'],
    ['no builder', { name: 'x', system: 's' }, "required attribute 'builder' missing"],
    ['an empty system', { ...base, system: '' }, "required attribute 'system' missing"],
    ['an empty name', { ...base, name: '' }, 'has an empty name'],
    ['a name with a blank', { ...base, name: 'a b' }, "contains illegal character ' '"],
    ['a name ending in .drv', { ...base, name: 'x.drv' }, "not allowed to end in '.drv'"],
    ['no outputs', { ...base, outputs: [] }, 'empty set of outputs'],
    ['two outputs of one name', { ...base, outputs: ['a', 'a'] }, "duplicate derivation output 'a'"],
    ['an output called drv', { ...base, outputs: ['drv'] }, "invalid derivation output name 'drv'"],
    ['two fixed outputs', { ...base, outputs: ['a', 'b'], outputHash: '', outputHashAlgo: 'md5' }, 'multiple outputs'],
    ['a mode that is unknown', { ...base, outputHashMode: 'x' }, "invalid value 'x' for 'outputHashMode'"],
    ['a hash without a type', { ...base, outputHash: 'abc' }, 'does not include a type'],
    ['content addressing', { ...base, __contentAddressed: true }, "'ca-derivations' is disabled"],
    ['impurity', { ...base, __impure: true }, "'impure-derivations' is disabled"],
    [
      'a stranger as input',
      { ...base, x: new ContextString('y', new Set(['!out!/nix/store/y.drv'])) },
      'was not made by this evaluation',
    ],
  ])('refuses %s', (_, attributes, message) => {
    expect(() => compute(attributes)).toThrow(message);
  });

  it('gives each output its context, and warns of an empty hash', () => {
    const host = createStoreHost();
    const set = expectAttributeSet(
      computeDerivation(host, AttributeSetValue.from(Object.entries({ ...base, outputs: ['dev', 'out'] }))),
    );
    expect(set.shape.names).toEqual(['dev', 'drvPath', 'out']);
    const drvPath = stringOf(force(set.get('drvPath') as Slot));
    expect([...drvPath.context]).toEqual([`=${drvPath.text}`]);
    expect([...stringOf(force(set.get('dev') as Slot)).context]).toEqual([`!dev!${drvPath.text}`]);
    computeDerivation(host, AttributeSetValue.from(Object.entries({ ...base, outputHash: '', outputHashAlgo: 'md5' })));
    expect(host.warnings).toEqual(["warning: found empty hash, assuming 'md5-AAAAAAAAAAAAAAAAAAAAAA=='"]);
  });
});
