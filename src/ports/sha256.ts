import { createHash } from 'node:crypto';

/** SHA-256 of a byte string, in base64. */
export function sha256(bytes: string): string {
  return createHash('sha256').update(bytes, 'latin1').digest('base64');
}
