import type { Paint, Tone } from '../base/paint.ts';

/** How lines begin that tell of something new, something gone, and something that is elsewhere. */
const tones: readonly (readonly [RegExp, Tone])[] = [
  [/^( {2}\+ |added: |assigned: |now local: )/, 'gain'],
  [/^( {2}- |removed: |released: |now a network link: )/, 'loss'],
  [/^(moved: |scaled out: |scaled in: |changed: )/, 'change'],
];

/** A report of changes with its lines in the colours of what they tell. O(length). */
export function paintChanges(text: string, paint: Paint): string {
  return text
    .split('\n')
    .map(line => {
      const tone = tones.find(([beginning]) => beginning.test(line))?.[1];
      return tone === undefined ? line : paint(tone, line);
    })
    .join('\n');
}
