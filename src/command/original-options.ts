import { InputError } from '../base/diagnostic.ts';
import type { Arguments, Option } from '../cli/command.ts';

/** An option of several original commands that has no effect. */
export const noOutLinkOption: Option = { name: 'no-out-link', summary: 'no effect: there is no link "result"' };

/** Options of the original `dydisnix-gendist` that have no effect: scripts with them go on. */
export const idleOptions: readonly Option[] = [
  { name: 'stdout', summary: 'no effect: the distribution goes to stdout anyway' },
  noOutLinkOption,
  { name: 'target-property', value: 'NAME', summary: 'no effect: targets are told by their names' },
  { name: 'interface', value: 'PROGRAM', summary: 'no effect: no machine is asked' },
];

/** Options of it that would change the answer: what to do instead. */
const instead: ReadonlyMap<string, string> = new Map([
  ['filter-buildable', 'nothing is built here: leave it out, and take what cannot be built out of the candidates (-d)'],
  ['profile', 'the plan before is read from a file: --previous distribution.nix'],
  ['coordinator-profile-path', 'the plan before is read from a file: --previous distribution.nix'],
]);

/** They are known only to be refused with a reason. */
export const refusedOptions: readonly Option[] = [
  { name: 'filter-buildable', summary: 'refused: nothing is built here' },
  { name: 'profile', short: 'p', value: 'NAME', summary: 'refused: give the plan before with --previous' },
  { name: 'coordinator-profile-path', value: 'FOLDER', summary: 'refused: give the plan before with --previous' },
];

/** @throws InputError with all of them that are there */
export function refuseOriginalOptions(options: Arguments): void {
  const refused = [...instead].filter(([name]) => options.has(name));
  if (refused.length === 0) return;
  throw new InputError(
    refused.map(([name, hint]) => ({
      severity: 'error',
      code: 'original-option',
      message: `the option "--${name}" of the original dydisnix-gendist does not exist here`,
      hint,
    })),
  );
}
