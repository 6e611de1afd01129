import type { LoadedModels } from '../load-models.ts';
import { readModelText } from '../read-data.ts';
import type { World } from '../world.ts';
import { DataReader } from './data-reader.ts';

/** What a planner said of a plan, and of all other plans. */
export interface PlanProof {
  /** No plan has links of less weight; undefined where nobody says so. */
  readonly bound: number | undefined;
  /** Whether no plan has less than this one. */
  readonly optimal: boolean;
  /** All of it, a sentence each, without full stops. */
  readonly proof: readonly string[];
}

/**
 * What stands beside a plan in an object of `--json`: bounds, and how they are known. It is passed on, not checked:
 * that is what `verify` is for. Undefined where the file is of another form, or says nothing. O(length).
 */
export function readProof(file: string, { evaluator }: LoadedModels, world: World): PlanProof | undefined {
  const text = readModelText(file, evaluator, world);
  if (text?.form !== 'json') return undefined;
  const data = DataReader.of(text.name, text.text);
  const isKnown = data.has('objectives') || (data.has('totalLinks') && data.has('lowerBound'));
  if (!isKnown) return undefined;
  const known = data.has('objectives') ? readObjectives(data) : readLinks(data);
  return data.text('endedBy') === 'clock' ? { ...known, proof: [...known.proof, endedByClock] } : known;
}

const endedByClock = 'the clock ended the search before its work was done: another run may find another plan';

function readObjectives(data: DataReader): PlanProof {
  const told = data.objects('objectives').map(one => {
    const measures = one.object('measures');
    const names = measures?.names() ?? [];
    const summands = names.map(name => (measures?.number(name) === 1 ? name : `${measures?.number(name)} ${name}`));
    const [value, bound, by] = [one.number('value'), one.number('bound'), one.text('boundBy')];
    const isProved = one.is('proved');
    return { isLinks: names.join() === 'links', sum: summands.join(' + '), value, bound, by, isProved };
  });
  const [first] = told;
  return {
    bound: first?.isLinks ? first.bound : undefined,
    optimal: first?.isLinks === true && first.isProved,
    proof: told.map(({ sum, value, bound, by, isProved }) => {
      const known = isProved ? 'no plan has less' : `no plan has less than ${bound}`;
      const after = told[0]?.sum === sum ? '' : ' that is as good in the objectives before';
      return `${sum} ${value}: ${known}${after}${describeSource(by)}`;
    }),
  };
}

function readLinks(data: DataReader): PlanProof {
  const proved = data.object('proved');
  const bound = data.number('lowerBound');
  const optimal = data.is('optimal');
  const further = (['targets', 'moves'] as const).map(name => {
    const known = proved?.is(name) ? 'no plan with so few links has less' : 'whether a plan has less is not known';
    return `${name} ${data.number(name)}: ${known}`;
  });
  const known = optimal ? 'no plan has less' : `no plan has less than ${bound}`;
  const method = data.text('method');
  return {
    bound,
    optimal,
    proof: [
      `links ${data.number('links')}: ${known}`,
      ...further,
      ...(method === undefined ? [] : [`found by ${method}`]),
    ],
  };
}

/** Bounds by a search have nothing that could be checked without searching again. */
function describeSource(by: string | undefined): string {
  if (by === undefined || by === 'nothing') return '';
  return by === 'search' ? ' (by a complete search, not certified)' : ` (by a certificate: ${by})`;
}
