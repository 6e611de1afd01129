import type { PlanProof, ProofStatement } from '../../write/plan-proof.ts';
import type { LoadedModels } from '../load-models.ts';
import { readModelText } from '../read-data.ts';
import type { World } from '../world.ts';
import { DataReader } from './data-reader.ts';

/**
 * What stands beside a plan in an object of `--json`: bounds, and how they are known. It is passed on, not checked:
 * that is what `verify` is for. Undefined where the file is of another form, or says nothing. O(length).
 */
export function readProof(file: string, { evaluator }: LoadedModels, world: World): PlanProof | undefined {
  const text = readModelText(file, evaluator, world);
  if (text?.form !== 'json') return undefined;
  const data = DataReader.of(text.name, text.text);
  const isEndedByClock = data.text('endedBy') === 'clock';
  if (data.has('objectives')) return { ...readObjectives(data), method: undefined, isEndedByClock };
  if (!data.has('totalLinks') || !data.has('lowerBound')) return undefined;
  return { ...readLinks(data), method: data.text('method'), isEndedByClock };
}

type Said = Pick<PlanProof, 'bound' | 'optimal' | 'statements'>;

function readObjectives(data: DataReader): Said {
  const statements = data.objects('objectives').map((one, i): ProofStatement => {
    const measures = one.object('measures');
    return {
      measures: (measures?.names() ?? []).map(name => ({ name, weight: measures?.number(name) ?? 1 })),
      ...{ value: one.number('value'), bound: one.number('bound'), isProved: one.is('proved') },
      among: i === 0 ? 'all' : 'as good before',
      by: one.text('boundBy'),
      isCertified: one.has('certified') ? one.is('certified') : undefined,
    };
  });
  const [first] = statements;
  const isLinks = first?.measures.length === 1 && first.measures[0]?.name === 'links';
  return {
    bound: isLinks ? first?.bound : undefined,
    optimal: isLinks && first?.isProved === true,
    statements,
  };
}

function readLinks(data: DataReader): Said {
  const [proved, certified] = [data.object('proved'), data.object('certified')];
  const [bound, optimal] = [data.number('lowerBound'), data.is('optimal')];
  const statements = (['links', 'targets', 'moves'] as const).map((name): ProofStatement => {
    const isFirst = name === 'links';
    return {
      measures: [{ name, weight: 1 }],
      value: data.number(name),
      bound: isFirst ? bound : undefined,
      isProved: isFirst ? optimal : proved?.is(name) === true,
      among: isFirst ? 'all' : 'with so few links',
      by: undefined,
      isCertified: certified?.has(name) ? certified.is(name) : undefined,
    };
  });
  return { bound, optimal, statements };
}
