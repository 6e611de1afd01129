import manifest from '../../package.json' with { type: 'json' };
import { resolvePath } from '../base/path.ts';
import { type Command, defineCommand, type Outcome } from '../cli/command.ts';
import type { CommandDescription } from '../cli/command-description.ts';
import { formatCommands, formatHelp } from '../cli/format-help.ts';
import { generalOptions } from '../cli/general-options.ts';
import { programOf, writeManOverview, writeManPage } from '../cli/man-page.ts';
import { outputFileOption } from '../cli/model-options.ts';
import type { ArgumentsOf } from '../cli/option-table.ts';
import { unknownCommand } from '../cli/usage.ts';
import { writeResult } from '../cli/write-result.ts';
import type { World } from '../load/world.ts';

/** What `dydisnix man` says of itself; it needs no other command for that. */
export const manDescription = {
  name: 'man',
  summary: 'print the manual page of a command, or write all of them',
  description:
    'Manual pages say what --help says, for man(1). On a terminal the page is shown as man shows it, elsewhere it is ' +
    'printed as roff. Without a command the page of dydisnix itself, which lists the commands.',
  positionals: {
    COMMAND: { kind: 'text', summary: 'the command, or its program', required: false, completes: 'command' },
  },
  options: {
    'output-dir': { kind: 'folder', summary: 'write every page into the folder man1 of this folder' },
    ...outputFileOption,
  },
  examples: [
    { command: 'dydisnix man graphcol', effect: 'shows the page of dydisnix graphcol; behind a pipe it is roff' },
    { command: 'dydisnix man --output-dir ~/.local/share/man', effect: 'installs all pages for man' },
  ],
} as const satisfies CommandDescription;

/** `dydisnix man`, which knows all commands. */
export function createMan(commands: readonly CommandDescription[]): Command {
  return defineCommand({
    ...manDescription,
    writes: 'manual page',
    run: (given, world) => write(commands, given, world),
  });
}

type Given = ArgumentsOf<typeof manDescription.options, typeof manDescription.positionals>;

function write(commands: readonly CommandDescription[], given: Given, world: World): Outcome {
  const shown = commands.filter(({ hidden }) => !hidden);
  const context = { version: manifest.version, general: generalOptions };
  const { outputDir: folder, command: name } = given;
  if (folder === undefined) {
    const known = commands.find(command => name === command.name || name === programOf(command.name));
    if (known !== undefined) {
      const manual = (width: number): string => formatHelp(known, { ...known.options, ...generalOptions }, width);
      return withManual(writeResult(writeManPage(known, context), given, world), manual);
    }
    if (name !== undefined && name !== 'dydisnix')
      throw unknownCommand(
        name,
        shown.map(command => command.name),
      );
    const summaries = new Map(shown.map(({ name, summary }) => [name, summary]));
    return withManual(writeResult(writeManOverview(commands, context), given, world), width =>
      formatCommands(summaries, width),
    );
  }
  const sections = `${resolvePath(world.folder, folder)}/man1`;
  const pages = shown.map(command => ({
    path: `${sections}/${programOf(command.name)}.1`,
    bytes: writeManPage(command, context),
  }));
  const overview = { path: `${sections}/dydisnix.1`, bytes: writeManOverview(commands, context) };
  return { exitCode: 0, folders: [sections], files: [overview, ...pages] };
}

/** A page that goes to a terminal is shown there; one for a file or a program is roff. */
function withManual(outcome: Outcome, manual: NonNullable<Outcome['manual']>): Outcome {
  return outcome.stdout === undefined ? outcome : { ...outcome, manual };
}
