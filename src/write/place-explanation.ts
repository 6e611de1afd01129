import { countNouns } from '../base/count-nouns.ts';
import { nameSomeSorted } from '../base/name-some.ts';
import { sortNaturallyBy } from '../base/natural-order.ts';
import { shortenPath } from '../base/shorten-path.ts';
import type { Objective, PlaceAlternative, PlaceExplanation, PlannedAnew, Shadows } from '../plan/index.ts';
import { type ExplanationFormat, explanationToJson, writeExplanation } from './explanation.ts';
import { type AboutTarget, joinTargets } from './join-targets.ts';
import type { Json, JsonObject } from './json.ts';
import { demandConflictToJson, demandToJson, describeDemands } from './reasons/demands.ts';

/** Stands for the target in lines that may be the same for many. */
const slot = '\0';

/** So many services that would be elsewhere are named. */
const mostMoved = 12;

/** The same in lines. */
export function writePlaceExplanation(explanation: PlaceExplanation, format: ExplanationFormat): string {
  const { folder, asked } = format;
  const { targets, underPolicy } = explanation;
  const head = writeExplanation({ ...explanation, alternatives: [] }, format);
  if (asked !== undefined && targets.includes(asked)) return head;
  const told = sortNaturallyBy(underPolicy, ({ target }) => target).flatMap(one =>
    describeAlternative({ ...one, target: slot }, folder).map((line): AboutTarget => {
      const [before = '', ...behind] = line.split(slot);
      return { target: behind.length === 0 ? '' : one.target, before, behind: behind.join(one.target) };
    }),
  );
  const lines = joinTargets(told, format.isWhole === true || asked !== undefined);
  return head + lines.map(line => `  ${line}\n`).join('');
}

function describeAlternative(alternative: PlaceAlternative, folder: string): readonly string[] {
  const { target, replanned } = alternative;
  const { forbidden, clauses } = describeAlone(alternative, folder);
  const what = clauses.length === 0 ? 'nothing that counts changes' : clauses.join('; ');
  return [
    ...forbidden.map(demand => `Not on ${target}: ${demand}.`),
    `On ${target} instead, alone: ${what}.`,
    ...describeReplanned(alternative, replanned, folder),
    ...describeNearest(alternative),
  ];
}

/**
 * What forbids it that a service is on a target, and what it means that it goes there alone, in clauses. O(length).
 * @example { forbidden: ['rule "eu": web only on a, b'], clauses: ['memory is short by 2', 'links 3 more'] }
 */
export function describeAlone(
  { forbiddenBy, shortages, broken, changes }: PlaceAlternative,
  folder: string,
): { readonly forbidden: readonly string[]; readonly clauses: readonly string[] } {
  return {
    forbidden: describeDemands(forbiddenBy, folder),
    clauses: [
      ...shortages.map(({ capacity, shortBy }) => `${capacity} is short by ${shortBy}`),
      ...describeDemands(broken, folder).map(demand => `breaks: ${demand}`),
      ...changes.map(({ measure, by }) =>
        by.startsWith('-') ? `${measure} ${by.slice(1)} less` : `${measure} ${by} more`,
      ),
    ],
  };
}

function describeReplanned(
  { target, forbiddenBy }: PlaceAlternative,
  replanned: PlaceAlternative['replanned'],
  folder: string,
): readonly string[] {
  const given = forbiddenBy.length === 0 ? '' : ' if that gave way';
  switch (replanned?.kind) {
    case undefined:
      return [];
    case 'unknown':
      return [`Whether there is a plan with it on ${target}${given} was not found out in time.`];
    case 'planned': {
      const { objectives, moved } = replanned;
      const told = objectives.map(describeObjective).join('; ');
      return [`The best plan with it on ${target}${given}: ${told}. It moves ${nameMoved(moved)}.`];
    }
    case 'impossible': {
      const demands = replanned.reason.demands.filter(({ kind }) => kind !== 'wanted');
      const what = demands.length === 1 ? 'this would have to give way' : 'one of these would have to give way';
      return [
        `No plan has it on ${target}${forbiddenBy.length === 0 ? '' : ', even if that gave way'}; ${what}:`,
        ...describeDemands(demands, folder).map(demand => `  ${demand}`),
      ];
    }
  }
}

/** What has to make way at least, where the best plan moves more than that. */
function describeNearest({ forbiddenBy, nearest, replanned }: PlaceAlternative): readonly string[] {
  if (nearest === undefined) return [];
  const { moved, objectives } = nearest;
  if (replanned?.kind === 'planned' && replanned.moved.length <= moved.length) return [];
  const given = forbiddenBy.length === 0 ? '' : ' if that gave way';
  const told = objectives.map(({ measures, value }) => `${nameMeasures(measures)} ${value}`).join('; ');
  return [`With the fewest others moved${given}: ${told}. It moves ${nameMoved(moved)}.`];
}

