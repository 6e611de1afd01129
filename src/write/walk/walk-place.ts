import { sortNaturallyBy } from '../../base/natural-order.ts';
import { buildDistributionGraph } from '../../graph/distribution-graph.ts';
import { drawPlacementProblem, drawResolvedPlacement } from '../../graph/draw-problem.ts';
import type { AnyPlacePlan, PlaceReport, PolicyWalk } from '../../plan/index.ts';
import { formatPercent } from '../format-percent.ts';
import { describeProof, nameObjective } from '../place/describe-objective.ts';
import { nameLevel } from '../place/place-text.ts';
import type { Section } from '../section.ts';
import type { Table } from '../table.ts';
import { describeClock } from './describe-clock.ts';
import { distributionTable } from './distribution-table.ts';
import { listChanges } from './walk-reliable.ts';

/** The problem that a policy makes of the models, and what the search had after each of its stages. */
export function describePlacing({ posed, progress, request, outcome, isByClock }: PolicyWalk): Section {
  const { problem } = posed;
  const edges = problem.links.weight.length + problem.nearest.length;
  return {
    id: 'placing',
    title: 'The problem and how it is solved',
    paragraphs: [
      'Each replica of a service is a node, and each target a host. A replica has an edge to each target ' +
        'that it may go to, and to the replicas that its service talks to. Capacities, rules and moves stand ' +
        'beside the graph, in numbers.',
      'The search begins with plans that keep to the demands, improves them by moves, swaps and whole ' +
        'groups, and anneals: it also takes what is worse for a time, so as to leave a plan that no single ' +
        'move improves. Bounds say what no plan goes below; where plan and bound meet, nobody can do better.',
      ...describeClock(isByClock),
    ],
    facts: [
      ['Replicas', String(problem.nodeCount)],
      ['Targets that anything may go to', String(problem.labelCount)],
      ['Links between replicas', String(edges)],
      ['Groups that rules bind', String(problem.rules.length)],
    ],
    pictures: [
      {
        name: 'place-problem',
        caption: 'The problem: replicas, the targets that each may go to, and links',
        drawing: drawPlacementProblem(outcome.problem, request.infrastructure),
      },
    ],
    steps: [
      {
        caption: 'The search, stage by stage',
        steps: listChanges(progress).map(({ stage, links, lowerBound }) => ({
          text: `${stage}: links of weight ${links}; no plan has less than ${lowerBound}.`,
          marks: [],
        })),
      },
    ],
    tables: [],
  };
}

/** The plan under a policy: what is proved of each objective, loads, moves, and wishes that are not met. */
export function describePlacedPlan(
  { request, report }: { readonly request: PolicyWalk['request']; readonly report: PlaceReport },
  { distribution, resolved }: AnyPlacePlan,
): Section {
  const { services, infrastructure, weightOf } = request;
  return {
    id: 'plan',
    title: 'The plan, and what is proved of it',
    paragraphs: [
      'Of each objective stands here what the plan comes to, and what no plan goes below that is as good in ' +
        'those before. Bounds that say by what they are known were counted again by code that shares nothing ' +
        'with the search.',
    ],
    facts: [
      ...report.objectives.map(
        (one, i) => [nameObjective(one), `${one.value}; ${describeProof(one, i === 0)}`] as const,
      ),
      ...(report.objectives.some(({ measures }) => measures.some(({ name }) => name === 'targets'))
        ? []
        : [['targets', report.measures.targets] as const]),
    ],
    pictures: [
      {
        name: 'place-resolved',
        caption: 'The resolved problem',
        drawing: drawResolvedPlacement(resolved, infrastructure),
      },
      {
        name: 'distribution',
        caption: 'The distribution: network links red, with their weight where there is room; local dependencies grey',
        drawing: buildDistributionGraph(services, infrastructure, distribution, weightOf),
      },
    ],
    tables: [
      distributionTable('The plan, service by service', distribution),
      ...loadTables(report),
      linksTable(report),
      movesTable(report),
      wishesTable(report),
    ].filter(({ rows }) => rows.length > 0),
  };
}

function loadTables({ loads }: PlaceReport): readonly Table[] {
  return loads.map(({ capacity, targets }) => ({
    caption: `Loads: ${capacity}`,
    columns: ['Target', 'Used', 'Of', 'Per cent'],
    rows: sortNaturallyBy(targets, ({ target }) => target).map(({ target, used, have, share }) => ({
      names: [target],
      cells: [target, used, have, Number.isFinite(share) ? formatPercent(share, 1) : ''],
    })),
  }));
}

function linksTable({ links }: PlaceReport): Table {
  const rows = links.map(({ count, weight, cost }, level) => ({
    names: [],
    cells: [nameLevel(links, level), String(count), String(weight), cost],
  }));
  return { caption: 'Links, by how far they go', columns: ['Links', 'Count', 'Weight', 'Cost'], rows };
}

function movesTable({ moves }: PlaceReport): Table {
  const rows = moves.map(({ service, from, to, stateful }) => ({
    names: [service, from, to],
    cells: [service, from, to, stateful ? 'has data' : ''],
  }));
  return { caption: 'Moves', columns: ['Service', 'From', 'To', ''], rows };
}

function wishesTable({ wishes }: PlaceReport): Table {
  const rows = wishes.map(({ rule, violations, counts, services }) => ({
    names: services,
    cells: [rule, String(violations), counts],
  }));
  return { caption: 'Wishes that are not met', columns: ['Wish', 'Times', 'Counts'], rows };
}
