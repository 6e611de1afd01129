import type { Look } from '../base/look.ts';
import { shortenPath } from '../base/shorten-path.ts';
import { showControls } from '../base/show-controls.ts';

/** How a plan would be deployed, as it is told. */
export interface ToldDeploy {
  readonly commands: readonly {
    readonly program: string;
    readonly arguments: readonly string[];
    readonly ifItFails: 'unchanged' | 'by-code' | 'unknown';
  }[];
  readonly omissions: readonly string[];
  readonly preview?: readonly string[] | undefined;
}

/** More programs than this are only counted: a saved plan has them all. */
const mostCommands = 12;

/** So it is with lines of a preview. */
const mostLines = 40;

/** What `apply` would run, a line each, behind an empty one; names of files in `folder` are relative to it. */
export function writeCommands(
  deploy: ToldDeploy | undefined,
  folder: string,
  { paint }: Pick<Look, 'paint'>,
): readonly string[] {
  if (deploy === undefined) return [];
  const { commands, omissions, preview = [] } = deploy;
  const lines = commands.slice(0, mostCommands).map(({ program, arguments: words, ifItFails }) => {
    const line = [program, ...words].map(word => quote(shortenPath(word, folder))).join(' ');
    return `  ${showControls(line)}${ifItFails === 'unchanged' ? '  (only looks)' : ''}`;
  });
  return [
    '',
    'apply runs',
    ...lines,
    ...(commands.length > mostCommands ? [`  and ${commands.length - mostCommands} more`] : []),
    ...(preview.length === 0 ? [] : ['', 'disnix-activate says that it would']),
    ...preview.slice(0, mostLines).map(line => `  ${showControls(line)}`),
    ...(preview.length > mostLines ? [`  and ${preview.length - mostLines} more lines`] : []),
    ...omissions.map(text => paint('warning', `  not done: ${showControls(text)}`)),
  ];
}

/** A word as a shell would take it: for people, who may want to run it themselves. */
function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
