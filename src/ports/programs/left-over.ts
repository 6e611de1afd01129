/**
 * A program that outlives who started it: whoever was to end it in time was killed. It goes on with what it does, so
 * that the next one that would do the same has to wait for its end.
 *
 * It is noted before it starts, and then it says itself who it is (`start-noted.bash`), before it does anything else,
 * in a file `NOTE.pid`. Who finds a note of a start makes that file, too: only one of them can. So it is known for sure
 * whether it runs, at whatever moment who started it was killed.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { uptime } from 'node:os';
import { InputError } from '../../base/diagnostic.ts';
import { cannotWrite } from '../disk/cannot-write.ts';
import { onDisk } from '../disk/disk-path.ts';
import { unlessMissing } from '../disk/look-at.ts';
import {
  identityOf,
  ownIdentity,
  type ProcessState,
  processNumber,
  stateOf,
  withNumber,
} from '../disk/process-identity.ts';
import { removeFile } from '../disk/remove-file.ts';
import { replaceFile } from '../disk/replace-file.ts';
import { removeIfAllowed } from '../disk/temporary-files.ts';
import { pause } from '../pause.ts';
import { grace, signalGroup } from './signal-group.ts';

/** Milliseconds between two looks. */
const patience = 100;

/** Milliseconds since this machine was started: a clock that nobody sets. */
export function sinceBoot(): number {
  return Math.round(1000 * uptime());
}

/**
 * Notes that a program is about to be started, and when it is to have ended.
 * @param deadline by `sinceBoot`
 * @throws InputError where it cannot be noted: then it must not be started
 */
export function noteStart(file: string, deadline: number): void {
  forgetLeftOver(file);
  replaceFile(file, `starting ${ownIdentity()}\n${deadline}\n`);
}

/** Notes which process it is, once it runs. It has said so itself; this tells it from a later one with its number. */
export function noteLeftOver(file: string, pid: number, deadline: number): void {
  try {
    replaceFile(file, `${identityOf(pid)}\n${deadline}\n`);
  } catch {
    // What it said itself is there.
  }
}

/** There is nothing to wait for any more. */
export function forgetLeftOver(file: string): void {
  for (const suffix of ['', '.pid']) removeIfAllowed(`${file}${suffix}`);
}

/**
 * Waits until the program that a file tells of has ended. One that should have ended long ago is ended, with what it
 * started; where it cannot be told whether one runs (it is on another machine), nothing is.
 * @param seconds how long to wait
 * @throws InputError when the time is over, or when it cannot be read which program that is
 */
export function waitForLeftOver(file: string, seconds: number): void {
  const note = readNote(file);
  if (note === undefined) return;
  const { deadline } = note;
  const identity = note.isStarting ? identityOfStarted(file, note.identity) : note.identity;
  const end = performance.now() + 1000 * seconds;
  let isAsked = false;
  const look = (): ProcessState => (identity === undefined ? 'dead' : stateOf(identity));
  for (let found = look(); identity !== undefined && found !== 'dead'; found = look()) {
    const late = found === 'alive' ? sinceBoot() - deadline : 0;
    if (late > 0) signalGroup(Number(processNumber(identity).pid), isAsked && late > grace ? 'SIGKILL' : 'SIGTERM');
    isAsked ||= late > 0;
    if (!isAsked && performance.now() >= end) throw stillRuns(file, identity, found);
    pause(patience);
  }
  removeFile(file);
  forgetLeftOver(file);
}

/** What stands in the place of a process where none is to begin any more. */
const nobody = 'nobody';

interface LeftOverNote {
  /** Whose process it is; while it is starting, that of who started it. */
  readonly identity: string;
  readonly isStarting: boolean;
  readonly deadline: number;
}

/** Which process became of a start; undefined where none did, and none will any more. */
function identityOfStarted(file: string, starter: string): string | undefined {
  // Where it cannot be told what runs on that machine, it is left alone.
  if (stateOf(starter) === 'unknown') return starter;
  if (makeFirst(`${file}.pid`)) return undefined;
  for (let waited = 0; ; waited += patience) {
    const pid = readText(`${file}.pid`)?.trim() ?? nobody;
    if (pid === nobody) return undefined;
    if (pid !== '') return withNumber(starter, pid);
    // It is written as soon as it is made; one that stays empty is of somebody who was ended within that.
    if (waited >= grace) return undefined;
    pause(patience);
  }
}

/** Makes a file; whether there was none. @throws InputError where it cannot be made */
function makeFirst(file: string): boolean {
  try {
    writeFileSync(onDisk(file), nobody, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw cannotWrite(file, error);
  }
}

function readNote(file: string): LeftOverNote | undefined {
  const text = readText(file);
  if (text === undefined) return undefined;
  const [first = '', deadline] = text.split('\n');
  const [, isStarting, identity = ''] = /^(starting )?(.*)$/s.exec(first) ?? [];
  return { identity, isStarting: isStarting !== undefined, deadline: Number(deadline) };
}

/** Undefined where there is no such file. @throws InputError where it cannot be told */
function readText(file: string): string | undefined {
  return unlessMissing(file, () => readFileSync(onDisk(file), 'latin1'));
}

function stillRuns(file: string, identity: string, found: ProcessState): InputError {
  const { pid, host } = processNumber(identity);
  const isHere = found === 'alive';
  const message = isHere
    ? `a deployment that was left behind still runs: process ${pid}`
    : `a deployment was left behind: ${pid === '' ? 'it is not known by whom' : `process ${pid} on ${host}`}`;
  const hint = isHere
    ? 'wait until it is done; it is ended when its time is over'
    : 'whether it still runs cannot be told from here; if it does not, remove the file';
  return new InputError([{ severity: 'error', code: 'locked', message, file, hint }]);
}
