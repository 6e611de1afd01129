import { expect } from 'vitest';
import { textOf } from '../../../src/nix/coerce.ts';
import { EvaluationError } from '../../../src/nix/error.ts';
import { writeXml } from '../../../src/nix/formats/write-xml.ts';
import { escapeString } from '../../../src/nix/print/escape-string.ts';
import type { Value } from '../../../src/nix/value.ts';
import { askReferee } from '../referee.ts';
import { createStoreHost } from '../store/store-host.ts';

/** The value of each text, by us and by the referee (both as XML, which tells integers from floats): the same, or both fail. */
export function compareWithReferee(
  texts: readonly string[],
  expression: (text: string) => string,
  ours: (text: string) => Value,
): void {
  const theirs = askReferee(texts.map(expression), imported => `builtins.toXML ${imported}`);
  const host = createStoreHost();
  const results = texts.map(text => {
    try {
      return escapeString(textOf(writeXml(host, ours(text))));
    } catch (error) {
      if (error instanceof EvaluationError) return undefined;
      throw error;
    }
  });
  const disputed = texts.flatMap((text, i) =>
    theirs[i] === results[i] ? [] : [{ text, theirs: theirs[i], ours: results[i] }],
  );
  expect(disputed).toEqual([]);
  // A comparison of failures alone would show nothing.
  expect(results.filter(result => result !== undefined).length).toBeGreaterThan(texts.length / 5);
}
