import { toBytes } from '../../base/bytes.ts';
import { resolvePath } from '../../base/path.ts';
import { modelOptions } from '../../cli/model-options.ts';
import type { ArgumentsOf, OptionTable } from '../../cli/option-table.ts';
import { usageError } from '../../cli/usage.ts';
import type { World } from '../../load/world.ts';
import type { Discovery } from '../run/loop-settings.ts';

const byCommand = {
  option: 'discover-command',
  message: 'arguments are those of a discovery',
  hint: 'name it with --discover-command',
};

/** Which machines there are. */
export const discoveryOptions = {
  infrastructure: {
    ...modelOptions.infrastructure,
    summary: 'the infrastructure model; with a discovery, what it is given of the machines beforehand',
  },
  'discover-command': {
    kind: 'text',
    value: 'PROGRAM',
    completes: 'file',
    summary: 'a program that prints the machines that are there, as an infrastructure model in any form',
  },
  'discover-argument': {
    kind: 'text',
    value: 'ARGUMENT',
    repeatable: true,
    summary: 'an argument of that program; no shell looks at it',
    needs: [byCommand],
  },
  geninfra: {
    kind: 'text',
    value: 'COMMAND',
    summary: 'the same as in the original: a program and its arguments, split at blanks; or DYDISNIX_GENINFRA',
    excludes: [{ option: 'discover-command', message: 'machines are discovered by one program' }],
  },
  'discover-timeout': {
    kind: 'number',
    value: 'SECONDS',
    least: 1,
    default: 60,
    summary: 'end a discovery that takes longer: it failed, and nothing is changed',
  },
  augment: {
    kind: 'file',
    short: 'a',
    summary: 'a function of { infrastructure } that adds to what is known of the machines',
  },
} as const satisfies OptionTable;

/** How machines are discovered, as the options say. @throws InputError where nothing says it */
export function toDiscovery(given: ArgumentsOf<typeof discoveryOptions>, world: World): Discovery {
  const { infrastructure, discoverCommand, discoverArgument, discoverTimeout, geninfra } = given;
  const command =
    geninfra ?? (discoverCommand === undefined ? toBytes(world.environment['DYDISNIX_GENINFRA'] ?? '') : '');
  const [program = discoverCommand, ...words] = command.split(/\s+/).filter(word => word !== '');
  if (program === undefined) {
    if (infrastructure !== undefined) return { kind: 'model' };
    throw usageError(
      'it is not known which machines there are',
      'give the infrastructure model with -i, or --discover-command',
    );
  }
  const call = {
    program,
    arguments: command === '' ? discoverArgument : words,
    milliseconds: 1000 * discoverTimeout,
  };
  const seed = infrastructure === undefined ? undefined : resolvePath(world.folder, infrastructure);
  return { kind: 'program', call, seed };
}
