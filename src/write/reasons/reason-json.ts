import type { Pin } from '../../model/apply-pins.ts';
import { type Reason, servicesOf } from '../../plan/index.ts';
import { heldToJson } from '../held-json.ts';
import type { Json, JsonObject } from '../json.ts';
import { demandConflictToJson } from './demands.ts';
import { describeReason } from './reason.ts';

/** Why there is no plan, or why none is known, as data: what a person can check, and the same in sentences. */
export function reasonToJson(reason: Reason): JsonObject {
  const common = { kind: reason.kind, services: servicesOf(reason), message: describeReason(reason).join('; ') };
  return reason.kind === 'demand-conflict'
    ? { kind: reason.kind, services: common.services, ...demandConflictToJson(reason) }
    : { ...common, ...detailsToJson(reason) };
}

function detailsToJson(reason: Exclude<Reason, { kind: 'demand-conflict' }>): JsonObject {
  switch (reason.kind) {
    case 'no-candidates': {
      const { without, pins = [], removals = [] } = reason;
      return { without, pins: pins.map(pinToJson), removals: removals.map(removal => ({ ...removal })) };
    }
    case 'too-few-targets': {
      const { needed, available, because, certified, pins } = reason;
      return { needed, available, because, certified, pins: pins.map(pinToJson) };
    }
    case 'cannot-keep-apart':
      return { certified: reason.certified, pins: reason.pins.map(pinToJson) };
    case 'colouring-undecided': {
      const { needed, available, best } = reason;
      return { needed, available, best };
    }
    case 'shortage': {
      const { isProved, certified, shortages, pins } = reason;
      return { proved: isProved, certified, shortages: shortages.map(one => ({ ...one })), pins: pins.map(pinToJson) };
    }
    case 'no-place-found': {
      const { strategy, tried, pins } = reason;
      const told = tried.map(({ target, short }) => ({ target, short: short.map(one => ({ ...one })) }));
      return { strategy, tried: told, pins: pins.map(pinToJson) };
    }
    case 'no-plan-found':
      return { seconds: reason.seconds, circle: reason.circle };
    case 'no-numbers':
      return {
        pools: reason.pools.map(({ pool, services, held }) => ({ pool: pool.name, services, held: heldToJson(held) })),
      };
    case 'pin-conflict':
      return {
        conflicts: reason.conflicts.map(({ service, pool, id, other, held }) => ({
          service,
          pool: pool.name,
          id,
          other: other && { ...other },
          held: held && { service: held.service, from: held.from, to: held.to, by: held.by, targets: held.targets },
        })),
      };
    case 'self-dependency':
      return {};
  }
}

function pinToJson({ service, target }: Pin): Json {
  return { service, target };
}
