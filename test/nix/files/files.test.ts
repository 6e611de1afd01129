import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EvaluationError } from '../../../src/nix/error.ts';
import { createFiles } from '../../../src/nix/files.ts';
import type { Files } from '../../../src/nix/host.ts';
import { createNodeHost } from '../../../src/ports/nix/create-node-host.ts';
import { nodeDisk } from '../../../src/ports/nix/node-disk.ts';
import { askReferee, referee } from '../referee.ts';

let root = '';
const bytes = (path: string): Buffer => Buffer.from(path, 'latin1');

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'files-'));
  for (const folder of ['open', 'open/sub', 'closed', 'open-too']) mkdirSync(join(root, folder));
  for (const file of ['open/file.nix', 'open/sub/default.nix', 'closed/secret.nix', 'open-too/x.nix']) {
    writeFileSync(join(root, file), `"${file}"`);
  }
  writeFileSync(bytes(`${root}/open/\xff\xe9`), 'bytes \xff', 'latin1');
  writeFileSync(join(root, 'open/run'), '');
  chmodSync(join(root, 'open/run'), 0o755);
  symlinkSync('file.nix', join(root, 'open/link'));
  symlinkSync('../closed/secret.nix', join(root, 'open/out'));
  symlinkSync('../closed', join(root, 'open/outfolder'));
  symlinkSync('../closed/nothing', join(root, 'open/brokenout'));
  symlinkSync('nothing', join(root, 'open/broken'));
  symlinkSync('loop', join(root, 'open/loop'));
  symlinkSync('open', join(root, 'alias'));
  spawnSync('mkfifo', [join(root, 'open/pipe')]);
  symlinkSync('/dev/zero', join(root, 'open/zero'));
  writeFileSync(join(root, 'open/huge'), '');
  truncateSync(join(root, 'open/huge'), 2 ** 33);
});
afterAll(() => rmSync(root, { recursive: true }));

function failure(run: () => unknown): EvaluationError {
  try {
    run();
  } catch (error) {
    if (error instanceof EvaluationError) return error;
    throw error;
  }
  throw new Error('nothing failed');
}

describe('files', () => {
  const files = createFiles(nodeDisk);

  it('are read byte by byte, under names of any bytes', () => {
    expect(files.read(`${root}/open/\xff\xe9`)).toBe('bytes \xff');
    expect(files.list(`${root}/open`).map(([name]) => name)).toContain('\xff\xe9');
    expect(files.read('/proc/self/stat')).toMatch(/^\d+ /); // says that it is empty
  });

  it('are listed in byte order, links as links', () => {
    const entries = files.list(`${root}/open`);
    expect(entries.map(([name]) => name)).toEqual(entries.map(([name]) => name).sort());
    const kinds = new Map(entries);
    expect(kinds.get('sub')).toBe('directory');
    expect(kinds.get('file.nix')).toBe('regular');
    expect(kinds.get('broken')).toBe('symlink');
    expect(kinds.get('pipe')).toBe('unknown');
    expect(files.kind(`${root}/open/link`)).toBe('symlink');
    expect(files.readLink(`${root}/open/link`)).toBe('file.nix');
    expect(files.isExecutable(`${root}/open/run`)).toBe(true);
    expect(files.isExecutable(`${root}/open/link`)).toBe(false);
    expect(files.kind(`${root}/open/file.nix/x`)).toBeUndefined();
  });

  it.skipIf(!referee)('exist where Nix says so', () => {
    const paths = [
      'open',
      'open/',
      'open/file.nix',
      'open/file.nix/',
      'open/file.nix/x',
      'nothing',
      'open/broken',
      'open/broken/',
      'open/link/',
      'open/outfolder/',
      'open/loop',
      'open/loop/x',
      'open/../open',
      'open/sub/../file.nix',
      'nothing/../open',
      'open/outfolder/../alias',
      '',
    ];
    const theirs = askReferee(
      paths.map(path => `"${root}/${path}"`),
      path => `builtins.pathExists ${path}`,
    );
    expect(paths.map(path => [path, String(files.exists(`${root}/${path}`))])).toEqual(
      paths.map((path, i) => [path, theirs[i]?.trim()]),
    );
  });

  it('that may never end or do not fit are refused at once', () => {
    expect(files.read('/dev/null')).toBe('');
    for (const name of ['pipe', 'zero', 'huge']) {
      const error = failure(() => files.read(`${root}/open/${name}`));
      expect(error.kind).toBe('invalid-argument');
      expect(error.message).toMatch(/not a regular file|larger than 256 MiB/);
    }
  });

  it('that are missing are named with what is near', () => {
    const error = failure(() => files.read(`${root}/open/fiel.nix`));
    expect(error.kind).toBe('missing-file');
    expect(error.message).toBe(`opening file '${root}/open/fiel.nix': No such file or directory`);
    expect(error.hint).toBe('did you mean "file.nix"?');
    expect(failure(() => files.list(`${root}/opne/sub`)).hint).toBe('did you mean "open"?');
    expect(failure(() => files.read(`${root}/open/sub`)).message).toContain('folder');
    expect(failure(() => files.read(`${root}/a\0b`)).kind).toBe('missing-file');
  });
});

