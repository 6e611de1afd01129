/**
 * What `id-assign` printed, read as data: the ids, and what is said of them; or that pools have too few.
 */
import { InputError } from '../../base/diagnostic.ts';
import type { Findings } from '../../base/findings.ts';
import { isIdsByNames } from '../../model/form/is-ids-file.ts';
import type { ClaimedHolding, IdAnswerClaim } from '../../verify/answer/id-answer-claim.ts';
import type { LoadedModels } from '../load-models.ts';
import { type ModelText, readModelText } from '../read-data.ts';
import { readIds } from '../read-ids.ts';
import { recogniseModel } from '../recognise-model.ts';
import type { World } from '../world.ts';
import { DataReader } from './data-reader.ts';

/**
 * Reads an answer: an object of `--json`, or an ids file in any form, which says nothing of what changed.
 * @throws UserError where it cannot be read
 */
export function readIdAnswer(
  file: string,
  { evaluator }: LoadedModels,
  world: World,
  findings: Findings,
): IdAnswerClaim {
  const text = readModelText(file, evaluator, world);
  const data = text?.form === 'json' ? DataReader.of(text.name, text.text) : undefined;
  if (data?.text('status') === 'impossible') return { ids: undefined, dry: readDry(data) };
  if (data?.has('error') || (data !== undefined && !data.has('ids'))) {
    const message = `"${file}" has no ids that could be checked`;
    const hint = 'give what id-assign --json printed, or the ids file that it wrote';
    throw new InputError([{ severity: 'error', code: 'answer', message, file, hint }]);
  }
  const ids = readIds(file, undefined, world, evaluator, findings);
  const changes = data?.object('changes');
  return {
    ids,
    identity: ids.identity,
    dry: [],
    changes: changes && {
      kept: changes.number('kept') ?? -1,
      changed: changes.objects('changed').map(one => ({
        ...{ service: one.text('service') ?? '', pool: one.text('pool') ?? '' },
        ...{ from: one.number('from') ?? -1, to: one.number('to') ?? -1 },
      })),
      assigned: changes.objects('assigned').map(readHolding),
      released: changes.objects('released').map(readHolding),
    },
    // Beside what changed it is said where there are some.
    foreign: changes === undefined ? undefined : (data?.objects('foreign') ?? []).map(readHolding),
    held: data?.has('held') === true ? data.objects('held').map(readHeld) : undefined,
  };
}

/** Whether a text is an answer with ids, where it is JSON as it was read already. O(length). */
export function tellsIds({ name, text }: ModelText, data: DataReader | undefined): boolean {
  if (data === undefined) return recogniseModel(name, text) === 'ids file';
  const ids = data.object('ids');
  return isIdsByNames(data.names(), () => ids?.names().every(pool => ids.object(pool) !== undefined) === true);
}

function readHolding(data: DataReader): ClaimedHolding {
  return { service: data.text('service') ?? '', pool: data.text('pool') ?? '', id: data.number('id') ?? -1 };
}

function readHeld(data: DataReader) {
  return {
    ...{ pool: data.text('pool') ?? '', service: data.text('service'), container: data.text('container') },
    ...{ from: data.number('from') ?? -1, to: data.number('to') ?? -1, by: data.text('by') ?? '' },
    ...{ targets: data.texts('targets'), barsNewOnly: data.is('barsNewOnly') },
  };
}

function readDry(data: DataReader): IdAnswerClaim['dry'] {
  const pools = data.object('reason')?.objects('pools') ?? [];
  return pools.map(one => ({ pool: one.text('pool') ?? '', services: one.texts('services') }));
}
