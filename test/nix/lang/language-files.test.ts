import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { formatDiagnostic } from '../../../src/base/diagnostic.ts';
import { EvaluationError } from '../../../src/nix/error.ts';
import { forceDeep } from '../../../src/nix/force-deep.ts';
import { printValue } from '../../../src/nix/print/print-value.ts';
import type { Value } from '../../../src/nix/value.ts';
import { createRefereeHost } from '../create-referee-host.ts';
import { referee, runReferee } from '../referee.ts';

/*
 * eval-okay-NAME.nix   has the value in NAME.exp: what `nix-instantiate --eval --strict` prints
 * eval-fail-NAME.nix   ends in the message in NAME.err; real Nix refuses it, too
 * NAME.flags           options of the command line: -I entries, --show-trace
 * not-yet/NAME.nix     is not supported, for the reason on its first line; it has to fail, so that one that works moves up here
 */
const folder = fileURLToPath(new URL('.', import.meta.url)).slice(0, -1);

const files = readdirSync(folder);
const namesOf = (prefix: string): string[] =>
  files.filter(file => file.startsWith(prefix) && file.endsWith('.nix')).map(file => file.slice(0, -4));

const read = (name: string): string => readFileSync(`${folder}/${name}`, 'latin1');
const flagsOf = (name: string): string[] => (files.includes(`${name}.flags`) ? read(`${name}.flags`).split(/\s+/) : []);

/** Expected outputs are recorded for any place of the folder. */
const hideFolder = (text: string): string => text.replaceAll(folder, '/FOLDER');

function evaluate(name: string): Value {
  const entries = flagsOf(name).filter(flag => flag.includes('search/'));
  const host = createRefereeHost({
    home: '/home/user',
    system: 'x86_64-linux',
    warn: () => undefined,
    searchPath: entries.map(entry => {
      const [prefix, path] = entry.includes('=') ? (entry.split('=') as [string, string]) : ['', entry];
      return [prefix, `${folder}/${path}`];
    }),
  });
  return forceDeep(host.importFile(`${folder}/${name}.nix`, undefined));
}

const pointToTrace = 'use --show-trace to see the calls that led here';

function messageOf(name: string): string {
  try {
    evaluate(name);
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error;
    return hideFolder(
      formatDiagnostic(error.toDiagnostic(), { showTrace: flagsOf(name).includes('--show-trace'), pointToTrace }),
    );
  }
  return 'no error';
}

describe('files that have a value', () => {
  it.each(namesOf('eval-okay-'))('%s', name => {
    expect(`${hideFolder(printValue(evaluate(name), { strict: true }))}\n`).toBe(read(`${name}.exp`));
  });
});

describe('files that end in an error', () => {
  it.each(namesOf('eval-fail-'))('%s', name => expect(messageOf(name)).toBe(read(`${name}.err`)));
});

describe('files that are not supported yet', () => {
  it.each(readdirSync(`${folder}/not-yet`).map(file => file.slice(0, -4)))('%s', name => {
    expect(read(`not-yet/${name}.nix`)).toMatch(/^# Reason: .{20}/);
    expect(messageOf(`not-yet/${name}`)).not.toBe('no error');
  });
});

describe.skipIf(referee === undefined)('the referee agrees (nix-instantiate 2.8 is needed)', () => {
  // What is read from the store again has to be written to it first.
  const ask = (names: readonly string[], flags: readonly string[]) =>
    runReferee(['--eval', '--strict', '--read-write-mode', ...flags, ...names.map(name => `${name}.nix`)], folder);

  it('with the values', () => {
    const plain = namesOf('eval-okay-').filter(name => flagsOf(name).length === 0);
    const { stdout, stderr } = ask(plain, []);
    expect(hideFolder(stdout), stderr).toBe(plain.map(name => read(`${name}.exp`)).join(''));
    for (const name of namesOf('eval-okay-').filter(each => !plain.includes(each))) {
      expect(hideFolder(ask([name], flagsOf(name).filter(Boolean)).stdout)).toBe(read(`${name}.exp`));
    }
  });

  it('with the failures', () => {
    const taken = namesOf('eval-fail-').filter(name => ask([name], []).ok);
    expect(taken).toEqual([]);
  });
});