function nameMoved(moved: PlannedAnew['moved']): string {
  const others = moved.map(({ service, from, to }) => `${service} from ${from} to ${to}`);
  return others.length === 0 ? 'nothing else' : nameSomeSorted(others, mostMoved);
}

/** `links 12, the least there is`. */
function describeObjective({ measures, value, bound, proved }: Objective): string {
  return `${nameMeasures(measures)} ${value}, ${proved ? 'the least there is' : `at least ${bound} in any plan`}`;
}

function nameMeasures(measures: Objective['measures']): string {
  return measures.map(({ name, weight }) => (weight === '1' ? name : `${weight} ${name}`)).join(' + ');
}

/** What each part of a policy costs, in lines. */
export function writeShadows({ withAll, shadows }: Shadows, folder: string): string {
  const all = withAll === undefined ? 'no plan was found in time' : withAll.map(describeObjective).join('; ');
  const lines = shadows.map(({ kind, name, position, without }) => {
    const place = position === undefined ? '' : ` (${shortenPath(position.toString(), folder)})`;
    const what = kind === 'moves' ? `at most ${countNouns(Number(name), 'move')}` : `${kind} "${name}"`;
    const found = without === undefined ? 'no plan was found in time' : without.map(describeObjective).join('; ');
    return `without ${what}${place}: ${found}${describeCost(withAll, without)}\n`;
  });
  return `with everything: ${all}\n${lines.join('')}`;
}

/** By how much the first objective is less, where both figures are proved. */
function describeCost(withAll: readonly Objective[] | undefined, without: readonly Objective[] | undefined): string {
  const [all, less] = [withAll?.[0], without?.[0]];
  if (all === undefined || less === undefined) return '';
  const cost = subtract(all.value, less.value);
  // A plan that keeps more is a plan that keeps less: what was found without it can be worse only for want of time.
  if (all.value === less.value || cost.startsWith('-')) {
    return less.proved ? '; it costs nothing' : '; it seems to cost nothing';
  }
  const sure = all.proved && less.proved ? 'it costs' : 'it costs about';
  return `; ${sure} ${cost} of ${all.measures.map(({ name }) => name).join(' + ')}`;
}

/** The difference of two decimal numbers, exactly. */
function subtract(a: string, b: string): string {
  const scale = Math.max(...[a, b].map(text => (text.split('.')[1] ?? '').length));
  const units = (text: string): bigint => {
    const [whole = '0', part = ''] = text.split('.');
    return BigInt(whole + part.padEnd(scale, '0'));
  };
  const digits = (units(a) - units(b)).toString();
  if (scale === 0) return digits;
  const padded = digits.replace('-', '').padStart(scale + 1, '0');
  return `${digits.startsWith('-') ? '-' : ''}${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
}

/** The same as data. */
export function shadowsToJson({ withAll, shadows }: Shadows): JsonObject {
  return {
    withAll: withAll?.map(objectiveToJson) ?? null,
    shadows: shadows.map(({ kind, name, position, without }) => ({
      kind,
      name,
      position: position?.toString(),
      without: without?.map(objectiveToJson) ?? null,
    })),
  };
}

function objectiveToJson({ measures, value, bound, proved }: Objective): Json {
  return { measures: measures.map(one => ({ ...one })), value, bound, proved };
}

/** An explanation as a member of the `--json` object. */
export function placeExplanationToJson(explanation: PlaceExplanation): Json {
  const underPolicy = explanation.underPolicy.map(one => ({
    target: one.target,
    forbiddenBy: one.forbiddenBy.map(demandToJson),
    shortages: one.shortages.map(shortage => ({ ...shortage })),
    broken: one.broken.map(demandToJson),
    changes: one.changes.map(change => ({ ...change })),
    replanned: replannedToJson(one.replanned),
    nearest: one.nearest && plannedToJson(one.nearest),
  }));
  const plain = explanationToJson({ ...explanation, alternatives: [] });
  return { ...(plain as { readonly [key: string]: Json }), underPolicy };
}

function replannedToJson(replanned: PlaceAlternative['replanned']): Json | undefined {
  switch (replanned?.kind) {
    case undefined:
      return undefined;
    case 'unknown':
      return { kind: 'unknown' };
    case 'planned': {
      return { kind: replanned.kind, ...plannedToJson(replanned) };
    }
    case 'impossible':
      return { kind: 'impossible', ...demandConflictToJson(replanned.reason) };
  }
}

function plannedToJson({ objectives, moved }: PlannedAnew): JsonObject {
  return { objectives: objectives.map(objectiveToJson), moved: moved.map(one => ({ ...one })) };
}
