import { sortNames } from '../../base/order.ts';
import { type Distribution, targetsOf } from '../../model/distribution.ts';
import { Budget, type Timing } from '../../solve/index.ts';
import type { NoPlan, Outcome } from '../planner.ts';
import type { PreparedRequest } from '../prepare-request.ts';
import { type ActivationCircle, type ContainerWait, keepOpen } from './activation-waits.ts';
import { joinProofs, settles } from './join-proofs.ts';
import { joinReasons, namesCircle } from './join-reasons.ts';
import type { PlacePlan } from './place-plan.ts';

/** Plans a request, within so many seconds. */
export type PlanOnce = (request: PreparedRequest, seconds: number) => Outcome<PlacePlan>;

/** For how long, in seconds, and who hears of the clock. */
export interface OrderOptions extends Timing {
  readonly timeLimit: number;
}

/** So many requests are planned at most. */
const mostRequests = 64;

/**
 * The best plan in which no services wait for each other in a circle.
 *
 * Problem    A circle may need several services to be on the targets of others; that one of them is elsewhere suffices
 *            to open it, which no rule on groups of services says.
 * Input      A request, whose pairs that close a circle alone are apart already; who plans one, and seconds.
 * Result     What came of it. That there is no plan is told with the demands that rule out each way to open a circle.
 * Guarantee  Exact, as far as time and the number of requests go: what is not looked at is in the bounds of the proof,
 *            or nothing is said.
 * Method     Branch and bound. A plan that closes a circle is a bound for all that come after it; then the circle is
 *            opened in each way in turn. Depth first, so that the first plan comes early.
 * Time       Exponential in the number of circles at worst; each request gets half of the seconds that are left.
 * Source     A. H. Land, A. G. Doig, "An automatic method of solving discrete programming problems", Econometrica 28,
 *            1960.
 * Ties       Circles and their waits by the names of services.
 */
export function planInOrder(request: PreparedRequest, search: OrderOptions, planOnce: PlanOnce): Outcome<PlacePlan> {
  return new OrderSearch(planOnce, search).run(request);
}

type Planned = Extract<Outcome<PlacePlan>, { readonly kind: 'planned' }>;
type Impossible = NoPlan<'impossible', PlacePlan['problem']>;

class OrderSearch {
  #best: Planned | undefined;
  /** Plans whose bounds hold for what was not looked at any further. */
  readonly #open: Planned[] = [];
  #circle: ActivationCircle | undefined;
  #requests = 0;
  readonly #seconds: number;
  readonly #budget: Budget;
  readonly #planOnce: PlanOnce;

  constructor(planOnce: PlanOnce, search: OrderOptions) {
    this.#planOnce = planOnce;
    this.#seconds = search.timeLimit;
    this.#budget = new Budget(search.timeLimit, search);
  }

  run(request: PreparedRequest): Outcome<PlacePlan> {
    const first = this.#plan(request);
    const ruledOut = this.#look(request, first, undefined);
    const best = this.#best;
    if (best === first || first.kind !== 'planned') return first;
    if (best !== undefined)
      return {
        ...best,
        proof: joinProofs(
          best.proof,
          this.#open.map(({ proof }) => proof),
        ),
      };
    if (ruledOut !== undefined) return { ...ruledOut, problem: first.problem };
    const reason = { kind: 'no-plan-found', seconds: this.#seconds, circle: this.#circle?.services } as const;
    return { kind: 'unknown', reason, problem: first.problem };
  }

  #plan(request: PreparedRequest): Outcome<PlacePlan> {
    this.#requests++;
    const outcome = this.#planOnce(request, this.#budget.secondsLeft() / 2);
    // The clock says how much work the later ones may do, which matters where they did not come to their end.
    if (this.#requests > 1 && !isFinished(outcome)) this.#budget.noteClock();
    return outcome;
  }

  /**
   * Takes what came of a request: a plan, or what is known of those that open its circle.
   * @param before the plan of the request that this one adds a demand to
   * @returns why no plan keeps the request and is in order, where that is so
   */
  #look(request: PreparedRequest, outcome: Outcome<PlacePlan>, before: Planned | undefined): Impossible | undefined {
    if (outcome.kind === 'impossible') return outcome;
    if (outcome.kind === 'unknown') {
      if (before !== undefined) this.#open.push(before);
      return undefined;
    }
    const circle = request.activation.findCircle(outcome.distribution);
    if (circle !== undefined) return this.#openUp(request, outcome, circle);
    this.#open.push(outcome);
    if (this.#best === undefined || isLess(outcome.proof.values, this.#best.proof.values)) this.#best = outcome;
    return undefined;
  }

  /** Looks for plans in which a circle is open. */
  #openUp(request: PreparedRequest, closed: Planned, circle: ActivationCircle): Impossible | undefined {
    this.#circle = circle;
    if (this.#best !== undefined && settles(closed.proof, this.#best.proof)) return undefined;
    const ways = circle.waits.flatMap(wait => waysToOpen(request, closed.distribution, circle, wait));
    const ruledOut: Impossible[] = [];
    for (const way of ways) {
      if (this.#requests >= mostRequests || this.#budget.isSpent()) {
        this.#open.push(closed);
        return undefined;
      }
      const none = this.#look(way, this.#plan(way), closed);
      // What has nothing to do with the circle rules out the other ways, too.
      if (none !== undefined && !namesCircle(none.reason, circle)) return none;
      if (none !== undefined) ruledOut.push(none);
    }
    if (ruledOut.length < ways.length) return undefined;
    return {
      kind: 'impossible',
      reason: joinReasons(
        ruledOut.map(({ reason }) => reason),
        request,
      ),
      problem: closed.problem,
    };
  }
}

/** The requests of all plans in which a wait of a circle does not close it as it does in this one. */
function waysToOpen(
  request: PreparedRequest,
  plan: Distribution,
  circle: ActivationCircle,
  wait: ContainerWait,
): readonly PreparedRequest[] {
  if (wait.isEverywhere) return [request.keepingApart(keepOpen(circle, wait))];
  const there = new Set(targetsOf(plan, wait.provider));
  const [target = ''] = sortNames(targetsOf(plan, wait.service)).filter(
    name => there.has(name) && wait.targets.has(name),
  );
  return [wait.service, wait.provider].map(service => request.keepingAway(service, target, circle));
}

function isFinished(outcome: Outcome<PlacePlan>): boolean {
  if (outcome.kind !== 'planned') return outcome.kind === 'impossible';
  return outcome.proof.endedBy === 'proof' || outcome.proof.endedBy === 'done';
}

function isLess(a: readonly number[], b: readonly number[]): boolean {
  const stage = a.findIndex((value, i) => value !== b[i]);
  return stage >= 0 && (a[stage] ?? 0) < (b[stage] ?? 0);
}
