import type { Diagnostic } from '../../base/diagnostic.ts';
import { plainLook } from '../../base/look.ts';
import { sortNaturallyBy } from '../../base/natural-order.ts';
import { showControls } from '../../base/show-controls.ts';
import type { MeasuredPlan } from '../../plan/index.ts';
import type { Json } from '../json.ts';
import { measuredToJson } from './place-json.ts';
import { listMoves, nameLevel } from './place-text.ts';
import { alignColumns, type Cell } from './text-columns.ts';

/** A plan under a policy, and what of it is not kept. */
export interface JudgedPlan {
  readonly measured: MeasuredPlan;
  readonly findings: readonly Diagnostic[];
}

/** Two plans under one policy; the second one knows the first one as the plan before. */
export interface PolicyChanges {
  readonly before: JudgedPlan;
  readonly after: JudgedPlan;
}

/**
 * What differs between two plans under a policy: what
 * is broken by one of the plans alone or by both, then measures, links by how far they go, and loads that change.
 */
export function writePolicyChanges({ before, after }: PolicyChanges): readonly string[] {
  const [old, now] = [sentencesOf(before), sentencesOf(after)];
  return [
    ...now.filter(sentence => !old.includes(sentence)).map(sentence => `new: ${sentence}`),
    ...now.filter(sentence => old.includes(sentence)).map(sentence => `still: ${sentence}`),
    ...old.filter(sentence => !now.includes(sentence)).map(sentence => `no longer: ${sentence}`),
    ...compareMeasures(before.measured, after.measured),
    ...compareLoads(before.measured, after.measured),
    ...(after.measured.moves.length === 0 ? [] : listMoves(after.measured.moves, plainLook)),
  ];
}

/** The same as data. */
export function policyChangesToJson({ before, after }: PolicyChanges): Json {
  const toJson = ({ measured, findings }: JudgedPlan): Json => ({
    ...measuredToJson(measured),
    findings: findings.map(({ severity, code, message, hint }) => ({ severity, code, message, hint })),
  });
  return { before: toJson(before), after: toJson(after) };
}

function sentencesOf({ findings }: JudgedPlan): readonly string[] {
  return findings.map(({ severity, message }) => showControls(`${severity}: ${message}`));
}

/** Measures that are not 0 in both, and the levels of links. */
function compareMeasures(before: MeasuredPlan, after: MeasuredPlan): readonly string[] {
  const names = ['links', 'targets', 'cost', 'load', 'balance', 'wishes', 'moves'] as const;
  const rows = names.flatMap((name): (readonly string[])[] => {
    const [old, now] = [before.measures[name], after.measures[name]];
    const row = name === 'moves' ? [name, '', now] : [name, old, now];
    const levels =
      name === 'links' && after.links.length > 2
        ? after.links.map((level, i) => [
            `  ${nameLevel(after.links, i)}`,
            String(before.links[i]?.count ?? 0),
            String(level.count),
          ])
        : [];
    return old === '0' && now === '0' ? levels : [row, ...levels];
  });
  return rows.length === 0 ? [] : alignColumns([['', 'before', 'after'], ...rows].map(toCells));
}

function toCells(texts: readonly string[]): readonly Cell[] {
  return texts.map((text, i) => ({ text, right: i > 0 }));
}

/** Targets on which the use of a capacity changes. */
function compareLoads(before: MeasuredPlan, after: MeasuredPlan): readonly string[] {
  return after.loads.flatMap(({ capacity, targets }, r): readonly string[] => {
    const old = new Map(before.loads[r]?.targets.map(load => [load.target, load.used]));
    const changed = sortNaturallyBy(targets, ({ target }) => target).filter(
      load => load.used !== (old.get(load.target) ?? '0'),
    );
    const rows = changed.map(({ target, used, have, isOverloaded }): readonly Cell[] => [
      { text: `  ${showControls(target)}` },
      { text: old.get(target) ?? '0', right: true },
      { text: used, right: true },
      { text: `of ${have}${isOverloaded ? ', too much' : ''}` },
    ]);
    return rows.length === 0 ? [] : [showControls(capacity), ...alignColumns(rows)];
  });
}
