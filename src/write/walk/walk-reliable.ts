import { buildDistributionGraph } from '../../graph/distribution-graph.ts';
import { drawResolvedPlacement } from '../../graph/draw-problem.ts';
import {
  type AnyPlacePlan,
  explainRemainingLinks,
  type PlaceSummary,
  type PreparedRequest,
  summarisePlace,
  type WalkPlans,
} from '../../plan/index.ts';
import type { PlacementProgress } from '../../solve/index.ts';
import { bySearch } from '../by-search.ts';
import { countLinks, describeReason, formatGap, isWeighted, sortLinks } from '../placement-report.ts';
import type { CaptionedDrawing, Section } from '../section.ts';
import type { Table } from '../table.ts';
import { describeClock } from './describe-clock.ts';
import { distributionTable } from './distribution-table.ts';

/** What the reliable plan is, and the proof. */
export function describeReliablePlan(
  request: PreparedRequest,
  { reliable: plan, progress, byClock }: Pick<WalkPlans, 'reliable' | 'progress' | 'byClock'>,
): Section {
  const summary = summarisePlace(plan);
  return {
    id: 'reliable',
    title: 'The reliable plan',
    paragraphs: [
      'What is left of the problem graph when the cut edges are gone: each service with its host. Targets without services stand alone.',
      explainBound(summary),
      ...describeClock(byClock.has('reliable')),
    ],
    facts: listFacts(summary),
    pictures: drawPlan(request, plan),
    tables: [
      distributionTable('The reliable plan, service by service', plan.distribution),
      linksTable(plan),
      progressTable(progress),
    ],
  };
}

function listFacts(summary: PlaceSummary) {
  const { links, lowerBound, optimal, labels, proved, certified, method } = summary;
  const gap = optimal
    ? `0: this is the optimum${bySearch(certified.links)}`
    : `${links - lowerBound} (${formatGap(links, lowerBound)} %)`;
  return [
    ['Network links', countLinks(summary)],
    [isWeighted(summary) ? 'No plan has less weight than' : 'No plan has fewer than', String(lowerBound)],
    ['Gap', gap],
    ['Targets used', `${labels}${proved.labels ? `: as few as possible${bySearch(certified.labels)}` : ''}`],
    ['Found by', method],
  ] as const;
}

function drawPlan(
  { services, infrastructure, weightOf }: PreparedRequest,
  { resolved, distribution }: AnyPlacePlan,
): readonly CaptionedDrawing[] {
  return [
    {
      name: 'multiwaycut-resolved',
      caption: 'The resolved graph',
      drawing: drawResolvedPlacement(resolved, infrastructure),
    },
    {
      name: 'distribution',
      caption: 'The distribution: network links red, with their weight where there is room; local dependencies grey',
      drawing: buildDistributionGraph(services, infrastructure, distribution, weightOf),
    },
  ];
}

/** Where the bound comes from, in a sentence or two. */
function explainBound({ lowerBound, links, optimal, boundBySearch, method }: PlaceSummary): string {
  if (lowerBound === 0) return 'No plan has fewer network links than none.';
  const searched = /integer programming/.test(method) ? 'integer programming' : 'a complete search';
  const shared =
    'shares of weight: the weight of each dependency is shared out between its ends for each target that both may take, and no service can collect more than its best target gives';
  const from =
    boundBySearch === 0 ? shared : boundBySearch >= lowerBound ? searched : `${shared}; ${searched} adds to it`;
  const gap = optimal ? 'so nobody can do better' : `so the plan is at most ${links - lowerBound} above the best one`;
  return `Every plan has network links of weight ${lowerBound} or more, ${gap}. The proof: ${from}.`;
}

function linksTable(plan: AnyPlacePlan): Table {
  const rows = sortLinks(explainRemainingLinks(plan)).map(link => ({
    names: [link.from, link.to],
    cells: [
      link.from,
      link.fromTarget,
      link.to,
      link.toTarget,
      link.weight === 1 ? '' : String(link.weight),
      describeReason(link),
    ],
  }));
  const columns = ['Service', 'on', 'talks to', 'on', 'Weight', 'Why'];
  return { caption: 'The network links that remain', columns, rows };
}

/** What a search had after those of its stages that changed it. */
export function listChanges(progress: readonly PlacementProgress[]): readonly PlacementProgress[] {
  return progress.filter(({ links, lowerBound }, i) => {
    const before = progress[i - 1];
    return before === undefined || before.links !== links || before.lowerBound !== lowerBound;
  });
}

/** What the search had after each stage, where that changed. */
function progressTable(progress: readonly PlacementProgress[]): Table {
  const rows = listChanges(progress).map(({ stage, links, lowerBound }, i) => ({
    names: [],
    cells: [`${i + 1}. ${stage}`, String(links), String(lowerBound), String(links - lowerBound)],
  }));
  return { caption: 'How the search closed the gap', columns: ['After', 'Best plan', 'Bound', 'Gap'], rows };
}
