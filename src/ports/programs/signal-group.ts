/** Milliseconds between asking a program to end and ending it. */
export const grace = 5000;

/** To a program that has a process group of its own, and to what it started; undefined where it never began. */
export function signalGroup(pid: number | undefined, signal: 'SIGTERM' | 'SIGKILL'): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch {
    // It is gone already.
  }
}

/** Asks a program and what it started to end, and ends them when they take too long. */
export function endGroup(pid: number | undefined): void {
  signalGroup(pid, 'SIGTERM');
  setTimeout(() => signalGroup(pid, 'SIGKILL'), grace).unref();
}
