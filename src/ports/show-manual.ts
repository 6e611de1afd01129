import { spawnSync } from 'node:child_process';

/**
 * Shows a manual page (roff, byte string) on the terminal, as man does: laid out, and through its pager. False where
 * there is no man that can.
 */
export function showManual(page: string): boolean {
  const { status } = spawnSync('man', ['-l', '-'], {
    input: Buffer.from(page, 'latin1'),
    stdio: ['pipe', 'inherit', 'ignore'],
  });
  return status === 0;
}
