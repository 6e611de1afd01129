import { countNouns } from '../../base/count-nouns.ts';
import { drawColouringProblem, drawResolvedColouring } from '../../graph/draw-problem.ts';
import type { ColouringStep, GraphColPlan, Outcome } from '../../plan/index.ts';
import { bySearch } from '../by-search.ts';
import { explainColouringBound } from '../colouring-report.ts';
import { describeReason } from '../reasons/reason.ts';
import type { Section } from '../section.ts';
import { describeClock } from './describe-clock.ts';
import { distributionTable } from './distribution-table.ts';

/** The opposite plan: every dependency a network link. */
export function describeFragilePlan(
  plan: Outcome<GraphColPlan>,
  trace: readonly ColouringStep[],
  isByClock: boolean,
): Section {
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
      paragraphs: [wish, `No plan: ${describeReason(plan.reason).join('; ')}`, ...describeClock(isByClock)],
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
    paragraphs: [wish, ...describeClock(isByClock)],
    facts: [
      ['Colours (targets) used', String(solution.count)],
      ['No colouring has fewer than', String(solution.lowerBound)],
      [
        'Gap',
        solution.optimal
          ? `0: this is the optimum${bySearch(solution.certified)}`
          : String(solution.count - solution.lowerBound),
      ],
      ['Where the bound comes from', explainColouringBound(solution, clique)],
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
