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
import { joinParts } from '../src/base/parts.ts';
import type { Session } from '../src/cli/session.ts';
import { runWords } from '../src/command/run-words.ts';

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
  /** What of the session is otherwise than usual: a signal that came, a progress line that fails. */
  readonly session?: Partial<Session>;
}

/**
 * Runs a command line in this process, in a folder, as the front door does: words are parsed, files written, messages worded. That costs
 * a hundredth of a run of the built program, which is for what concerns the process itself: pipes, terminals, signals, kills, a
 * stack that is too small, starting (see `built.ts`).
 */
export async function runIn(folder: string, words: readonly string[], given: Given = {}): Promise<Run> {
  const { exitCode, stdout, parts, stderr } = await runWords(words, {
    folder: toBytes(resolve(folder)),
    environment: given.environment ?? {},
    standardInput: () => toBytes(given.input ?? ''),
    isTerminal: { stdout: false, stderr: false },
    startProgress: () => ({ say: () => {}, end: () => {} }),
    interruption: { isRequested: () => false, signal: () => undefined, end: () => {} },
    ...given.session,
  });
  return { exitCode, stdout: fromBytes(stdout + joinParts(parts ?? '')), stderr: fromBytes(stderr) };
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
  /** Every file that is in it now, by its path in the folder; links that lead nowhere, such as locks, are none. */
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
      const found = names.filter(name => statSync(join(path, name), { throwIfNoEntry: false })?.isFile()).sort();
      return Object.fromEntries(
        found.map(name => [relative(path, join(path, name)), readFileSync(join(path, name), 'utf8')]),
      );
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
  folder.write(files);
  return folder;
}

/** The code of the error in the one JSON object that a run which failed prints on stdout for `--json`. */
export function errorCodeOf({ stdout }: Run): unknown {
  const { version, error } = JSON.parse(stdout);
  return version === 1 ? error?.code : undefined;
}

/** What the errors on stderr say, without their codes. */
export function errorsOf({ stderr }: Run): readonly string[] {
  return [...stderr.matchAll(/^error: (.*) \[[a-z-]+\]$/gm)].map(([, message = '']) => message);
}
