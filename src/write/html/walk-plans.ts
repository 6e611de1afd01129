import { toBytes } from '../../base/bytes.ts';
import { countNouns } from '../../base/count-nouns.ts';
import { nameSome } from '../../base/name-some.ts';
import { sortNames } from '../../base/order.ts';
import { buildDistributionGraph } from '../../graph/distribution-graph.ts';
import {
  drawColouringProblem,
  drawPlacementProblem,
  drawResolvedColouring,
  drawResolvedPlacement,
} from '../../graph/draw-problem.ts';
import type { Distribution } from '../../model/distribution.ts';
import type { IdAssignments } from '../../model/ids.ts';
import type { IdPlan } from '../../plan/assign-ids.ts';
import { explainLinks } from '../../plan/explain-links.ts';
import type { GraphColPlan } from '../../plan/graphcol.ts';
import type { MultiwayCutPlan } from '../../plan/multiwaycut.ts';
import type { Outcome } from '../../plan/planner.ts';
import { type Reason, servicesOf } from '../../plan/reason.ts';
import type { ColouringStep } from '../../plan/trace-colouring.ts';
import type { ExpansionTrace } from '../../plan/trace-expansion.ts';
import type { IsolationTrace } from '../../plan/trace-isolation.ts';
import type { PlacementProgress, PlacementSolution } from '../../solve/index.ts';
import { explainColouringBound } from '../colouring-report.ts';
import { formatGap, reasonOf } from '../placement-report.ts';
import { describeReason } from '../reasons/reason.ts';
import type { Section } from '../section.ts';
import type { Row, Table } from './table.ts';
import type { WalkModels } from './walk-models.ts';

const heavy = toBytes('n²');

/** How the reliable plan came about, what it is, and the proof. */
export function describeReliablePlan(
  models: WalkModels,
  plan: MultiwayCutPlan,
  isolation: IsolationTrace,
  expansion: ExpansionTrace,
  progress: readonly PlacementProgress[],
): Section[] {
  const { services, infrastructure } = models;
  const { proof: solution, distribution, problem, resolved } = plan;
  return [
    {
      id: 'cuts',
      title: 'The problem and how it is solved',
      paragraphs: [
        `The application-host graph holds the whole problem: an edge of weight 1 (or more) between services that talk to each other, an edge of weight ${heavy} between a service and each of its candidates. The fewest network links are the lightest set of edges whose removal separates the hosts: a multiway cut.`,
        'The approximation of Dahlhaus et al. finds for each host the cheapest cut that separates it from all other hosts, leaves out the heaviest cut, and makes the others. Where services have many candidates it says little about network links.',
        'Expansion counts the network links themselves: one target after the other takes all those services at once whose move there saves most, until no target gains any more. The solver makes such moves from several starts; shown is the first, with each service where it saves most by itself.',
      ],
      pictures: [
        {
          name: 'multiwaycut-problem',
          caption: 'The application-host graph',
          drawing: drawPlacementProblem(problem, infrastructure),
        },
      ],
      steps: [
        { caption: 'Isolating cuts, target by target', steps: describeCuts(isolation) },
        { caption: 'Expansion, round by round', steps: describeExpansion(expansion) },
      ],
      tables: [],
    },
    {
      id: 'reliable',
      title: 'The reliable plan',
      paragraphs: [
        'What is left of the problem graph when the cut edges are gone: each service with its host. Targets without services stand alone.',
        explainBound(solution),
      ],
      facts: [
        ['Network links', `${solution.links} of ${solution.totalLinks}`],
        ['No plan has fewer than', String(solution.lowerBound)],
        [
          'Gap',
          solution.optimal
            ? '0: this is the optimum'
            : `${solution.links - solution.lowerBound} (${formatGap(solution.links, solution.lowerBound)} %)`,
        ],
        ['Targets used', `${solution.labels}${solution.proved.labels ? ': as few as possible' : ''}`],
        ['Found by', solution.method],
      ],
      pictures: [
        {
          name: 'multiwaycut-resolved',
          caption: 'The resolved graph',
          drawing: drawResolvedPlacement(resolved, infrastructure),
        },
        {
          name: 'distribution',
          caption:
            'The distribution: network links red, with their weight where there is room; local dependencies grey',
          drawing: buildDistributionGraph(services, infrastructure, distribution, models.weightOf),
        },
      ],
      tables: [
        distributionTable('The reliable plan, service by service', distribution),
        linksTable(plan),
        progressTable(progress),
      ],
    },
  ];
}

/** Where the bound comes from, in a sentence or two. */
function explainBound({ lowerBound, links, optimal, boundBySearch, method }: PlacementSolution): string {
  if (lowerBound === 0) return 'No plan has fewer network links than none.';
  const searched = /integer programming/.test(method) ? 'integer programming' : 'a complete search';
  const shared =
    'shares of weight: the weight of each dependency is shared out between its ends for each target that both may take, and no service can collect more than its best target gives';
  const from =
    boundBySearch === 0 ? shared : boundBySearch >= lowerBound ? searched : `${shared}; ${searched} adds to it`;
  const gap = optimal ? 'so nobody can do better' : `so the plan is at most ${links - lowerBound} above the best one`;
  return `Every plan has network links of weight ${lowerBound} or more, ${gap}. The proof: ${from}.`;
}

