import { toBytes } from '../../base/bytes.ts';
import { buildApplicationHostGraph, buildResolvedMultiwayCutGraph } from '../../graph/application-host-graph.ts';
import { buildColouringGraph, buildResolvedColouringGraph } from '../../graph/colouring-graph.ts';
import { buildDistributionGraph } from '../../graph/distribution-graph.ts';
import { listServiceLinks } from '../../graph/service-links.ts';
import type { Distribution } from '../../model/distribution.ts';
import type { IdAssignments } from '../../model/ids.ts';
import type { GraphColPlan } from '../../plan/graphcol.ts';
import type { MultiwayCutPlan } from '../../plan/multiwaycut.ts';
import type { ColouringStep } from '../../plan/trace-colouring.ts';
import type { IsolationTrace } from '../../plan/trace-isolation.ts';
import type { Section } from './page.ts';
import type { Row, Table } from './table.ts';
import { draw, type WalkModels } from './walk-models.ts';

const heavy = toBytes('n²');

/** How the reliable plan came about, what it is, and the proof. */
export function describeReliablePlan(
  models: WalkModels,
  plan: Extract<MultiwayCutPlan, { kind: 'planned' }>,
  trace: IsolationTrace,
): Section[] {
  const { services, infrastructure, candidates } = models;
  const { solution, distribution } = plan;
  const resolved = buildResolvedMultiwayCutGraph(services, infrastructure, candidates, distribution, models.weightOf);
  return [
    {
      id: 'cuts',
      title: '4. The problem and its cuts',
      paragraphs: [
        `The application-host graph holds the whole problem: an edge of weight 1 (or more) between services that talk to each other, an edge of weight ${heavy} between a service and each of its candidates. The fewest network links are the lightest set of edges whose removal separates the hosts: a multiway cut.`,
        'The approximation of Dahlhaus et al. finds for each host the cheapest cut that separates it from all other hosts, leaves out the heaviest cut, and makes the others. Where services have many candidates it says little about network links; the plan in the next section is searched for and proved in another way.',
      ],
      pictures: [
        {
          caption: 'The application-host graph',
          picture: draw(buildApplicationHostGraph(services, infrastructure, candidates, models.weightOf)),
        },
      ],
      steps: { caption: 'The approximation, step by step', steps: describeCuts(trace) },
      tables: [],
    },
    {
      id: 'reliable',
      title: '5. The reliable plan',
      paragraphs: [
        'What is left of the problem graph when the cut edges are gone: each service with its host. Targets without services stand alone.',
      ],
      facts: [
        ['Network links', `${solution.links} of ${solution.totalLinks}`],
        ['No plan has fewer than', String(solution.lowerBound)],
        ['Gap', solution.optimal ? '0: this is the optimum' : String(solution.links - solution.lowerBound)],
        ['Targets used', String(solution.targets)],
        ['Found by', solution.method],
      ],
      pictures: [
        { caption: 'The resolved graph', picture: draw(resolved) },
        {
          caption: 'The distribution: network links thick and red with their weight, local dependencies thin and grey',
          picture: draw(buildDistributionGraph(services, infrastructure, distribution, models.weightOf)),
        },
      ],
      tables: [distributionTable('The reliable plan', distribution), linksTable(models, distribution)],
    },
  ];
}

function describeCuts({ candidateWeight, cuts, dropped, orphans }: IsolationTrace) {
  const steps = cuts.map(({ target, weight, services }) => ({
    text: `Isolate ${target}: the cut weighs ${weight} and keeps ${services.length === 0 ? 'no service' : services.join(', ')} at ${target}.`,
    marks: [target, ...services],
  }));
  if (dropped !== undefined) {
    steps.push({ text: `Leave out the heaviest cut, that of ${dropped}, and make the others.`, marks: [dropped] });
  }
  if (orphans.length > 0) {
    const text = `${orphans.join(', ')}: left without a host, and put on the first candidate.`;
    steps.push({ text, marks: [...orphans] });
  }
  return [{ text: `An edge to a candidate weighs ${candidateWeight}.`, marks: [] }, ...steps];
}

function distributionTable(caption: string, { mappings }: Distribution): Table {
  const rows = [...mappings].map(([key, places]): Row => {
    const targets = places.map(({ target, container }) =>
      container === undefined ? target : `${target} (${container})`,
    );
    return { names: [key, ...places.map(({ target }) => target)], cells: [key, targets.join(', ')] };
  });
  return { caption, columns: ['Service', 'Target'], rows };
}

function linksTable({ services }: WalkModels, { mappings }: Distribution): Table {
  const targetsOf = (key: string) => (mappings.get(key) ?? []).map(({ target }) => target);
  const rows = listServiceLinks(services).flatMap(([a, b]): Row[] => {
    const [from, to] = [targetsOf(a), targetsOf(b)];
    if (from.length === 0 || to.length === 0 || from.some(target => to.includes(target))) return [];
    return [{ names: [a, b], cells: [a, from.join(', '), b, to.join(', ')] }];
  });
  return { caption: 'The network links that remain', columns: ['Service', 'on', 'talks to', 'on'], rows };
}

/** The opposite plan: every dependency a network link. */
export function describeFragilePlan(models: WalkModels, plan: GraphColPlan, trace: readonly ColouringStep[]): Section {
  const { solution, clique, distribution, targets } = plan;
  const named = (colour: number) => (targets[colour] === undefined ? `${colour}` : `${colour} (${targets[colour]})`);
  const steps = trace.map(({ service, saturation, colour }) => ({
    text: `${service}: its neighbours have ${saturation} ${saturation === 1 ? 'colour' : 'colours'}; it gets colour ${named(colour)}.`,
    marks: [service],
  }));
  const resolved = distribution && {
    caption: 'The coloured graph',
    picture: draw(buildResolvedColouringGraph(models.services, plan)),
  };
  return {
    id: 'fragile',
    title: '6. The fragile plan',
    paragraphs: [
      'The opposite wish, for testing: every dependency a network link, on as few targets as possible. That is a graph colouring; targets are colours. DSATUR colours next the service whose neighbours have the most colours already.',
      ...(distribution ? [] : ['There are too few targets for such a plan.']),
    ],
    facts: [
      ['Colours (targets) used', String(solution.count)],
      ['No colouring has fewer than', String(solution.lowerBound)],
      ['Gap', solution.optimal ? '0: this is the optimum' : String(solution.count - solution.lowerBound)],
      ['All talk to each other', clique.join(', ')],
    ],
    pictures: resolved
      ? [resolved]
      : [{ caption: 'The graph to be coloured', picture: draw(buildColouringGraph(models.services)) }],
    steps: { caption: 'DSATUR, step by step', steps },
    tables: distribution ? [distributionTable('The fragile plan', distribution)] : [],
  };
}

/** The numbers that the services got. */
export function describeIds({ ids }: IdAssignments): Section {
  const pools = [...ids.keys()];
  const services = [...new Set([...ids.values()].flatMap(pool => [...pool.keys()]))].sort((a, b) => (a < b ? -1 : 1));
  const rows = services.map(key => ({
    names: [key],
    cells: [key, ...pools.map(pool => String(ids.get(pool)?.get(key) ?? ''))],
  }));
  return {
    id: 'ids',
    title: '7. Numbers',
    paragraphs: ['Each service gets an id of each pool that it asks for.'],
    pictures: [],
    tables: [{ caption: 'Assigned ids', columns: ['Service', ...pools], rows }],
  };
}
