import { toBytes } from '../../base/bytes.ts';
import { nameSomeSorted } from '../../base/name-some.ts';
import { drawPlacementProblem } from '../../graph/draw-problem.ts';
import type { InfrastructureModel } from '../../model/infrastructure.ts';
import type { ExpansionTrace, IsolationTrace, WalkPlans } from '../../plan/index.ts';
import type { Section } from '../section.ts';

const heavy = toBytes('n²');

/** How the reliable plan comes about: the problem graph, and what two algorithms do with it, step by step. */
export function describeSolving(
  { reliable, isolation, expansion, byClock }: Pick<WalkPlans, 'reliable' | 'isolation' | 'expansion' | 'byClock'>,
  infrastructure: InfrastructureModel,
): Section {
  return {
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
        drawing: drawPlacementProblem(reliable.problem, infrastructure),
      },
    ],
    steps: [
      { caption: 'Isolating cuts, target by target', steps: describeCuts(isolation) },
      { caption: 'Expansion, round by round', steps: describeExpansion(expansion, byClock.has('traces')) },
    ],
    tables: [],
  };
}

function describeCuts({ candidateWeight, cuts, dropped, orphans }: IsolationTrace) {
  const steps = cuts.map(({ target, weight, services }) => ({
    text: `Isolate ${target}: the cut weighs ${weight} and keeps ${nameSomeSorted(services, mostNames) || 'no service'} at ${target}.`,
    marks: [target, ...services],
  }));
  if (dropped !== undefined) {
    steps.push({ text: `Leave out the heaviest cut, that of ${dropped}, and make the others.`, marks: [dropped] });
  }
  if (orphans.length > 0) {
    const text = `${nameSomeSorted(orphans, mostNames)}: left without a host, and put on the first candidate.`;
    steps.push({ text, marks: [...orphans] });
  }
  return [{ text: `An edge to a candidate weighs ${candidateWeight}.`, marks: [] }, ...steps];
}

function describeExpansion({ start, rounds, end, finished }: ExpansionTrace, isByClock: boolean) {
  const steps = rounds.map(({ target, services, before, after }) => ({
    text: `${target} expands: ${nameSomeSorted(services, mostNames)} ${services.length === 1 ? 'moves' : 'move'} there; network links from ${before} to ${after}.`,
    marks: [target, ...services],
  }));
  const last = finished
    ? `No target gains any more: ${end}.`
    : isByClock
      ? `The clock ended this at ${end}: another walk may come further.`
      : `Interrupted at ${end}.`;
  const first = `Each service where it saves most by itself: network links of weight ${start}.`;
  return [{ text: first, marks: [] }, ...steps, { text: last, marks: [] }];
}

/** So many names stand in a step; of more the number is told. */
const mostNames = 40;
