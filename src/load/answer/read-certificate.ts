import { InputError } from '../../base/diagnostic.ts';
import type { LinkShares } from '../../verify/link-shares.ts';
import type { CertifiedProblem, CertifiedRule, PlaceCertificate } from '../../verify/place-certificate.ts';
import type { LoadedModels } from '../load-models.ts';
import { readModelText } from '../read-data.ts';
import type { World } from '../world.ts';
import { DataReader } from './data-reader.ts';

/** What proves the bound of an answer: by links alone, or under a policy. */
export interface ReadCertificate {
  readonly shares?: LinkShares;
  readonly prices?: PlaceCertificate;
}

/**
 * Reads a certificate that a planner wrote.
 * @throws UserError where it cannot be read, or is none
 */
export function readCertificate(file: string, models: LoadedModels, world: World): ReadCertificate {
  const text = readModelText(file, models.evaluator, world);
  const data = text?.form === 'json' ? DataReader.of(text.name, text.text) : undefined;
  const [unit, sum] = [data?.number('unit'), data?.number('sum')];
  switch (data?.text('kind')) {
    case 'shares':
      if (unit !== undefined && sum !== undefined) return { shares: { unit, sum, links: data.lists('links') } };
      break;
    case 'prices': {
      const prices = readPrices(data);
      if (prices !== undefined) return { prices };
      break;
    }
    case 'none':
      return {};
  }
  const message = `"${file}" is no certificate of a planner`;
  throw new InputError([{ severity: 'error', code: 'answer', message, file }]);
}

function readPrices(data: DataReader): PlaceCertificate | undefined {
  const [problem, shares, fillings] = [data.object('problem'), data.object('shares'), data.object('fillings')];
  if (problem === undefined || shares === undefined) return undefined;
  const count = (from: DataReader, name: string): number => from.number(name) ?? Number.NaN;
  const floats = (name: string): Float64Array => Float64Array.from(data.numbers(name));
  const tables = (name: string): readonly Float64Array[] => data.lists(name).map(list => Float64Array.from(list));
  return {
    problem: readProblem(problem),
    shares: {
      unit: count(shares, 'unit'),
      divisors: shares.numbers('divisors'),
      lower: floats('lower'),
      labelPrices: floats('labelPrices'),
      priceUnit: count(shares, 'priceUnit'),
      rowPrices: floats('rowPrices'),
      movePrice: count(shares, 'movePrice'),
      crowdPrices: tables('crowdPrices'),
      crowdResources: shares.numbers('crowdResources'),
      crowdLinks: count(shares, 'crowdLinks'),
      chainLinks: count(shares, 'chainLinks'),
      collected: count(shares, 'collected'),
    },
    fillings: fillings && {
      unit: count(fillings, 'unit'),
      prices: tables('placePrices'),
      rowPrices: floats('fillingRowPrices'),
      movePrice: count(fillings, 'movePrice'),
      parts: floats('parts'),
      most: tables('most'),
      collected: count(fillings, 'collected'),
    },
  };
}

function readProblem(data: DataReader): CertifiedProblem {
  return {
    targets: data.texts('targets'),
    services: data.texts('services'),
    resources: data.objects('resources').map(one => {
      const [over = 0n, under = 0n] = one.texts('unit').map(text => (/^\d{1,400}$/.test(text) ? BigInt(text) : 0n));
      return { name: one.text('name') ?? '', over, under };
    }),
    zones: data.lists('zones'),
    levels: data.numbers('levels'),
    costs: data.numbers('costs'),
    rules: data.objects('rules').map(readRule),
  };
}

const kinds = ['apart', 'together', 'spread', 'skew', 'near'] as const;

/** One of another kind is none that anybody asked: it is refused with that. */
function readRule(data: DataReader): CertifiedRule {
  return {
    kind: kinds.find(kind => kind === data.text('kind')) ?? 'apart',
    nodes: data.numbers('nodes'),
    way: data.number('way') ?? -1,
    ...(data.has('to') ? { to: data.numbers('to') } : {}),
    ...(data.has('free') ? { free: data.numbers('free') } : {}),
    least: data.number('least'),
    most: data.number('most'),
  };
}