function describeCuts({ candidateWeight, cuts, dropped, orphans }: IsolationTrace) {
  const steps = cuts.map(({ target, weight, services }) => ({
    text: `Isolate ${target}: the cut weighs ${weight} and keeps ${nameSome(services, mostNames) || 'no service'} at ${target}.`,
    marks: [target, ...services],
  }));
  if (dropped !== undefined) {
    steps.push({ text: `Leave out the heaviest cut, that of ${dropped}, and make the others.`, marks: [dropped] });
  }
  if (orphans.length > 0) {
    const text = `${nameSome(orphans, mostNames)}: left without a host, and put on the first candidate.`;
    steps.push({ text, marks: [...orphans] });
  }
  return [{ text: `An edge to a candidate weighs ${candidateWeight}.`, marks: [] }, ...steps];
}

function describeExpansion({ start, rounds, end, finished }: ExpansionTrace) {
  const steps = rounds.map(({ target, services, before, after }) => ({
    text: `${target} expands: ${nameSome(services, mostNames)} ${services.length === 1 ? 'moves' : 'move'} there; network links from ${before} to ${after}.`,
    marks: [target, ...services],
  }));
  const last = finished ? `No target gains any more: ${end}.` : `Time was over at ${end}.`;
  const first = `Each service where it saves most by itself: network links of weight ${start}.`;
  return [{ text: first, marks: [] }, ...steps, { text: last, marks: [] }];
}

/** So many names stand in a step; of more the number is told. */
const mostNames = 40;

/** What the search had after each stage, where that changed. */
function progressTable(progress: readonly PlacementProgress[]): Table {
  const told = progress.filter(({ links, lowerBound }, i) => {
    const before = progress[i - 1];
    return before === undefined || before.links !== links || before.lowerBound !== lowerBound;
  });
  const rows = told.map(({ stage, links, lowerBound }, i) => ({
    names: [],
    cells: [`${i + 1}. ${stage}`, String(links), String(lowerBound), String(links - lowerBound)],
  }));
  return { caption: 'How the search closed the gap', columns: ['After', 'Best plan', 'Bound', 'Gap'], rows };
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

function linksTable({ problem, resolved, proof: { optimal } }: MultiwayCutPlan): Table {
  const rows = explainLinks(problem, resolved).map(link => ({
    names: [link.from, link.to],
    cells: [
      link.from,
      link.fromTarget,
      link.to,
      link.toTarget,
      link.weight === 1 ? '' : String(link.weight),
      reasonOf(link, optimal),
    ],
  }));
  const columns = ['Service', 'on', 'talks to', 'on', 'Weight', 'Why'];
  return { caption: 'The network links that remain', columns, rows };
}

/** There is no plan at all: services that may go nowhere. */
export function describeNoPlan(reason: Reason): Section {
  return {
    id: 'no-plan',
    title: 'There is no plan',
    paragraphs: ['These services have no candidate targets, and so there is no plan for the system.'],
    pictures: [],
    tables: [
      {
        caption: 'Services without candidates',
        columns: ['Service'],
        rows: servicesOf(reason).map(key => ({ names: [key], cells: [key] })),
      },
    ],
  };
}

/** The opposite plan: every dependency a network link. */
export function describeFragilePlan(plan: Outcome<GraphColPlan>, trace: readonly ColouringStep[]): Section {
  const targets = plan.problem.graph().colours;
  const named = (colour: number) => (targets[colour] === undefined ? `${colour}` : `${colour} (${targets[colour]})`);
  const steps = trace.map(({ service, saturation, colour }) => ({
    text: `${service}: its neighbours have ${countNouns(saturation, 'colour')}; it gets colour ${named(colour)}.`,
    marks: [service],
  }));
  const section = {
    id: 'fragile',
    title: 'The fragile plan',
    steps: [{ caption: 'DSATUR, step by step', steps }],
  };
  const wish =
    'The opposite wish, for testing: every dependency a network link, on as few targets as possible. That is a graph colouring; targets are colours. DSATUR colours next the service whose neighbours have the most colours already.';
  if (plan.kind !== 'planned') {
    return {
      ...section,
      paragraphs: [wish, `No plan: ${describeReason(plan.reason).join('; ')}`],
      facts: [],
      pictures: [
        { name: 'graphcol-problem', caption: 'The graph to be coloured', drawing: drawColouringProblem(plan.problem) },
      ],
      tables: [],
    };
  }
  const { solution, clique } = plan.proof;
  return {
    ...section,
    paragraphs: [wish],
    facts: [
      ['Colours (targets) used', String(solution.count)],
      ['No colouring has fewer than', String(solution.lowerBound)],
      ['Gap', solution.optimal ? '0: this is the optimum' : String(solution.count - solution.lowerBound)],
      ['Where the bound comes from', explainColouringBound(solution.boundBy, clique)],
    ],
    asides: [
      { name: 'graphcol-problem', caption: 'The graph to be coloured', drawing: drawColouringProblem(plan.problem) },
    ],
    pictures: [
      { name: 'graphcol-resolved', caption: 'The coloured graph', drawing: drawResolvedColouring(plan.resolved) },
    ],
    tables: [distributionTable('The fragile plan, service by service', plan.distribution)],
  };
}

/** The numbers that the services got, and who got none. */
export function describeIds({ ids }: IdAssignments, dry: IdPlan['dry']): Section {
  const pools = [...ids.keys()];
  const services = sortNames(new Set([...ids.values()].flatMap(pool => [...pool.keys()])));
  const rows = services.map(key => ({
    names: [key],
    cells: [key, ...pools.map(pool => String(ids.get(pool)?.get(key) ?? ''))],
  }));
  return {
    id: 'ids',
    title: 'Numbers',
    paragraphs: [
      'Each service gets an id of each pool that it asks for.',
      ...dry.map(({ pool, services: unserved }) => `Pool ${pool.name} ran dry: ${unserved.join(', ')} got nothing.`),
    ],
    pictures: [],
    tables: [{ caption: 'Assigned ids', columns: ['Service', ...pools], rows }],
  };
}
