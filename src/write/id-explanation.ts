import { nameSomeSorted } from '../base/name-some.ts';
import { shortenPath } from '../base/shorten-path.ts';
import type { Position } from '../base/source.ts';
import { describeRange, kindNames } from '../model/describe-range.ts';
import type { Pool } from '../model/id-resources.ts';
import type { HolderOfId, IdExplanation, IdReason, NumberVerdict, Obstacle } from '../plan/index.ts';
import { rangeToJson } from './held-json.ts';
import type { Json, JsonObject } from './json.ts';
import { nameHolder } from './name-holder.ts';
import { writeNixName } from './nix-text.ts';

/** At most so many targets are named. */
const mostNamed = 5;

/** Why a service has its number, and why not the others, in lines. */
export function writeIdExplanation(explanation: IdExplanation, folder: string): string {
  const { service, pool, before, id, lost, others } = explanation;
  const range = `${pool.name} (${describeRange(pool)})`;
  const has = before === id ? `has ${id}` : `gets ${id ?? 'none'}`;
  const instead = before === undefined || before === id ? '' : `, no longer ${before}`;
  const verdicts = [...(lost === undefined ? [] : [lost]), ...others.filter(({ number }) => number !== lost?.number)];
  const lines = [
    `${service} ${has} of ${range}${instead}: ${describeReason(explanation, folder)}.`,
    ...verdicts.map(verdict => `  ${describeVerdict(verdict, explanation, folder)}`),
  ];
  return `${lines.join('\n')}\n`;
}

/** That no service which gets numbers asks for one of a pool. */
export function describeUnwanted(pool: Pool): string {
  return `no service that goes anywhere wants a number of ${pool.name} (${describeRange(pool)})\n`;
}

function describeReason({ pool, id, reason }: IdExplanation, folder: string): string {
  switch (reason.kind) {
    case 'pinned': {
      const where = reason.pool === pool.name ? 'pins it' : `pins it of ${reason.pool}, which is coupled`;
      return `it ${where}${placeOf(reason.position, folder)}`;
    }
    case 'kept':
      return reason.isForeign
        ? 'the ids file has it, and the pool adopts it, though it is none of its numbers (keepForeign)'
        : 'the ids file has it, and who has a number keeps it';
    case 'coupled':
      return `it has ${id} of ${reason.pool} in the ids file, which is coupled: it has one number for both`;
    case 'back':
      return 'it had that last, and nobody got it since';
    case 'dry':
      return 'no number is left for it';
    case 'new':
      return describeTurn(reason);
  }
}

function describeTurn({ since, runs, last }: Extract<IdReason, { kind: 'new' }>): string {
  const upwards = last === undefined ? 'from the first number' : `from the last one given (${last} before this run)`;
  if (since === undefined) return `it never was in use, and is the first such one upwards ${upwards}`;
  const rest = `since release ${since} of ${runs}`;
  return `none that is free has rested longer (${rest}), and it is the first upwards ${upwards}`;
}

function describeVerdict(verdict: NumberVerdict, explanation: IdExplanation, folder: string): string {
  const { service, pool, id, reason } = explanation;
  const { number, obstacles, isPinnable, former, system } = verdict;
  if (number === id) return `${number} is what it has.`;
  // Of coupled pools the same may be said twice.
  const why = new Set(obstacles.map(obstacle => describeObstacle(obstacle, service, folder)));
  const losers = new Set(obstacles.flatMap(obstacle => (obstacle.kind === 'taken' ? [obstacle.by.service] : [])));
  const taking = losers.size === 0 ? 'would give it' : `would take it from ${nameSomeSorted(losers, mostNamed)}`;
  const notes = [
    ...(former.length === 0 ? [] : [`${nameSomeSorted(former, mostNamed)} had it last, and may come back for it`]),
    ...(system === undefined ? [] : [`a usual machine gives it by itself (${system.use ?? 'as the pool says'})`]),
    ...(isPinnable && reason.kind !== 'pinned'
      ? [`a pin ${taking} (${writePin(pool.name, explanation)} = ${number})`]
      : []),
  ];
  return `Not ${number}: ${[...why, ...notes].join('; ')}.`;
}

/** The attribute of a service that pins the number: that of one of its numbers with names has the name in it. */
function writePin(pool: string, { service, owner }: IdExplanation): string {
  const name = owner === undefined ? pool : `${pool}${service.slice(owner.length)}`;
  return `pinnedIds.${writeNixName(name)}`;
}

