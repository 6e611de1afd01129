import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { EvaluationError } from '../../../src/nix/error.ts';
import { printValue } from '../../../src/nix/print/print-value.ts';
import { createRefereeHost } from '../create-referee-host.ts';
import { referee, runReferee } from '../referee.ts';

/*
 * Where the evaluator differs from Nix 2.8, on purpose; docs/nix-evaluator.md says so in words.
 *
 * NAME.nix      says on its first line what differs
 * NAME.ours     lines of `trace`, then the value or the kind of failure
 * NAME.theirs   the same of Nix, whose failures have no kind; a case that no longer differs moves to test/nix/lang
 */
const folder = fileURLToPath(new URL('.', import.meta.url)).slice(0, -1);
const names = readdirSync(folder)
  .filter(file => file.endsWith('.nix'))
  .map(file => file.slice(0, -4));

const read = (file: string): string => readFileSync(`${folder}/${file}`, 'latin1');

function ours(name: string): string {
  const lines: string[] = [];
  const host = createRefereeHost({ warn: line => lines.push(line) });
  try {
    lines.push(printValue(host.importFile(`${folder}/${name}.nix`, undefined), { strict: true }));
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error;
    lines.push(`fails: ${error.kind}`);
  }
  return `${lines.join('\n')}\n`;
}

function theirs(name: string): string {
  const { ok, stdout, stderr } = runReferee(['--eval', '--strict', `${name}.nix`], folder);
  const traces = stderr.split('\n').filter(line => line.startsWith('trace: '));
  return `${[...traces, ok ? stdout.trimEnd() : 'fails'].join('\n')}\n`;
}

/** Without the kind of failure, which Nix does not tell. */
const plain = (text: string): string => text.replace(/^fails: .*$/m, 'fails');

describe('known differences from Nix', () => {
  it.each(names)('%s: our answer', name => expect(ours(name)).toBe(read(`${name}.ours`)));

  it.each(names)('%s is a difference, and says which', name => {
    expect(read(`${name}.nix`)).toMatch(/^# .{20}/);
    expect(plain(read(`${name}.ours`))).not.toBe(read(`${name}.theirs`));
  });

  it.skipIf(referee === undefined).each(names)('%s: the answer of Nix', name => {
    expect(theirs(name)).toBe(read(`${name}.theirs`));
  });
});
