import { type Paint, plainPaint, terminalPaint } from '../base/paint.ts';

/**
 * How messages look: as `--color always|auto|never` says, of several the last; with `auto`, and without the option, as
 * FORCE_COLOR says (`0` and `false` no, anything else yes, as CI servers set it); else coloured on a terminal that can
 * show it, unless NO_COLOR is set to anything (https://no-color.org). The words are looked at as they are, since
 * messages about words that cannot be parsed have colours too.
 */
export function choosePaint(
  words: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  isTerminal: boolean,
): Paint {
  const asked = lastChoice(words);
  if (asked === 'always') return terminalPaint;
  if (asked === 'never') return plainPaint;
  const forced = environment['FORCE_COLOR'] ?? '';
  if (forced !== '') return forced === '0' || forced === 'false' ? plainPaint : terminalPaint;
  const isUnwanted = (environment['NO_COLOR'] ?? '') !== '' || environment['TERM'] === 'dumb';
  return isTerminal && !isUnwanted ? terminalPaint : plainPaint;
}

function lastChoice(words: readonly string[]): string | undefined {
  let choice: string | undefined;
  for (let i = 0; i < words.length && words[i] !== '--'; i++) {
    if (words[i] === '--color') choice = words[i + 1];
    else if (words[i]?.startsWith('--color=')) choice = words[i]?.slice('--color='.length);
  }
  return choice;
}
