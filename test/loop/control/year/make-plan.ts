import { createHash } from 'node:crypto';
import { Findings } from '../../../../src/base/findings.ts';
import { compareNames } from '../../../../src/base/order.ts';
import type { Observation, PlanScope } from '../../../../src/loop/control/decision.ts';
import { keepPlaces, type Placed } from '../../../../src/loop/control/deployed.ts';
import { holdInPlace, makeRoundRequest } from '../../../../src/loop/control/index.ts';
import type { PlanFacts, PlannedStep } from '../../../../src/loop/control/plan-facts.ts';
import { compareDeployments, type DeployedService, type Deployment, planPartly } from '../../../../src/plan/index.ts';
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
  const before = keepPlaces(deployed, ({ target }, service) => !waits.has(`${service} ${target}`));
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

/** The steps from one to the other, in byte order. Services are known by name only: none changes, and none restarts. */
function compare(before: readonly Placed[], after: readonly Placed[], wanted: Wanted): readonly PlannedStep[] {
  const { steps } = compareDeployments(deploymentOf(before, wanted), deploymentOf(after, wanted));
  return [...steps].sort((a, b) => compareNames(a.service, b.service));
}

function deploymentOf(placed: readonly Placed[], wanted: Wanted): Deployment {
  const services = placed.map(({ service, places }): [string, DeployedService] => [
    service,
    {
      type: undefined,
      stateful: wanted.services.get(service)?.stateful === true,
      properties: undefined,
      waitsFor: [],
      places: places.map(({ target }) => ({ target, container: undefined })),
    },
  ]);
  return { services: new Map(services) };
}
