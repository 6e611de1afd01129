import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeString } from '../../../src/nix/print/escape-string.ts';
import { parseHash } from '../../../src/nix/store/hash.ts';
import { rounds } from '../../rounds.ts';
import { referee } from '../referee.ts';
import { createStoreHost } from './store-host.ts';
import { askStoreReferee } from './store-referee.ts';

const SEED = 20200902;

type Tree = { file: string; executable: boolean } | { link: string } | { folder: readonly (readonly [string, Tree])[] };

const names = fc.constantFrom('a', 'b', 'B', 'a.b', 'a-b', 'ab', '\xc3\xa9', 'x y', '\xff', '~', '_', '0');
const contents = fc.oneof(
  fc.constantFrom('', 'x', '1234567', '12345678', '123456789', '\0\xff\n', 'y'.repeat(70000)),
  fc.uint8Array({ maxLength: 40 }).map(array => Buffer.from(array).toString('latin1')),
);
const tree: fc.Arbitrary<Tree> = fc.letrec<{ tree: Tree }>(tie => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    { weight: 4, arbitrary: fc.record({ file: contents, executable: fc.boolean() }) },
    { weight: 1, arbitrary: fc.record({ link: fc.constantFrom('a', '../b', '/nowhere', '\xc3\xa9') }) },
    {
      weight: 4,
      arbitrary: fc
        .uniqueArray(fc.tuple(names, tie('tree')), { selector: ([name]) => name, maxLength: 5 })
        .map(folder => ({ folder })),
    },
  ),
})).tree;

const bytes = (path: string): Buffer => Buffer.from(path, 'latin1');

function plant(path: string, node: Tree): void {
  if ('link' in node) symlinkSync(bytes(node.link), bytes(path));
  else if ('file' in node) {
    writeFileSync(bytes(path), node.file, 'latin1');
    if (node.executable) chmodSync(bytes(path), 0o755);
  } else {
    mkdirSync(bytes(path));
    for (const [name, child] of node.folder) plant(`${path}/${name}`, child);
  }
}

