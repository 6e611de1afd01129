/**
 * A byte string, or a function that makes its parts one by one while they are written: what is as long as services
 * times targets is never held as a whole. Each call makes them anew.
 */
export type Parts = string | (() => Iterable<string>);

/** The whole of it. */
export function joinParts(bytes: Parts): string {
  return typeof bytes === 'string' ? bytes : [...bytes()].join('');
}

/** The parts, each changed. The changes are made while they are written, too. */
export function mapParts(bytes: () => Iterable<string>, change: (part: string) => string): () => Iterable<string> {
  return function* () {
    for (const part of bytes()) yield change(part);
  };
}
