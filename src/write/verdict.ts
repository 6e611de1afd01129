import { countNouns } from '../base/count-nouns.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import type { Verdict } from '../verify/answer/answer-claim.ts';
import type { JsonObject } from './json.ts';

const ways = {
  counted: 'counted again',
  shares: 'by shares of weight',
  prices: 'by prices and what targets can hold',
  clique: 'by the clique',
  'odd cycle': 'by an odd cycle',
  conflict: 'by the conflict',
  'all plans tried': 'by trying all plans',
  'not certified': 'by search, not certified',
} as const;

/** A line for each thing that an answer says, and how sure it is. */
export function writeVerdict({ certified }: Verdict, beyond: readonly string[]): string {
  const lines = certified.map(({ what, by }) => `${what}: ${ways[by]}`);
  if (beyond.length > 0) lines.push(`not looked at: ${beyond.join(', ')}`);
  return lines.map(line => `${line}\n`).join('');
}

/** The same as data. */
export function verdictToJson({ faults, certified }: Verdict, beyond: readonly string[]): JsonObject {
  return {
    status: faults.length > 0 ? 'refused' : 'verified',
    faults: [...faults],
    certified: certified.map(({ what, by }) => ({ what, by })),
    beyond: [...beyond],
  };
}

/** An error for each fault of an answer. */
export function describeFaults({ faults }: Verdict, file: string): readonly Diagnostic[] {
  return faults.map(message => ({
    severity: 'error',
    code: 'refused',
    message,
    file,
    hint: `the answer does not hold what it says (${countNouns(faults.length, 'fault')}): do not deploy it`,
  }));
}
