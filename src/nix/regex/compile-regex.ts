import { EvaluationError } from '../error.ts';
import { longestPattern, RegexError } from './parse-regex.ts';
import { Regex } from './regex.ts';

/**
 * As many compiled patterns are kept; models use a handful, and a pattern computed in a loop must not fill the memory.
 */
const cacheSize = 500;

const cache = new Map<string, Regex>();

/**
 * The compiled form of a pattern, from a cache when it was used before. An error of kind `invalid-argument` for a wrong
 * one.
 */
export function compileRegex(pattern: string): Regex {
  // To look for a long one takes as long as to read it.
  if (pattern.length > longestPattern) return reportErrors(pattern, () => new Regex(pattern));
  let regex = cache.get(pattern);
  if (regex === undefined) {
    regex = reportErrors(pattern, () => new Regex(pattern));
    if (cache.size >= cacheSize) cache.clear();
    cache.set(pattern, regex);
  }
  return regex;
}

/** Runs something that may fail with a `RegexError` and turns that into an error of evaluation. */
export function reportErrors<T>(pattern: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof RegexError)) throw error;
    throw new EvaluationError(
      'invalid-argument',
      error.kind === 'malformed'
        ? `invalid regular expression '${shorten(pattern)}'`
        : `memory limit exceeded by regular expression '${shorten(pattern)}'`,
      undefined,
      error.kind === 'malformed' ? 'POSIX extended syntax: no \\d, no (?:), [[:digit:]] for a class' : undefined,
    );
  }
}

/** The beginning of a pattern, for a message. */
const shorten = (pattern: string): string => (pattern.length > 400 ? `${pattern.slice(0, 400)}...` : pattern);
