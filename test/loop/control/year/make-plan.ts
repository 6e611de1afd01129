import { createHash } from 'node:crypto';
import { Findings } from '../../../../src/base/findings.ts';
import type { Observation, PlanScope } from '../../../../src/loop/control/decision.ts';
import { missingPlaces, type Placed } from '../../../../src/loop/control/deployed.ts';
import { holdInPlace, makeRoundRequest } from '../../../../src/loop/control/index.ts';
import type { PlanFacts, PlannedStep } from '../../../../src/loop/control/plan-facts.ts';
import { planPartly } from '../../../../src/plan/index.ts';
import { infrastructureOf, type Wanted } from './wanted.ts';

export function digestOf(text: string): string {
  return createHash('sha256').update(text, 'latin1').digest('hex').slice(0, 16);
}

/** Seconds of counted work for each plan. */
const timeLimit = 0.05;

/** Plans with the real planner, as whoever runs the loop does. */
export function makePlan(
  { machines, previous, deployed }: PlanScope,
  wanted: Wanted,
): { readonly kind: 'planned'; readonly plan: PlanFacts } | Extract<Observation, { kind: 'not planned' }> {
  const round = makeRoundRequest({
    services: wanted.model,
    infrastructure: infrastructureOf(machines),
    policy: wanted.policy,
    previous,
    gone: new Set(machines.filter(({ isThere }) => !isThere).map(({ name }) => name)),
    missing: new Set(machines.filter(({ isMissing }) => isMissing).map(({ name }) => name)),
  });
  const { waiting } = round;
  const plan = ({ request, policy }: typeof round) => planPartly(request, { policy, timeLimit }, new Findings());
  // What runs stays where it is, if that leaves nothing out; else what it leaves out moves; else everything may.
  let outcome = plan(holdInPlace(round));
  if (outcome.kind === 'planned' && outcome.leftOut.services.length > 0) {
    outcome = plan(holdInPlace(round, new Set(outcome.leftOut.services.map(({ service }) => service))));
  }
  if (outcome.kind !== 'planned' || outcome.leftOut.services.length > 0) outcome = plan(round);
  if (outcome.kind !== 'planned') {
    return { kind: 'not planned', because: outcome.kind, reason: JSON.stringify(outcome.reason) };
  }
  const placed: readonly Placed[] = [...outcome.distribution.mappings].map(([service, mappings]) => ({
    service,
    places: mappings.map(({ target }) => ({ target, container: null })),
  }));
  const waits = new Set(waiting.flatMap(({ service, targets }) => targets.map(target => `${service} ${target}`)));
  const before = deployed
    .map(({ service, places }) => ({
      service,
      places: places.filter(({ target }) => !waits.has(`${service} ${target}`)),
    }))
    .filter(({ places }) => places.length > 0);
  return {
    kind: 'planned',
    plan: {
      digest: digestOf(JSON.stringify(placed)),
      services: [...wanted.services.keys()],
      wanted: placed,
      steps: compare(before, placed, wanted),
      findings: [],
      waiting,
      leftOut: outcome.leftOut.services.map(({ service, wanted: count, planned }) => ({
        service,
        wanted: count,
        planned,
      })),
    },
  };
}

function compare(before: readonly Placed[], after: readonly Placed[], wanted: Wanted): readonly PlannedStep[] {
  const names = [...new Set([...before, ...after].map(({ service }) => service))].sort();
  const find = (list: readonly Placed[], service: string) => list.filter(one => one.service === service);
  return names.flatMap((service): readonly PlannedStep[] => {
    const [old, fresh] = [find(before, service), find(after, service)];
    const leaves = missingPlaces(old, fresh).flatMap(({ places }) => places);
    const comes = missingPlaces(fresh, old).flatMap(({ places }) => places);
    const stays = fresh.flatMap(({ places }) => places).filter(place => !comes.includes(place));
    if (leaves.length + comes.length === 0) return [];
    const kind =
      leaves.length * comes.length > 0 ? 'move' : stays.length > 0 ? 'scale' : leaves.length > 0 ? 'stop' : 'start';
    return [{ service, kind, stateful: wanted.services.get(service)?.stateful === true, leaves, comes, stays }];
  });
}
