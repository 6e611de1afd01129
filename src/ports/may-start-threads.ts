import type { Diagnostic } from '../base/diagnostic.ts';

/** Whether this process may start threads: Node's permissions (`--permission`) can forbid it. */
export function mayStartThreads(): boolean {
  return process.permission?.has('worker') ?? true;
}

/** Said where there is no going on without a thread. */
export const noThread: Diagnostic = {
  severity: 'error',
  code: 'no-thread',
  message: 'this needs a thread of its own, and the permissions that Node was started with allow none',
  hint: 'add --allow-worker to them',
};
