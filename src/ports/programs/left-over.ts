/**
 * A program that outlives who started it: whoever was to end it in time was killed. It goes on with what it does, so
 * that the next one that would do the same has to wait for its end.
 */
import { readFileSync } from 'node:fs';
import { InputError } from '../../base/diagnostic.ts';
import { onDisk } from '../disk/disk-path.ts';
import { unlessMissing } from '../disk/look-at.ts';
import { identityOf, type ProcessState, processNumber, stateOf } from '../disk/process-identity.ts';
import { removeFile } from '../disk/remove-file.ts';
import { replaceFile } from '../disk/replace-file.ts';
import { pause } from '../pause.ts';
import { grace, signalGroup } from './signal-group.ts';

/** Milliseconds between two looks. */
const patience = 100;

/**
 * Notes that a process was started, and when it is to have ended (milliseconds since 1970). What cannot be noted is no
 * reason not to run it.
 */
export function noteLeftOver(file: string, pid: number, deadline: number): void {
  try {
    replaceFile(file, `${identityOf(pid)}\n${deadline}\n`);
  } catch {
    // Nobody can wait for it then.
  }
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
  const { identity, deadline } = note;
  const end = performance.now() + 1000 * seconds;
  let isAsked = false;
  for (let found = stateOf(identity); found !== 'dead'; found = stateOf(identity)) {
    const late = found === 'alive' ? Date.now() - deadline : 0;
    if (late > 0) signalGroup(Number(processNumber(identity).pid), isAsked && late > grace ? 'SIGKILL' : 'SIGTERM');
    isAsked ||= late > 0;
    if (!isAsked && performance.now() >= end) throw stillRuns(file, identity, found);
    pause(patience);
  }
  removeFile(file);
}

function readNote(file: string): { readonly identity: string; readonly deadline: number } | undefined {
  const text = unlessMissing(file, () => readFileSync(onDisk(file), 'latin1'));
  if (text === undefined) return undefined;
  const [identity = '', deadline] = text.split('\n');
  return { identity, deadline: Number(deadline) };
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
