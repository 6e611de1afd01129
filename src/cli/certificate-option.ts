import { resolvePath } from '../base/path.ts';
import type { World } from '../load/world.ts';
import { type AnyPlacePlan, listPrices } from '../plan/index.ts';
import { writeCertificate, writeNoCertificate, writePlaceCertificate } from '../write/certificate.ts';
import type { JsonObject } from '../write/json.ts';
import type { Outcome } from './command.ts';
import type { OptionTable } from './option-table.ts';
import { isStandardOutput } from './outputs.ts';
import { usageError } from './usage.ts';

/** `--certificate`: what proves the bound of a plan on its links, as a file that `dydisnix verify` recounts. */
export const certificateOption = {
  certificate: {
    kind: 'output',
    content: 'certificate',
    summary: 'write what proves the bound on links to this file: dydisnix verify recounts it (docs/verify.md)',
  },
} as const satisfies OptionTable;

interface Given {
  readonly certificate: string | undefined;
  readonly outputFile: string | undefined;
}

/** The member of an answer that names its certificate. */
export function nameCertificate({ certificate }: Pick<Given, 'certificate'>): JsonObject {
  return certificate === undefined ? {} : { certificate };
}

/**
 * The file that `--certificate` asks for, beside what else is written.
 * @throws UserError where the file is not one of its own
 */
export function addCertificate(
  outcome: Outcome,
  plan: AnyPlacePlan,
  { certificate, outputFile }: Given,
  world: World,
): Outcome {
  if (certificate === undefined) return outcome;
  const path = resolvePath(world.folder, certificate);
  const isResult = outputFile !== undefined && resolvePath(world.folder, outputFile) === path;
  if (isResult || isStandardOutput(certificate)) {
    const message = isResult ? '--certificate and --output-file name the same file' : 'standard output has the result';
    throw usageError(message, 'give the certificate a file of its own');
  }
  return {
    ...outcome,
    files: [...(outcome.files ?? []), { path, bytes: writeProof(plan), content: 'certificate' }],
  };
}

function writeProof(plan: AnyPlacePlan): string {
  if (plan.by === 'cut') return writeCertificate(plan.shares());
  const prices = listPrices(plan);
  return prices === undefined ? writeNoCertificate() : writePlaceCertificate(prices);
}
