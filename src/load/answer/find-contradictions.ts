import type { AnsweringPlanner } from './answering-planner.ts';
import type { DataReader } from './data-reader.ts';

/**
 * A sentence for each thing that an answer says twice, and not the same: bounds beside those of objectives, cliques
 * that are smaller than the bound that they carry, colours and loads beside the plan. O(size of the answer).
 */
export function findContradictions(
  data: DataReader,
  planner: AnsweringPlanner | undefined,
  plan: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  switch (planner) {
    case 'place':
      return [...compareObjectives(data), ...compareMaps(data), ...compareUse(data, plan)];
    case 'graphcol':
      return [...compareClique(data), ...compareColours(data, plan)];
    case 'multiwaycut':
      return compareGap(data);
    default:
      return [];
  }
}

function compareObjectives(data: DataReader): readonly string[] {
  const all = data.objects('objectives');
  const [said, own] = [data.number('lowerBound'), all[0]?.number('bound')];
  const isOptimal = all.every(one => one.is('proved'));
  const [called, proved] = isOptimal ? ['not optimal', 'all proved'] : ['optimal', 'not all proved'];
  return [
    ...(said === undefined || own === undefined || said === own
      ? []
      : [`the bound is said to be ${said}, and that of the first objective ${own}`]),
    ...(data.has('optimal') && data.is('optimal') !== isOptimal
      ? [`the plan is called ${called}, and its objectives are ${proved}`]
      : []),
  ];
}

/** What `proved` and `certified` say by measures is what objectives say, and gaps are those of value and bound. */
function compareMaps(data: DataReader): readonly string[] {
  const all = data.objects('objectives');
  const faults = all.flatMap((one, i) => {
    const [value = 0, bound = 0, gap] = [one.number('value'), one.number('bound'), one.number('gap')];
    const right = value === 0 ? 0 : (value - bound) / value;
    const said = [gap, ...(i === 0 ? [data.number('gap')] : [])];
    return said.some(it => it !== undefined && Math.abs(it - right) > 1e-6)
      ? [`the gap of objective ${i + 1} is said to be ${said.join(' and ')}, but is ${right}`]
      : [];
  });
  for (const name of ['proved', 'certified']) {
    const map = data.object(name);
    // Of a measure in several objectives the last one counts.
    const right = new Map(all.flatMap(one => (one.object('measures')?.names() ?? []).map(it => [it, one.is(name)])));
    const names = new Set([...right.keys(), ...(map?.names() ?? [])]);
    const wrong = map === undefined ? [] : [...names].filter(it => map.is(it) !== (right.get(it) ?? false));
    faults.push(...wrong.map(it => `${it} is called ${name} in one place, and not in the other`));
  }
  return faults;
}

function compareGap(data: DataReader): readonly string[] {
  const [links = 0, bound = 0, gap] = [data.number('links'), data.number('lowerBound'), data.number('gap')];
  const right = data.is('optimal') ? 0 : (links - bound) / Math.max(1, bound);
  const proved = data.object('proved');
  return [
    ...(gap === undefined || Math.abs(gap - right) <= 1e-6 ? [] : [`the gap is said to be ${gap}, but is ${right}`]),
    ...(proved?.has('links') === true && proved.is('links') !== data.is('optimal')
      ? ['links are called the fewest in one place, and not in the other']
      : []),
  ];
}

/** How many replicas each target is said to have, beside the plan. */
function compareUse(data: DataReader, plan: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const used = data.object('usedTargets');
  if (used === undefined) return [];
  const counts = new Map<string, number>();
  for (const target of [...plan.values()].flat()) counts.set(target, (counts.get(target) ?? 0) + 1);
  return [...new Set([...used.names(), ...counts.keys()])].flatMap(target => {
    const [said, is] = [used.object(target)?.number('replicas') ?? 0, counts.get(target) ?? 0];
    return said === is ? [] : [`target "${target}" is said to have ${said} services, but has ${is}`];
  });
}

function compareClique(data: DataReader): readonly string[] {
  const [bound = 0, clique] = [data.number('lowerBound'), data.texts('clique')];
  if (data.text('boundBy') !== 'clique' || clique.length >= bound) return [];
  return [`the bound ${bound} is said to be by a clique, which has ${clique.length}`];
}

/** Services with one colour are on one target, and those with two on two. */
function compareColours(data: DataReader, plan: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const colours = data.object('assignment');
  const targetOf = new Map<number, string>();
  const colourOf = new Map<string, number>();
  return (colours?.names() ?? []).flatMap(service => {
    const [colour, target] = [colours?.number(service) ?? -1, plan.get(service)?.[0] ?? ''];
    const isSame = (targetOf.get(colour) ?? target) === target && (colourOf.get(target) ?? colour) === colour;
    targetOf.set(colour, target);
    colourOf.set(target, colour);
    return isSame ? [] : [`the colour of "${service}" is not that of "${target}"`];
  });
}
