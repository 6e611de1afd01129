import { joinNames } from '../base/name-some.ts';
import { nearestName } from '../base/suggest.ts';

/**
 * What somebody may have meant who wrote a command that there is not: one that is spelt nearly so, those that have the
 * word in their name or most of their name in the word, or what another tool calls so.
 * @example suggestCommand('assign', […]) // 'did you mean "id-assign" or "nixproc-id-assign"?'
 */
export function suggestCommand(written: string, known: readonly string[]): string {
  const word = written.toLowerCase().replace(/^(?:dydisnix|disnix)-/, '');
  const nearest = nearestName(word, [...wordsOfOthers.keys(), ...known]);
  const elsewhere = wordsOfOthers.get(nearest ?? word);
  if (elsewhere !== undefined) return elsewhere;
  if (nearest !== undefined) return didYouMean([nearest]);
  const parts = word.split('-').filter(part => part.length > 2);
  const shared = known.map(name => countShared(parts, name));
  const most = Math.max(...shared);
  return most === 0 ? 'dydisnix --help lists the commands' : didYouMean(known.filter((_, i) => shared[i] === most));
}

/** How many of the words begin as a part of a command's name does. */
function countShared(parts: readonly string[], name: string): number {
  const own = name.split('-');
  return parts.filter(part => own.some(one => one.startsWith(part.slice(0, 5)))).length;
}

function didYouMean(names: readonly string[]): string {
  if (names.length < 3) return `did you mean "${names.join('" or "')}"?`;
  const quoted = names.map(name => `"${name}"`);
  return `did you mean ${joinNames(quoted).replace(/ and ("[^"]*")$/, ' or $1')}?`;
}

const deploying = 'did you mean "plan" or "apply"?';

const drawing = 'did you mean "visualize-services", "visualize-infra" or "visualize-distribution"?';

/** Commands of the original toolset and of tools like it, and what does the same here. */
const wordsOfOthers: ReadonlyMap<string, string> = new Map([
  ['deploy', deploying],
  ['port-assign', 'ports are ids of a pool: did you mean "id-assign"?'],
  ['ports', 'ports are ids of a pool: did you mean "id-assign"?'],
  ['validate', 'did you mean "check"?'],
  ['lint', 'did you mean "check"?'],
  ['why', 'did you mean "explain"?'],
  ['show', 'did you mean "explain" or "walk"?'],
  ['graph', drawing],
  ['visualize', drawing],
  ['visualise', drawing],
  ['draw', drawing],
  ['colour', 'did you mean "graphcol"?'],
  ['color', 'did you mean "graphcol"?'],
]);