function describeObstacle(obstacle: Obstacle, service: string, folder: string): string {
  switch (obstacle.kind) {
    case 'no-id':
      return `it is no number of ${obstacle.pool.name} (${describeRange(obstacle.pool)})`;
    case 'impossible':
      return `no ${kindNames[obstacle.pool.kind]} can have it`;
    case 'reserved': {
      const { from, to, pool } = obstacle;
      return `it is reserved in ${pool.name} (${from === to ? from : `${from} to ${to}`})`;
    }
    case 'held': {
      const { by } = obstacle;
      const range = by.from === by.to ? 'it' : `${by.from}-${by.to}`;
      const who = by.service === service ? 'it' : nameHolder(by);
      const isIdle = by.service !== undefined && by.barsNewOnly === true;
      const how = isIdle ? ', though it goes to no target' : '';
      return `${who} has ${range} by itself${how} (${by.by}${placeOf(by.positionOf(), folder, ', ')})`;
    }
    case 'taken':
      return describeHolder(obstacle.by, obstacle.pool.name, service);
    case 'pins-other':
      return 'it pins another one';
    case 'keeps':
      return 'it keeps the one that it has';
    case 'gets-back':
      return 'it gets back the one that it had';
    case 'rests':
      return `it rests since release ${obstacle.since} of ${obstacle.runs}, and others have rested longer`;
    case 'turn':
      return 'it is free, but its turn comes later';
  }
}

const ways: Readonly<Record<HolderOfId['how'], string>> = {
  pinned: 'by a pin',
  kept: 'and keeps it',
  given: 'since this run',
};

function describeHolder({ service, pool, id, how, targets }: HolderOfId, asked: string, asker: string): string {
  const who = service === asker ? 'it itself' : service;
  const what = pool === asked ? 'it' : `${id} of ${pool}`;
  const where = targets.length === 0 ? '' : ` on ${nameSomeSorted(targets, mostNamed)}`;
  return `${who} has ${what}${where} ${ways[how]}`;
}

/** Where something stands, in brackets or behind a comma; nothing where nobody knows. */
function placeOf(position: Position | undefined, folder: string, before = ' ('): string {
  if (position === undefined) return '';
  const place = `${shortenPath(position.source.name, folder)}:${position.line}:${position.column}`;
  return `${before}${place}${before === ' (' ? ')' : ''}`;
}

/** An explanation as data. */
export function idExplanationToJson(explanation: IdExplanation): JsonObject {
  const { service, pool, targets, before, id, reason, lost, others } = explanation;
  return {
    service,
    pool: pool.name,
    targets,
    ...(before === undefined ? {} : { before }),
    ...(id === undefined ? {} : { id }),
    reason: reasonToJson(reason),
    ...(lost === undefined ? {} : { lost: verdictToJson(lost) }),
    others: others.map(verdictToJson),
  };
}

function reasonToJson(reason: IdReason): Json {
  if (reason.kind !== 'pinned') return { ...reason };
  const { kind, pool, position } = reason;
  return { kind, pool, ...placeToJson(position) };
}

function verdictToJson({ number, obstacles, isPinnable, former, system }: NumberVerdict): Json {
  return {
    number,
    obstacles: obstacles.map(obstacleToJson),
    pinnable: isPinnable,
    ...(former.length === 0 ? {} : { former }),
    ...(system === undefined ? {} : { system: system.use ?? '' }),
  };
}

function obstacleToJson(obstacle: Obstacle): Json {
  switch (obstacle.kind) {
    case 'taken': {
      const { service, pool, id, how, targets } = obstacle.by;
      return { kind: obstacle.kind, service, pool, id, how, targets };
    }
    case 'held': {
      const { kind, pool, by } = obstacle;
      return { kind, pool: pool.name, ...rangeToJson(by), ...placeToJson(by.positionOf()) };
    }
    case 'reserved':
      return { kind: obstacle.kind, pool: obstacle.pool.name, from: obstacle.from, to: obstacle.to };
    case 'no-id':
    case 'impossible':
      return { kind: obstacle.kind, pool: obstacle.pool.name };
    default:
      return { ...obstacle };
  }
}

function placeToJson(position: Position | undefined): JsonObject {
  return { file: position?.source.name, line: position?.line, column: position?.column };
}
