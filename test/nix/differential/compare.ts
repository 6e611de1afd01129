import { fromBytes } from '../../../src/base/bytes.ts';
import { textOf } from '../../../src/nix/coerce.ts';
import { EvaluationError } from '../../../src/nix/error.ts';
import { expectString } from '../../../src/nix/expect.ts';
import { printValue } from '../../../src/nix/print/print-value.ts';
import type { ContextString } from '../../../src/nix/value.ts';
import { createRefereeHost } from '../create-referee-host.ts';
import { askReferee, runReferee } from '../referee.ts';

export interface Difference {
  readonly source: string;
  readonly ours: string;
  readonly theirs: string;
}

/** XML tells every type and value apart, in one string; the contexts of strings are shown behind it. */
const wrap = (expression: string): string =>
  `let xml = builtins.toXML ${expression}; in xml + builtins.toJSON (builtins.getContext xml)`;

/** Evaluates sources here and by the referee: those whose values differ, and how many have one. */
export function compareWithReferee(sources: readonly string[]): {
  readonly differences: Difference[];
  readonly succeeded: number;
} {
  const theirs = askReferee(sources, wrap);
  const differences = sources.flatMap((source, i) => {
    const ours = evaluate(source);
    return ours === theirs[i] ? [] : [{ source, ours: ours ?? 'fails', theirs: theirs[i] ?? 'fails' }];
  });
  return { differences, succeeded: theirs.filter(answer => answer !== undefined).length };
}

/** The string as `nix repl` prints it, or undefined where the evaluation fails. */
function evaluate(source: string): string | undefined {
  let value: string | ContextString;
  try {
    value = expectString(
      createRefereeHost({ warn: () => undefined }).evaluateText('case.nix', wrap(`(${source}\n)`), '/'),
    );
  } catch (error) {
    if (error instanceof EvaluationError) return undefined;
    throw error;
  }
  const escapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
  return `"${textOf(value).replace(/["\\\n\r\t]/g, character => escapes[character] ?? `\\${character}`)}"`;
}

/**
 * Prints the values of sources here and by `nix-instantiate --eval`, with more flags: those whose texts differ. Sources that fail
 * here, or whose text has several lines, are left out.
 */
export function comparePrinting(sources: readonly string[], flags: readonly string[]): Difference[] {
  const printed = sources.flatMap(source => {
    const text = print(source, flags.includes('--strict'));
    return text === undefined || text.includes('\n') ? [] : [{ source, text }];
  });
  const expressions = printed.flatMap(({ source }) => ['-E', fromBytes(`(${source}\n)`)]);
  const { stdout, stderr } = runReferee(['--eval', ...flags, ...expressions]);
  const theirs = stdout.split('\n').slice(0, -1);
  // Real Nix stops at the first failure: all that follows would differ.
  return printed.slice(0, theirs.length + 1).flatMap(({ source, text }, i) => {
    const other = theirs[i] ?? stderr;
    return text === other ? [] : [{ source, ours: text, theirs: other }];
  });
}

function print(source: string, strict: boolean): string | undefined {
  try {
    const host = createRefereeHost({ warn: () => undefined, everyThunk: !strict });
    return printValue(host.evaluateText('case.nix', `(${source}\n)`, '/'), { strict });
  } catch (error) {
    if (error instanceof EvaluationError) return undefined;
    throw error;
  }
}
