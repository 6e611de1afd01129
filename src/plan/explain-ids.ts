/**
 * Why a service has the number that it has of a pool, and why not another one.
 *
 * Rule       The answer is about the run that comes next: what it gives, and what of the rules of docs/ids.md made it
 *            so. A number that the ids file has is kept by that run, and so on.
 * Time       One assignment; then, a question, O(wishes + numbers that are held or rest).
 */
import type { Findings } from '../base/findings.ts';
import type { Position } from '../base/source.ts';
import type { Pool } from '../model/id-resources.ts';
import { type IdRequest, isPoolId } from '../solve/index.ts';
import { type IdPlanOptions, type IdPlanRequest, solveIds } from './assign-ids.ts';
import { IdLedger } from './id-ledger.ts';
import { judgeNumber, type NumberVerdict } from './judge-number.ts';
import { locatePinConflicts } from './locate-pin-conflicts.ts';
import { positionOfPins } from './read-id-requests.ts';
import type { PinConflictAtPlace } from './reason.ts';

/** Whose number is asked about, and why it is not one of these. */
export interface IdQuestion {
  readonly service: string;
  readonly pool: string;
  readonly not: readonly number[];
}

/** Which rule gave a service its number. */
export type IdReason =
  /** It pins it, of this pool or of one that is coupled. */
  | { readonly kind: 'pinned'; readonly pool: string; readonly position: Position | undefined }
  /** It had it before; `isForeign`: though it is none of the pool, which adopts ids. */
  | { readonly kind: 'kept'; readonly isForeign: boolean }
  /** It has it of a pool that is coupled. */
  | { readonly kind: 'coupled'; readonly pool: string }
  /** It had it last, and nobody got it since. */
  | { readonly kind: 'back' }
  /** Of those that are free it has rested longest: since a run that released something, or it never was in use. */
  | {
      readonly kind: 'new';
      readonly since: number | undefined;
      readonly runs: number;
      /** The number given last before this run, from which the next ones are looked for upwards. */
      readonly last: number | undefined;
    }
  /** No number is left. */
  | { readonly kind: 'dry' };

/** What is to be said of the number of a service. */
export interface IdExplanation {
  readonly service: string;
  /** Whose number it is, where `service` is a number of a service by its name, as `web:metrics`. */
  readonly owner: string | undefined;
  readonly pool: Pool;
  /** Where it stands; none where that is not known. */
  readonly targets: readonly string[];
  /** What the ids file says. */
  readonly before: number | undefined;
  /** What the next run gives; undefined where nothing is left. */
  readonly id: number | undefined;
  readonly reason: IdReason;
  /** Why it does not keep what it had. */
  readonly lost: NumberVerdict | undefined;
  /** The others that were asked about. */
  readonly others: readonly NumberVerdict[];
}

/** The explanations; or pins that cannot be, with which nobody gets a number. */
export type IdExplanations =
  | { readonly kind: 'explained'; readonly explanations: readonly IdExplanation[] }
  | { readonly kind: 'pin-conflict'; readonly conflicts: readonly PinConflictAtPlace[] };

/**
 * Explains numbers.
 * @param choose the questions, once it is known who asks for what; what is wrong with them goes to `findings`
 * @throws InputError with all findings when the models or the questions are wrong
 */
export function explainIds(
  request: IdPlanRequest,
  options: IdPlanOptions,
  choose: (wishes: readonly IdRequest[]) => readonly IdQuestion[],
  findings: Findings,
): IdExplanations {
  const { services, resources } = request;
  const { models, solution } = solveIds(request, options, findings);
  const questions = choose(models.wishes);
  if (solution.pinConflicts.length > 0) {
    const conflicts = locatePinConflicts(solution.pinConflicts, resources, services, models.wishes);
    return { kind: 'pin-conflict', conflicts };
  }
  findings.throwIfErrors();
  const ledger = new IdLedger(models, solution.assignments);
  const explanations = questions.flatMap(question => explainOne(question, ledger, request) ?? []);
  return { kind: 'explained', explanations };
}

function explainOne(
  { service, pool: name, not }: IdQuestion,
  ledger: IdLedger,
  { services }: IdPlanRequest,
): IdExplanation | undefined {
  const pool = ledger.pools.get(name);
  const wish = ledger.wishOf(service);
  if (pool === undefined || wish === undefined) return undefined;
  const before = ledger.previous.ids.get(name)?.get(service);
  const id = ledger.now.ids.get(name)?.get(service);
  const owner = services.services.get(wish.owner ?? service);
  const reason = findReason(pool, wish, id, ledger, owner === undefined ? undefined : positionOfPins(owner));
  const judge = (number: number) => judgeNumber(number, pool, wish, reason.kind, ledger);
  const lost = before === undefined || before === id ? undefined : judge(before);
  return { service, owner: wish.owner, pool, targets: wish.targets, before, id, reason, lost, others: not.map(judge) };
}

function findReason(
  pool: Pool,
  wish: IdRequest,
  id: number | undefined,
  ledger: IdLedger,
  position: Position | undefined,
): IdReason {
  if (id === undefined) return { kind: 'dry' };
  const { previous } = ledger;
  const together = ledger.wantedTogether(pool, wish);
  const pinned = together.find(({ name }) => wish.pins.get(name) === id);
  if (pinned !== undefined) return { kind: 'pinned', pool: pinned.name, position };
  const has = (book: typeof previous.former, { name }: Pool) => book?.get(name)?.get(wish.service) === id;
  if (has(previous.ids, pool)) return { kind: 'kept', isForeign: !isPoolId(pool, id) };
  const other = together.find(one => has(previous.ids, one));
  if (other !== undefined) return { kind: 'coupled', pool: other.name };
  if (together.some(one => has(previous.former, one))) return { kind: 'back' };
  const { since, runs } = ledger.restOf(pool, id, wish);
  return { kind: 'new', since, runs, last: ledger.lastOf(pool, wish) };
}