it('files that are there and cannot be read are not called missing', () => {
  const refuse = (code: string) => () => {
    throw Object.assign(new Error(`${code}: no`), { code });
  };
  const readAs = (code: string) => {
    const disk = { ...nodeDisk, read: refuse(code), list: refuse(code), kind: refuse(code), readLink: refuse(code) };
    const files = createFiles(disk);
    const path = '/a/b';
    const asked = [() => files.read(path), () => files.list(path), () => files.kind(path), () => files.readLink(path)];
    return asked.map(failure);
  };
  for (const error of readAs('EACCES')) {
    expect(error.kind).toBe('cannot-read');
    expect(error.message).toContain("'/a/b': Permission denied");
    expect(error.hint).toBe('it is there, but this user may not read it');
  }
  for (const error of readAs('EIO')) expect([error.kind, error.hint]).toEqual(['cannot-read', undefined]);
});

describe('restricted files', () => {
  let files: Files;
  beforeAll(() => {
    files = createFiles(nodeDisk, { allowedFolders: [`${root}/open`] });
  });

  it.each([
    'open/file.nix',
    'open/sub/default.nix',
    'open/link',
    'open/sub/../file.nix',
    'alias/file.nix',
    'closed/../open/file.nix',
    'open/outfolder/../open/file.nix',
  ])('can be read: %s', path => {
    expect(files.read(`${root}/${path}`)).toMatch(/^"open/);
    expect(files.exists(`${root}/${path}`)).toBe(true);
  });

  const outside = [
    'closed/secret.nix',
    'open/out',
    'open/outfolder/secret.nix',
    'open/../closed/secret.nix',
    'open/sub/../../closed/secret.nix',
    'open-too/x.nix',
    'alias/../closed/secret.nix',
    'alias/out',
    'open/outfolder/nothing',
    'open/brokenout',
    'closed/nothing',
    '../nothing/at/all',
  ];

  it.each(outside)('cannot be read, listed, or asked for: %s', path => {
    const full = `${root}/${path}`;
    for (const run of [
      () => files.read(full),
      () => files.exists(full),
      () => files.list(full),
      () => files.isExecutable(full),
    ]) {
      const error = failure(run);
      expect(error.kind).toBe('forbidden-file');
      expect(error.message).toContain(`only '${root}/open' may be read`);
      expect(error.remedy).toMatchObject({ kind: 'readable-folder' });
    }
  });

  it('do not tell what lies outside', () => {
    for (const path of ['closed', 'closed/nothing', '', 'open/outfolder/secret.nix']) {
      expect(failure(() => files.kind(`${root}/${path}`)).kind).toBe('forbidden-file');
      expect(failure(() => files.list(`${root}/${path}`)).kind).toBe('forbidden-file');
    }
    for (const path of ['/etc/passwd', '/', '/proc/self/root/etc/passwd', '//etc/passwd']) {
      expect(failure(() => files.read(path)).kind).toBe('forbidden-file');
      expect(failure(() => files.exists(path)).kind).toBe('forbidden-file');
    }
    // A link is told to be one; where it leads is not followed.
    expect(files.kind(`${root}/open/out`)).toBe('symlink');
    expect(failure(() => files.readLink(`${root}/open/out`)).kind).toBe('forbidden-file');
    expect(files.readLink(`${root}/open/link`)).toBe('file.nix');
    expect(failure(() => files.read(`${root}/open/nothing`)).hint).toBeUndefined();
  });

  it('take all folders when / is allowed, and none when none is', () => {
    expect(createFiles(nodeDisk, { allowedFolders: ['/'] }).read(`${root}/closed/secret.nix`)).toContain('closed');
    expect(
      failure(() => createFiles(nodeDisk, { allowedFolders: [] }).read(`${root}/open/file.nix`)).message,
    ).toContain('may read no file at all');
  });

  it('restrict the language, too: import, paths in strings, detours through the store', () => {
    const evaluate = (text: string) =>
      createNodeHost({ allowedFolders: [`${root}/open`] }).evaluateText('test', text, `${root}/open`);
    expect(evaluate('import ./file.nix')).toBe('open/file.nix');
    expect(evaluate('import ./sub')).toBe('open/sub/default.nix');
    expect(evaluate(`import "\${./sub}/default.nix"`)).toBe('open/sub/default.nix');
    expect(evaluate(`"\${./link}"`)).toMatchObject({ text: expect.stringContaining('-link') });
    const files = 'builtins.filterSource (path: _: baseNameOf path == "file.nix") ./.';
    expect(evaluate(`"\${${files}}"`)).toMatchObject({ text: expect.stringContaining('-open') });
    for (const text of [
      'import ../closed/secret.nix',
      'import ./out',
      `"\${../closed}"`,
      `"\${./outfolder/secret.nix}"`,
      `import "\${./sub}/../../../etc/passwd"`,
      'import /etc/passwd',
      `import "${root}/closed/secret.nix"`,
      // Of these only the store path would be told, which the name of what lies outside is part of.
      `"\${./out}"`,
      `"\${./brokenout}"`,
      `"\${./.}"`,
      'builtins.path { path = ./out; name = "x"; }',
    ]) {
      expect(failure(() => evaluate(text)).kind, text).toBe('forbidden-file');
    }
  });
});
