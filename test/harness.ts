import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { fromBytes, toBytes } from '../src/base/bytes.ts';
import { type Diagnostic, formatDiagnostic, UserError } from '../src/base/diagnostic.ts';
import { showControls } from '../src/base/show-controls.ts';
import { choosePaint } from '../src/cli/choose-paint.ts';
import { generalOptions } from '../src/cli/general-options.ts';
import { parseArguments } from '../src/cli/parse-arguments.ts';
import { commands } from '../src/command/commands.ts';
import { makeFolder as makeMissingFolder } from '../src/ports/disk/make-folder.ts';
import { replaceFile } from '../src/ports/disk/replace-file.ts';

/** What a run of a command left behind, as a person sees it: texts are decoded from UTF-8. */
export interface Run {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a run is given beside its words. */
export interface Given {
  /** Standard input. */
  readonly input?: string;
  /** Environment variables; by default none. */
  readonly environment?: Readonly<Record<string, string>>;
}

/**
 * Runs a command in this process, in a folder, as the front door does: words are parsed, files written, messages worded. That costs
 * a hundredth of a run of the built program, which is for what concerns the process itself: pipes, terminals, signals, kills, a
 * stack that is too small, starting (see `built.ts`).
 */
export async function runIn(folder: string, words: readonly string[], given: Given = {}): Promise<Run> {
  // Without a command it is the assigner that is meant.
  const [name = '', ...rest] = words[0]?.startsWith('-') ? ['id-assign', ...words] : words;
  const where = toBytes(resolve(folder));
  const load = commands.get(name);
  if (load === undefined)
    throw new Error(`there is no command "${name}": the front door itself needs the built program`);
  const command = await load();
  const environment = given.environment ?? {};
  const format = (found: readonly Diagnostic[]): string => {
    const paint = choosePaint(rest, environment, false);
    const texts = found.map(each =>
      formatDiagnostic(each, { folder: where, paint, showTrace: rest.includes('--show-trace') }),
    );
    return [...new Set(texts)].join('');
  };
  try {
    const outcome = command.run(parseArguments(command, [...command.options, ...generalOptions], rest), {
      folder: where,
      environment,
      standardInput: () => toBytes(given.input ?? ''),
      progress: () => {},
    });
    for (const path of outcome.folders ?? []) makeMissingFolder(path);
    let stdout = format(outcome.results ?? []) + (outcome.stdout ?? '');
    for (const { path, bytes } of outcome.files ?? []) {
      if (path === '/dev/stdout') stdout += bytes;
      else replaceFile(path, bytes);
    }
    const stderr = format(outcome.diagnostics ?? []) + showControls(outcome.stderr ?? '');
    return { exitCode: outcome.exitCode, stdout: fromBytes(stdout), stderr: fromBytes(stderr) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { exitCode: 2, stdout: '', stderr: fromBytes(format(error.diagnostics)) };
  }
}

/**
 * Runs a command on files in a folder of its own, which is gone afterwards.
 *
 * @example
 * const { exitCode, stdout } = await runCommand('eval', { 'one.nix': '1 + 1' }, ['one.nix']);
 */
export async function runCommand(
  command: string,
  files: Readonly<Record<string, string>>,
  words: readonly string[],
  given: Given = {},
): Promise<Run & { readonly files: Readonly<Record<string, string>> }> {
  const folder = makeFolder(files);
  try {
    const run = await runIn(folder.path, [command, ...words], given);
    return { ...run, files: folder.read() };
  } finally {
    folder.remove();
  }
}

/** A folder with files that a test may write to. */
export interface Folder {
  readonly path: string;
  /** Writes more files, and the folders that they need. */
  write(files: Readonly<Record<string, string>>): void;
  /** Every file that is in it now, by its path in the folder. */
  read(): Readonly<Record<string, string>>;
  /** Takes the folder away. */
  remove(): void;
}

/** A folder of its own with these files, which `remove` takes away. */
export function makeFolder(files: Readonly<Record<string, string>> = {}): Folder {
  const path = mkdtempSync(join(tmpdir(), 'dydisnix-test-'));
  const folder: Folder = {
    path,
    write: more => {
      for (const [name, text] of Object.entries(more)) {
        mkdirSync(dirname(join(path, name)), { recursive: true });
        writeFileSync(join(path, name), text);
      }
    },
    read: () => {
      const names = existsSync(path) ? readdirSync(path, { recursive: true, encoding: 'utf8' }) : [];
      const found = names.filter(name => statSync(join(path, name)).isFile()).sort();
      return Object.fromEntries(
        found.map(name => [relative(path, join(path, name)), readFileSync(join(path, name), 'utf8')]),
      );
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
  folder.write(files);
  return folder;
}
