import { Findings } from '../../base/findings.ts';
import type { Position } from '../../base/source.ts';
import type { Policy } from '../../model/policy.ts';
import { planByPolicy } from '../place.ts';
import type { Outcome } from '../planner.ts';
import type { PreparedRequest } from '../prepare-request.ts';
import type { PlaceConflictSearch } from './find-place-conflict.ts';
import type { PlacePlan } from './place-plan.ts';
import { listObjectives, type Objective } from './report/list-objectives.ts';

/** What a part of a policy costs: the objectives of the best plan found without it. */
export interface Shadow {
  readonly kind: 'rule' | 'capacity' | 'moves';
  readonly name: string;
  readonly position: Position | undefined;
  /** Undefined where no plan was found in time. */
  readonly without: readonly Objective[] | undefined;
}

/** The objectives with all of a policy, and without each part of it. */
export interface Shadows {
  /** Undefined where no plan was found. */
  readonly withAll: readonly Objective[] | undefined;
  readonly shadows: readonly Shadow[];
}

/**
 * Plans with all of a policy, and without each capacity, each rule, and the limit on moves in turn; each plan gets the
 * same part of the time.
 * @throws InputError with all findings when the request or the policy is wrong
 */
export function findShadows(request: PreparedRequest, policy: Policy, search: PlaceConflictSearch): Shadows {
  const parts = listParts(policy);
  const timeLimit = search.timeLimit / (parts.length + 1);
  const plan = (some: Policy): readonly Objective[] | undefined => {
    const outcome: Outcome<PlacePlan> = planByPolicy(request, { ...search, policy: some, timeLimit }, new Findings());
    return outcome.kind === 'planned' ? listObjectives(outcome.posed, outcome.proof) : undefined;
  };
  return {
    withAll: plan(policy),
    shadows: parts.map(({ without, ...part }) => ({ ...part, without: plan(without) })),
  };
}

interface Part extends Omit<Shadow, 'without'> {
  readonly without: Policy;
}

function listParts(policy: Policy): readonly Part[] {
  const { capacities, rules, moves, balance } = policy;
  return [
    ...capacities.map((capacity): Part => {
      const others = capacities.filter(other => other !== capacity);
      const balanced = balance.filter(({ of, against }) => of !== capacity.name && against !== capacity.name);
      const { name, position } = capacity;
      return { kind: 'capacity', name, position, without: { ...policy, capacities: others, balance: balanced } };
    }),
    ...rules.map((rule): Part => {
      const { name, position } = rule;
      return { kind: 'rule', name, position, without: { ...policy, rules: rules.filter(other => other !== rule) } };
    }),
    ...(moves.atMost === undefined
      ? []
      : [
          {
            kind: 'moves' as const,
            name: String(moves.atMost),
            position: moves.position,
            without: { ...policy, moves: { ...moves, atMost: undefined } },
          },
        ]),
  ];
}
