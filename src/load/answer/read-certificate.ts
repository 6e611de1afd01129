import { InputError } from '../../base/diagnostic.ts';
import type { LinkShares } from '../../verify/link-shares.ts';
import type { LoadedModels } from '../load-models.ts';
import { readModelText } from '../read-data.ts';
import type { World } from '../world.ts';
import { DataReader } from './data-reader.ts';

/**
 * Reads a certificate that a planner wrote.
 * @throws UserError where it cannot be read, or is none
 */
export function readCertificate(file: string, models: LoadedModels, world: World): LinkShares {
  const text = readModelText(file, models.evaluator, world);
  const data = text?.form === 'json' ? DataReader.of(text.name, text.text) : undefined;
  const [unit, sum] = [data?.number('unit'), data?.number('sum')];
  if (data?.text('kind') !== 'shares' || unit === undefined || sum === undefined) {
    const message = `"${file}" is no certificate of a planner`;
    throw new InputError([{ severity: 'error', code: 'answer', message, file }]);
  }
  return { unit, sum, links: data.lists('links') };
}
