import { countNouns } from '../base/count-nouns.ts';
import type { Look } from '../base/look.ts';
import { nameSomeSorted } from '../base/name-some.ts';
import { compareNaturally } from '../base/natural-order.ts';
import type { Tone } from '../base/paint.ts';
import { showControls } from '../base/show-controls.ts';
import type { DeploymentSteps, MoveReason, Place, ServiceStep } from '../plan/index.ts';
import { describeDemands } from './reasons/demands.ts';

/** What the heading counts, in its order. */
const counted = [
  'start',
  'stop',
  'move',
  'scale',
  'change',
  'restart',
] as const satisfies readonly ServiceStep['kind'][];

const tones: Readonly<Record<ServiceStep['kind'], Tone>> = {
  start: 'gain',
  stop: 'loss',
  move: 'change',
  scale: 'change',
  change: 'change',
  restart: 'place',
};

/** More services of one kind are only counted: `--json` and a saved plan have them all. */
const mostOfAKind = 40;

/** How many services start, stop and so on, in one line without a full stop. */
export function countSteps({ steps, kept }: DeploymentSteps): string {
  const counts = counted.flatMap(kind => {
    const count = steps.filter(step => step.kind === kind).length;
    return count === 0 ? [] : [countNouns(count, kind)];
  });
  return [...counts, `${countNouns(kept, 'service')} ${kept === 1 ? 'stays as it is' : 'stay as they are'}`].join(', ');
}

/**
 * A line for each service that does not stay as it is, those with data first; below one that moves, why. Nothing where
 * all stay.
 */
export function writeSteps(
  { steps }: DeploymentSteps,
  reasons: ReadonlyMap<string, readonly MoveReason[]>,
  folder: string,
  { paint }: Look,
): readonly string[] {
  const widest = Math.max(0, ...steps.map(({ service }) => showControls(service).length));
  const seen = new Map<string, number>();
  const lines: string[] = [];
  for (const step of sortSteps(steps)) {
    const count = (seen.get(step.kind) ?? 0) + 1;
    seen.set(step.kind, count);
    if (count > mostOfAKind && !step.stateful) continue;
    const name = showControls(step.service).padEnd(Math.min(widest, 30));
    const danger = step.stateful && (step.leaves.length > 0 || step.kind === 'stop');
    const head = `${step.kind.padEnd(7)}  ${name}  ${describePlaces(step)}${step.stateful ? ', with data' : ''}`;
    lines.push(paint(danger ? 'error' : tones[step.kind], head.trimEnd()));
    lines.push(...describeWhy(step, reasons.get(step.service) ?? [], folder).map(line => `           ${line}`));
  }
  const rest = [...seen].filter(([, count]) => count > mostOfAKind);
  if (rest.length > 0) {
    lines.push(`and more: ${rest.map(([kind, count]) => `${count} of kind ${kind} in all`).join(', ')}`);
  }
  return lines;
}

/** Those with data first and kind by kind, as they come; among themselves as people read their names. */
function sortSteps(steps: readonly ServiceStep[]): readonly ServiceStep[] {
  const rank = new Map<string, number>();
  const groupOf = ({ stateful, kind }: ServiceStep): string => `${stateful} ${kind}`;
  for (const step of steps) if (!rank.has(groupOf(step))) rank.set(groupOf(step), rank.size);
  const rankOf = (step: ServiceStep): number => rank.get(groupOf(step)) ?? 0;
  return steps.toSorted((a, b) => rankOf(a) - rankOf(b) || compareNaturally(a.service, b.service));
}

function describePlaces({ kind, leaves, comes, stays }: ServiceStep): string {
  const from = describeList(leaves);
  const to = describeList(comes);
  switch (kind) {
    case 'start':
      return `on ${to}`;
    case 'stop':
      return `on ${from}`;
    case 'move':
      return `${from} -> ${to}`;
    case 'scale':
      return comes.length > 0 ? `also on ${to}` : `no more on ${from}`;
    default:
      return `on ${describeList(stays)}`;
  }
}

/** Containers are told where they are all that tells two places apart. */
function describeList(places: readonly Place[]): string {
  const targets = new Set(places.map(({ target }) => target));
  const names =
    targets.size === places.length
      ? places.map(({ target }) => target)
      : places.map(({ target, container }) => `${target} (${container ?? 'no container'})`);
  return showControls(nameSomeSorted(names, 6));
}

function describeWhy(step: ServiceStep, reasons: readonly MoveReason[], folder: string): readonly string[] {
  const changes = step.changes.map(
    ({ property, before, after }) => `${property}: ${shorten(before)} -> ${shorten(after)}`,
  );
  const others = step.restartsFor.map(({ service, because }) => `${service} (${because.join(', ')})`);
  return [
    ...reasons.map(reason => describeMove(reason, folder)),
    ...(changes.length === 0 ? [] : [showControls(nameSomeSorted(changes, 6))]),
    ...(others.length === 0 || step.kind !== 'restart' ? [] : [showControls(`for ${nameSomeSorted(others, 6)}`)]),
  ];
}

function shorten(text: string | undefined): string {
  if (text === undefined) return 'nothing';
  return text.length > 60 ? `${text.slice(0, 60)}...` : text;
}

/** Why a service leaves a target, in one sentence without a full stop. */
function describeMove(reason: MoveReason, folder: string): string {
  const target = showControls(reason.target);
  switch (reason.kind) {
    case 'target-gone':
      return `${target} is gone`;
    case 'no-candidate':
      return `${target} is no candidate of it any more`;
    case 'alternative': {
      const { forbiddenBy, shortages, broken, changes } = reason.alternative;
      const clauses = [
        ...describeDemands([...forbiddenBy, ...broken], folder).map(demand => `would break ${demand}`),
        ...shortages.map(({ capacity, shortBy }) => `${capacity} would be short by ${shortBy}`),
        ...changes
          .filter(({ measure }) => measure !== 'moves')
          .map(({ measure, by }) => (by.startsWith('-') ? `${by.slice(1)} ${measure} less` : `${by} ${measure} more`)),
      ];
      const what = clauses.length === 0 ? 'alone it could; others move with it' : clauses.join('; ');
      return showControls(`if it stayed on ${reason.target}: ${what}`);
    }
  }
}
