import { shortenPath } from '../base/shorten-path.ts';
import { showControls } from '../base/show-controls.ts';
import { watchMemory } from '../ports/memory-guard.ts';
import type { Session, Teller } from './session.ts';

/** What a run tells of itself, and what of it waits to be printed with its other messages. */
export interface RunTeller extends Teller {
  /** What was told and is not printed yet. */
  readonly waiting: () => string;
}

/**
 * Tells what a run does: in a verbose one every step and every file, at once where the session can; in others with a
 * progress line, and notes with the messages at the end; in a quiet one not at all.
 */
export function startTelling(
  session: Session,
  program: string,
  { quiet, verbose, all: isWhole }: { readonly quiet: boolean; readonly verbose: boolean; readonly all: boolean },
): RunTeller {
  const lines: string[] = [];
  const waiting = (): string => lines.join('');
  const idle = (): void => undefined;
  if (quiet) return { progress: () => watchMemory(), note: idle, say: idle, read: idle, end: idle, waiting, isWhole };
  const keep = (text: string): void => void lines.push(showControls(`${text}\n`));
  const { say: sayNow } = session;
  const say = sayNow === undefined ? keep : (text: string): void => sayNow(showControls(`${text}\n`));
  // Models are read, and what is made of them may need much.
  const watching =
    (tell: (text: string) => void) =>
    (text: string): void => {
      watchMemory();
      tell(text);
    };
  if (!verbose) {
    const line = session.startProgress(program);
    let isOver = false;
    // A line that was cleared is not cleared again: its thread has gone.
    const end = (): void => {
      if (!isOver) line.end();
      isOver = true;
    };
    return { progress: watching(line.say), note: keep, say, read: idle, end, waiting, isWhole };
  }
  const files = new Set<string>();
  const read = (path: string): void => {
    if (files.has(path)) return;
    files.add(path);
    say(`${program}: reading ${shortenPath(path, session.folder)}`);
  };
  return { progress: watching(text => say(`${program}: ${text}`)), note: say, say, read, end: idle, waiting, isWhole };
}
