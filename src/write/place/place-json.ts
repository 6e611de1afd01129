import type { MeasuredPlan, PlaceReport } from '../../plan/index.ts';
import type { Json, JsonObject } from '../json.ts';

/**
 * The members of the `--json` object beside the distribution. `lowerBound` is that of the first objective; `proved` has
 * each measure that counts, `objectives` the same with values, bounds and gaps in their order. Amounts are numbers.
 */
export function placeToJson(report: PlaceReport): JsonObject {
  const { objectives, seconds, endedBy } = report;
  const { measures, moves, ...rest } = measuredToJson(report);
  const [first] = objectives;
  return {
    ...measures,
    lowerBound: Number(first?.bound ?? 0),
    gap: first?.gap ?? 0,
    optimal: objectives.every(({ proved }) => proved),
    proved: new Map(objectives.flatMap(({ measures: names, proved }) => names.map(({ name }) => [name, proved]))),
    certified: new Map(
      objectives.flatMap(({ measures: names, certified }) => names.map(({ name }) => [name, certified])),
    ),
    objectives: objectives.map(({ measures: names, value, bound, gap, proved, boundBy, certified }) => ({
      measures: new Map(names.map(({ name, weight }) => [name, Number(weight)])),
      value: Number(value),
      bound: Number(bound),
      gap,
      proved,
      boundBy,
      certified,
    })),
    ...rest,
    moved: moves,
    seconds: Math.round(1000 * seconds) / 1000,
    endedBy,
  };
}

/** A plan under a policy as data. */
export function measuredToJson({ measures, links, loads, targets, moves, wishes }: MeasuredPlan) {
  return {
    measures: Object.fromEntries(
      Object.entries(measures).map(([name, amount]): [string, Json] => [name, Number(amount)]),
    ),
    linkLevels: links.map(({ within, count, weight, cost }, i) => ({
      level: i === 0 ? 'target' : (within ?? null),
      count,
      weight,
      cost: Number(cost),
    })),
    loads: new Map(
      loads.map(({ capacity, targets: each }) => [
        capacity,
        new Map(
          each.map(load => [
            load.target,
            {
              used: Number(load.used),
              have: Number(load.have),
              comfortable: load.comfortable === undefined ? undefined : Number(load.comfortable),
              whileMoving: load.whileMoving === undefined ? undefined : Number(load.whileMoving),
              share: load.share,
            },
          ]),
        ),
      ]),
    ),
    usedTargets: new Map(
      targets.map(({ target, replicas, cost }) => [
        target,
        { replicas, cost: cost === undefined ? undefined : Number(cost) },
      ]),
    ),
    moves: moves.map(({ weight, ...move }) => ({ ...move, weight: Number(weight) })),
    wishesNotMet: wishes.map(({ counts, ...wish }) => ({ ...wish, counts: Number(counts) })),
  };
}
