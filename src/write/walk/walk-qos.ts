import { toBytes } from '../../base/bytes.ts';
import { nameSome, nameSomeSorted } from '../../base/name-some.ts';
import { inReadingOrder, sortNaturally } from '../../base/natural-order.ts';
import { type Distribution, targetsOf } from '../../model/distribution.ts';
import { countCandidates, findRemoved, type Narrowing, type NarrowingStep } from '../../plan/index.ts';
import { nameStep } from '../explanation.ts';
import type { Section } from '../section.ts';
import type { Row, Table } from '../table.ts';

/** So many names stand in a cell or a sentence; of more the number is told. */
const mostInCell = 40;
const mostInSentence = 5;

/** How the phases of a QoS model narrowed the candidates, call by call. O(calls · candidates). */
export function describeNarrowing(narrowing: Narrowing, targetCount: number): Section {
  const { initial, steps, final } = narrowing;
  const alone = count(final, number => number === 1);
  const withoutCandidates = [...final.mappings.keys()].filter(key => targetsOf(final, key).length === 0);
  return {
    id: 'qos',
    title: 'The QoS model',
    paragraphs: [
      'The QoS model narrows the candidates: it hands a distribution from filter to filter, and each takes the targets away that do not suit a service. A planner among the filters leaves each service one.',
      ...(steps.length === 0 ? ['This model calls no filter.'] : []),
      ...(withoutCandidates.length === 0
        ? []
        : [`Left without a target: ${nameSomeSorted(withoutCandidates, mostInSentence)}.`]),
    ],
    facts: [
      ['Candidates at first', String(countCandidates(initial))],
      ['Candidates left', String(countCandidates(final))],
      ['Services with one candidate left', `${alone} of ${final.mappings.size}`],
    ],
    pictures: [],
    bars: {
      caption: 'How many candidates are left',
      bars: [
        { name: 'At first', number: countCandidates(initial) },
        ...steps.flatMap((step, i) =>
          step.after === undefined ? [] : [{ name: `${i + 1}. ${step.filter}`, number: countCandidates(step.after) }],
        ),
        { name: 'As the model yields', number: countCandidates(final) },
      ],
    },
    steps: steps.length === 0 ? [] : [{ caption: 'The filters, call by call', steps: steps.map(describeStep) }],
    tables: [tabulate(narrowing, targetCount)],
  };
}

function describeStep(step: NarrowingStep) {
  const { before, after, failure, position } = step;
  const place = position === undefined ? '' : ` (line ${position.line} of the model)`;
  const name = `${nameStep(step)}${place}`;
  if (failure !== undefined) return { text: `${name} fails: ${failure}`, marks: [] };
  if (after === undefined) return { text: `${name}.`, marks: [] };
  if (before === undefined) {
    const text = `${name} makes a distribution with ${countCandidates(after)} candidates for ${after.mappings.size} services.`;
    return { text, marks: [] };
  }
  const removed = findRemoved(before, after);
  if (removed.size === 0) return { text: `${name} takes nothing away${isReordered(before, after)}.`, marks: [] };
  const number = [...removed.values()].reduce((sum, targets) => sum + targets.length, 0);
  const each = [...removed].map(([key, targets]) => `${key} loses ${nameSomeSorted(targets, mostInSentence)}`);
  const text = `${name} takes ${number} of ${countCandidates(before)} candidates away: ${nameSomeSorted(each, mostInSentence, '; ')}.`;
  return { text, marks: [...removed.keys()] };
}

function isReordered(before: Distribution, after: Distribution): string {
  const moved = [...after.mappings.keys()].some(
    key => targetsOf(before, key).join('\0') !== targetsOf(after, key).join('\0'),
  );
  return moved ? ', but changes the order or adds' : '';
}

/** What each call took from each service. */
function tabulate({ initial, steps, final }: Narrowing, targetCount: number): Table {
  const losses = steps.map(({ before, after }) =>
    before === undefined || after === undefined ? new Map<string, readonly string[]>() : findRemoved(before, after),
  );
  const minus = toBytes('− ');
  const rows = sortNaturally(final.mappings.keys()).map((key): Row => {
    const left = targetsOf(final, key);
    const lost = losses.map(loss => {
      const targets = loss.get(key);
      return targets === undefined ? '' : minus + nameSomeSorted(targets, mostInCell);
    });
    const first = targetsOf(initial, key);
    return {
      names: [key],
      cells: [key, nameTargets(first, targetCount), ...lost, nameTargets(left, targetCount) || 'none'],
    };
  });
  return {
    caption: 'What each call took away',
    columns: ['Service', 'At first', ...steps.map(({ filter }, i) => `${i + 1}. ${filter}`), 'Left'],
    rows,
  };
}

function count(distribution: Distribution, wanted: (number: number) => boolean): number {
  return [...distribution.mappings.keys()].filter(key => wanted(targetsOf(distribution, key).length)).length;
}

/** The names of targets, or in short that they are all. */
export function nameTargets(names: readonly string[], targetCount: number): string {
  return names.length === targetCount && targetCount > 4
    ? `all ${targetCount} targets`
    : nameSome(inReadingOrder(names), mostInCell);
}