function withFolder<T>(run: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'sources-'));
  try {
    return run(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe.skipIf(!referee)('sources in the store', () => {
  it('have the paths that Nix gives them: whole, filtered, flat and renamed', () => {
    withFolder(folder => {
      const trees = fc.sample(tree, { seed: SEED, numRuns: rounds({ short: 60, long: 600 }) });
      const host = createStoreHost();
      const keep = (path: string): boolean => !/[bB]$/.test(path);
      const questions: string[] = [];
      const answers: string[] = [];
      trees.forEach((node, i) => {
        const path = `${folder}/t${i}`;
        plant(path, node);
        questions.push(`"\${${path}}"`, `builtins.path { path = ${path}; name = "n"; }`);
        answers.push(host.store.addPath(path), host.store.addPath(path, 'n'));
        questions.push(`builtins.filterSource (p: t: builtins.match ".*[bB]" p == null) ${path}`);
        answers.push(host.store.addSource({ path, filter: keep }));
        if ('file' in node) {
          questions.push(`builtins.path { path = ${path}; recursive = false; }`);
          answers.push(host.store.addSource({ path, recursive: false }));
        }
      });
      expect(answers).toEqual(JSON.parse(askStoreReferee(`[ ${questions.map(q => `(${q})`).join(' ')} ]`)));
    });
  });

  it('keep what they refer to when they lie in the store already', () => {
    withFolder(folder => {
      plant(`${folder}/t`, { folder: [['sub', { folder: [['f', { file: 'x', executable: false }]] }]] });
      const host = createStoreHost();
      const outer = host.store.addPath(`${folder}/t`);
      const inner = host.store.addPath(`${outer}/sub`);
      const text = host.store.addText('text', outer, [outer]);
      const again = host.store.addText('again', text, [text]);
      const copied = host.store.addSource({ path: again, name: 'copied' });
      const expression = `let
        outer = "\${${folder}/t}"; inner = builtins.path { path = "\${outer}/sub"; };
        text = builtins.toFile "text" outer; again = builtins.toFile "again" text;
      in [ outer inner text again ]`;
      expect([outer, inner, text, again]).toEqual(JSON.parse(askStoreReferee(expression)));
      expect(host.files.read(`${inner}/f`)).toBe('x');
      expect(host.files.read(copied)).toBe(text);
    });
  });

  it('check a hash that is given', () => {
    withFolder(folder => {
      plant(`${folder}/f`, { file: 'some content', executable: false });
      const host = createStoreHost();
      const sha256 = '290f493c44f5d63d06b374d0a5abd292fae38b92cab2fae5efefe1b0e9347f56';
      const hash = parseHash(sha256, 'sha256');
      const path = `${folder}/f`;
      const expression = `builtins.path { path = ${path}; recursive = false; sha256 = "${sha256}"; }`;
      expect(host.store.addSource({ path, recursive: false, hash })).toBe(JSON.parse(askStoreReferee(expression)));
      expect(() => host.store.addSource({ path, hash })).toThrow('store path mismatch');
    });
  });

  it('texts have the paths that Nix gives them', () => {
    const host = createStoreHost();
    const texts = fc.sample(fc.tuple(fc.stringMatching(/^[0-9a-zA-Z+._?=-]{1,12}$/), fc.string({ maxLength: 30 })), {
      seed: SEED,
      numRuns: rounds({ short: 60, long: 600 }),
    });
    const answers = texts.map(([name, text]) => host.store.addText(name, Buffer.from(text).toString('latin1'), []));
    const questions = texts.map(
      ([name, text]) => `(builtins.toFile "${name}" ${escapeString(Buffer.from(text).toString('latin1'))})`,
    );
    expect(answers).toEqual(JSON.parse(askStoreReferee(`[ ${questions.join(' ')} ]`)));
  });
});

describe('the virtual store', () => {
  it('makes a copy of a text that refers to others refer to them, too', () => {
    // What Nix says with its store at /nix/store itself; in a store elsewhere it forgets the references.
    const { store } = createStoreHost();
    const text = store.addText('text', 'a', []);
    const again = store.addText('again', text, [text]);
    expect(again).toBe('/nix/store/5lwds6p5dz7vr2a12js8785n5yihga27-again');
    expect(store.addSource({ path: again, name: 'copied' })).toBe('/nix/store/aqxjwr2qrnkxzynp064y0dsrvfj5rqh2-copied');
  });

  it('maps its paths back, and hides what a filter left out', () => {
    withFolder(folder => {
      plant(`${folder}/t`, {
        folder: [
          [
            'keep',
            {
              folder: [
                ['f', { file: 'x', executable: true }],
                ['no', { file: 'z', executable: false }],
              ],
            },
          ],
          ['no', { file: 'y', executable: false }],
        ],
      });
      const { store, files } = createStoreHost();
      const path = store.addSource({ path: `${folder}/t`, filter: entry => !entry.endsWith('no') });
      expect(files.list(path)).toEqual([['keep', 'directory']]);
      expect(files.list(`${path}/keep`)).toEqual([['f', 'regular']]);
      expect(files.read(`${path}/keep/f`)).toBe('x');
      expect(files.isExecutable(`${path}/keep/f`)).toBe(true);
      expect(files.read(`/nix/../nix//store/./${path.slice('/nix/store/'.length)}/keep/f`)).toBe('x');
      expect(files.exists(`${path}/no`)).toBe(false);
      expect(files.kind(`${path}/keep/no`)).toBeUndefined();
      expect(() => files.read(`${path}/no`)).toThrow('No such file');
      expect(store.resolve(`${path}/keep`)).toEqual({ path: `${folder}/t/keep` });
      const inner = store.addPath(`${path}/keep`);
      expect(files.list(inner)).toEqual([['f', 'regular']]);
      expect(files.exists(`${inner}/no`)).toBe(false);
    });
  });

  it('holds texts', () => {
    const { store, files } = createStoreHost();
    const path = store.addText('x', 'abc', []);
    expect(files.read(path)).toBe('abc');
    expect(files.kind(path)).toBe('regular');
    expect(files.exists(path)).toBe(true);
    expect(files.exists(`${path}/y`)).toBe(false);
    expect(files.exists('/nix/store/00000000000000000000000000000000-x')).toBe(false);
  });

  it.each(['', 'a b', 'a/b', '\xe9', 'x'.repeat(212)])('refuses the name %j', name => {
    expect(() => createStoreHost().store.addText(name, '', [])).toThrow(/empty name|illegal character|longer than 211/);
  });
});
