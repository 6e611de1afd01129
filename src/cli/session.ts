import { toBytes } from '../base/bytes.ts';
import { InputError } from '../base/diagnostic.ts';
import type { Look } from '../base/look.ts';
import type { World } from '../load/world.ts';
import { askTerminal } from '../ports/ask-terminal.ts';
import { InputFiles } from '../ports/disk/input-files.ts';
import { isTerminal } from '../ports/is-terminal.ts';
import { printMessages } from '../ports/print-messages.ts';
import { readStandardInput } from '../ports/read-stream.ts';
import { type Interruption, watchSignals } from '../ports/signals/watch-signals.ts';
import type { CommandWorld } from './command.ts';
import { Outputs, type Recogniser } from './outputs.ts';
import { type Progress, startProgress } from './start-progress.ts';

/** The process, as the front door sees it; tests make one of their own. */
export interface Session {
  /** The absolute path of the current folder (byte string); undefined when it was removed. */
  readonly folder: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** All of standard input (byte string), read once. */
  readonly standardInput: () => string;
  /** Whether somebody looks at the stream: messages have colours there. */
  readonly isTerminal: { readonly stdout: boolean; readonly stderr: boolean };
  /** How many characters a line of the terminal has, if that is known. */
  readonly width?: () => number | undefined;
  /** Shows what is being done, from now on; `program` is what does it. */
  readonly startProgress: (program: string) => Progress;
  /** Prints messages (a byte string) at once; without it they are printed at the end, with the others. */
  readonly say?: (text: string) => void;
  /** Asks whoever sits at the terminal a question (byte string); undefined where nobody does. */
  readonly confirm?: (question: string) => boolean | undefined;
  /** The clock of searches, in milliseconds; that of the machine where it is left out. */
  readonly now?: () => number;
  /** Hears signals while somebody searches. */
  readonly interruption: Interruption;
}

/** This process. */
export function processSession(): Session {
  return {
    folder: currentFolder(),
    environment: process.env,
    standardInput: readStandardInput,
    isTerminal: {
      get stdout() {
        return isTerminal(1);
      },
      get stderr() {
        return isTerminal(2);
      },
    },
    width: () => process.stderr.columns ?? process.stdout.columns,
    say: printMessages,
    confirm: askTerminal,
    startProgress,
    interruption: watchSignals(),
  };
}

/** What a run tells while it is at work. */
export interface Teller {
  readonly progress: World['progress'];
  readonly note: CommandWorld['note'];
  readonly say: CommandWorld['say'];
  /** Whether nothing is to be left out of what people are told. */
  readonly isWhole?: boolean;
  /** That a file (absolute path) is read. */
  readonly read: (path: string) => void;
  /** Nothing more is to be shown while it works; the progress line is cleared. */
  readonly end: () => void;
}

/** What a command sees of a session. What cannot be had (a folder removed meanwhile) fails when it is asked for. */
export function worldOf(
  { folder, environment, standardInput, interruption, confirm, now }: Session,
  { progress, note, say, read, end, isWhole = false }: Teller,
  recognise: Recogniser,
  look: Look,
): CommandWorld {
  const inputs = new InputFiles();
  const world: CommandWorld = {
    get folder() {
      return folder ?? fail('the current folder does not exist any more');
    },
    environment,
    standardInput: () => {
      inputs.note(0);
      return standardInput();
    },
    progress,
    isInterrupted: interruption.isRequested,
    ...(now && { now }),
    noteInput: path => {
      inputs.note(path);
      read(path);
    },
    note,
    say: text => {
      end();
      say(text);
    },
    hearSignals: () => interruption.begin?.(),
    isWhole,
    confirm: text => {
      end();
      return confirm?.(text(look));
    },
    outputs: new Outputs(inputs, () => world.folder, recognise),
  };
  return world;
}

function currentFolder(): string | undefined {
  try {
    return toBytes(process.cwd());
  } catch {
    return undefined;
  }
}

function fail(message: string): never {
  throw new InputError([{ severity: 'error', code: 'cannot-read', message }]);
}
