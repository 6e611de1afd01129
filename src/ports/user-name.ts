import { userInfo } from 'node:os';
import { toBytes } from '../base/bytes.ts';

/** The name (byte string) of the user that this process runs as; undefined for a user without one. */
export function userName(): string | undefined {
  try {
    return toBytes(userInfo().username);
  } catch {
    return undefined; // Containers run programs as users that no table has.
  }
}
