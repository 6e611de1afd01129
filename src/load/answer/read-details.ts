import type { ClaimedDetails } from '../../verify/answer/claimed-details.ts';
import type { AnsweringPlanner } from './answering-planner.ts';
import type { DataReader } from './data-reader.ts';

/** What an answer says of its plan beside measures and bounds. O(size of the answer). */
export function readDetails(data: DataReader, planner: AnsweringPlanner): ClaimedDetails {
  switch (planner) {
    case 'multiwaycut':
      return {
        dependencies: data.number('dependencies'),
        networkDependencies: data.number('networkDependencies'),
        networkLinks: data.has('networkLinks') ? data.objects('networkLinks').map(readLink) : undefined,
      };
    case 'minsetcover':
      return { used: data.texts('targets') };
    case 'place':
      return readPlaced(data);
    default:
      return {};
  }
}

function readPlaced(data: DataReader): ClaimedDetails {
  const loads = data.object('loads');
  const used = data.object('usedTargets');
  return {
    aims: data.objects('objectives').map(one => numbersOf(one.object('measures'))),
    linkLevels: data.has('linkLevels') ? data.objects('linkLevels').map(readLevel) : undefined,
    loads: loads && new Map(loads.names().map(name => [name, mapOf(loads.object(name), readLoad)])),
    moved: data.has('moved') ? data.objects('moved').map(readMove) : undefined,
    costs:
      used &&
      new Map(
        used.names().flatMap(name => {
          const cost = used.object(name)?.number('cost');
          return cost === undefined ? [] : [[name, cost] as const];
        }),
      ),
    used: used?.names(),
  };
}

function numbersOf(data: DataReader | undefined): ReadonlyMap<string, number> {
  return new Map((data?.names() ?? []).map(name => [name, data?.number(name) ?? Number.NaN]));
}

function mapOf<T>(data: DataReader | undefined, read: (one: DataReader) => T): ReadonlyMap<string, T> {
  return new Map(
    (data?.names() ?? []).flatMap(name => {
      const one = data?.object(name);
      return one === undefined ? [] : [[name, read(one)] as const];
    }),
  );
}

function readLevel(data: DataReader) {
  return {
    ...{ level: data.text('level'), count: data.number('count') ?? Number.NaN },
    ...{ weight: data.number('weight') ?? Number.NaN, cost: data.number('cost') ?? Number.NaN },
  };
}

function readLoad(data: DataReader) {
  return {
    ...{ used: data.number('used') ?? Number.NaN, have: data.number('have') ?? Number.NaN },
    ...{
      comfortable: data.number('comfortable'),
      whileMoving: data.number('whileMoving'),
      share: data.number('share'),
    },
  };
}

function readMove(data: DataReader) {
  return {
    ...{ service: data.text('service') ?? '', from: data.text('from') ?? '', to: data.text('to') ?? '' },
    ...{ stateful: data.is('stateful'), weight: data.number('weight') ?? Number.NaN },
  };
}

function readLink(data: DataReader) {
  const together = data.object('together');
  return {
    ...{ from: data.text('from') ?? '', to: data.text('to') ?? '' },
    ...{ fromTarget: data.text('fromTarget') ?? '', toTarget: data.text('toTarget') ?? '' },
    ...{ weight: data.number('weight') ?? Number.NaN, reason: data.text('reason') ?? '' },
    together: together && {
      target: together.text('target') ?? '',
      extraWeight: together.number('extraWeight') ?? Number.NaN,
      extraLinks: together.number('extraLinks') ?? Number.NaN,
    },
  };
}

/** Members whose word is recounted, or that say nothing of the plan. */
const looked: Readonly<Record<AnsweringPlanner, readonly string[]>> = {
  multiwaycut: [
    ...['links', 'totalLinks', 'networkDependencies', 'dependencies', 'targets', 'moves', 'lowerBound', 'gap'],
    ...['optimal', 'proved', 'certified', 'networkLinks'],
  ],
  place: [
    ...['links', 'targets', 'cost', 'moves', 'load', 'balance', 'wishes', 'lowerBound', 'gap', 'optimal', 'proved'],
    ...['certified', 'objectives', 'linkLevels', 'loads', 'usedTargets', 'moved'],
  ],
  graphcol: ['colours', 'lowerBound', 'boundBy', 'optimal', 'certified', 'clique', 'assignment'],
  minsetcover: ['cost', 'lowerBound', 'optimal', 'certified', 'targets'],
  divide: [],
};
const always = ['certificate', 'containers', 'distribution', 'findings', 'interrupted', 'version'];

/** What an answer says that nobody can count again from the models, such as how long the search took: a sentence. */
export function listUnseen(data: DataReader, planner: AnsweringPlanner): readonly string[] {
  const seen = new Set([...always, ...looked[planner]]);
  const isSaid = (name: string): boolean => name !== 'wishesNotMet' || data.objects(name).length > 0;
  const unseen = data.names().filter(name => !seen.has(name) && isSaid(name));
  return unseen.length === 0 ? [] : [`what the answer says of ${unseen.sort().join(', ')}`];
}
