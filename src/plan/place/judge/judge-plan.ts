import { countNouns } from '../../../base/count-nouns.ts';
import { aboutService } from '../../../base/diagnostic.ts';
import type { Findings } from '../../../base/findings.ts';
import { nameSome, nameSomeSorted } from '../../../base/name-some.ts';
import type { Distribution } from '../../../model/distribution.ts';
import type { Policy } from '../../../model/policy.ts';
import { compareNeeds } from '../../compare-needs.ts';
import type { Request } from '../../planner.ts';
import type { PosedPlace } from '../../pose-place.ts';
import type { PlaceConstraint } from '../constraint.ts';
import { findViolations } from '../report/find-violations.ts';
import { measurePlan } from '../report/measure-plan.ts';
import type { MeasuredPlan } from '../report/measured-plan.ts';
import { showUnits } from '../whole-numbers.ts';
import { type GivenPlan, poseGivenPlan } from './pose-given-plan.ts';

/**
 * What a given plan comes to under a policy. To `findings` goes each demand that it does not keep, and by whom:
 * targets with too much on them, rules, pins, numbers of replicas, and, where there is a plan before, stateful services
 * that leave their place and moves beyond the limit. Wishes and comfortable shares are warnings. O(as `measurePlan`).
 * @param notes where what is told of the models goes, whatever the plan
 * @throws InputError with all notes where the policy does not fit the models
 */
export function judgePlan(
  models: Omit<Request, 'candidates'>,
  policy: Policy,
  plan: Distribution,
  findings: Findings,
  notes = findings,
): MeasuredPlan {
  const given = poseGivenPlan(models, policy, plan, notes);
  const measured = measurePlan(given.posed, given.label);
  tellReplicas(policy, given, findings);
  tellLoads(measured, given, findings);
  tellLimits(given, findings);
  tellRules(given, findings);
  tellMoves(policy, measured, findings);
  return measured;
}

function tellReplicas(policy: Policy, { posed }: GivenPlan, findings: Findings): void {
  for (const [service, replicas] of posed.replicas) {
    const said = policy.replicas.get(service);
    if (said === undefined) continue;
    const wanted = said === 'all' ? (replicas[0]?.candidates.length ?? 0) : said;
    if (wanted === replicas.length) continue;
    const times = `${countNouns(wanted, 'time')}${said === 'all' ? ': on each target that it may be on' : ''}`;
    findings.error(
      'wrong-replicas',
      `service "${service}" is on ${countNouns(replicas.length, 'target')}, but is to run ${times}`,
      {
        position: posed.prepared.services.services.get(service)?.position,
        hint: 'give it more targets or fewer, or change its replicas',
        subject: aboutService(service),
      },
    );
  }
}

function tellLoads({ loads }: MeasuredPlan, { posed, label }: GivenPlan, findings: Findings): void {
  loads.forEach(({ capacity, targets }, r) => {
    targets.forEach((load, target) => {
      if (!load.isOverloaded && load.isComfortable) return;
      const { unit } = posed.capacities[r] ?? { unit: { over: 1n, under: 1n } };
      const on = posed.nodes
        .map(({ name, needs }, node) => ({ service: name, need: label[node] === target ? (needs?.[r] ?? 0n) : 0n }))
        .filter(({ need }) => need > 0n)
        .sort(compareNeeds)
        .map(({ service, need }) => `${service} (${showUnits(need, unit)})`);
      const place = {
        position: posed.prepared.infrastructure.targets.get(load.target)?.position,
        hint: `on it: ${nameSome(on, 8)}`,
        subject: { kind: 'target', name: load.target },
      } as const;
      const { used, whileMoving, have, comfortable } = load;
      if (load.isOverloaded) {
        const moving = whileMoving === undefined ? '' : ' while replicas move';
        const much = `${whileMoving ?? used} is used${moving}`;
        const message = `target "${load.target}" has ${have} of ${capacity}, but ${much}`;
        findings.error('overload', message, place);
      } else {
        const message = `target "${load.target}" uses ${used} of ${capacity}, and ${comfortable} is comfortable`;
        findings.warning('uncomfortable', message, place);
      }
    });
  });
}

/** Replicas on targets that pins, `only`, `avoid` and `match` do not leave them. */
function tellLimits({ posed, label }: GivenPlan, findings: Findings): void {
  const numbers = new Map(posed.frozen.nodes.map((number, node) => [posed.frozen.graph.idAt(number), node]));
  for (const { constraint, nodes, targets } of posed.limits) {
    // What containers need is a rule of the models, which `check` knows without a policy.
    if (constraint.kind === 'container') continue;
    for (const id of nodes) {
      const node = numbers.get(id) ?? -1;
      const target = posed.labels[label[node] ?? -1]?.name;
      if (target === undefined || targets.has(target)) continue;
      const service = posed.nodes[node]?.name ?? '';
      findings.error(codeOf(constraint), describeLimit(constraint, service, target, targets), {
        position: constraint.position ?? posed.prepared.services.services.get(service)?.position,
        hint: targets.size === 0 ? 'no target is left for it' : `it may be on ${nameSomeSorted(targets, 8)}`,
        subject: aboutService(service),
      });
    }
  }
  for (const [i, { node: id, target: on, from }] of posed.wishes.entries()) {
    const { node = -1, label: target = -1 } = posed.problem.labelWishes[i] ?? {};
    if (label[node] !== target) continue;
    const [service, name] = [posed.nodes[node]?.name ?? id, posed.labels[target]?.name ?? on];
    const message = `the wish "${from.name}" is not met: "${service}" is on "${name}"`;
    findings.warning('unmet-wish', message, { position: from.position, subject: { kind: 'rule', name: from.name } });
  }
}

function codeOf({ kind }: PlaceConstraint): string {
  return kind === 'pin' ? 'broken-pin' : 'broken-rule';
}

function describeLimit(
  { kind, name }: PlaceConstraint,
  service: string,
  target: string,
  targets: ReadonlySet<string>,
): string {
  if (kind === 'pin') return `service "${service}" is pinned to "${[...targets].join(', ')}", but is on "${target}"`;
  return `the rule "${name}" is broken: "${service}" is on "${target}"`;
}

function tellRules({ posed, label }: GivenPlan, findings: Findings): void {
  posed.problem.rules.forEach((rule, i) => {
    const from = posed.ruleOrigins[i];
    if (from === undefined || from.kind !== 'rule') return;
    const { count, groups } = findViolations(posed.problem, rule, label);
    if (count === 0) return;
    const where = describeGroups(posed, label, rule, groups);
    const subject = { kind: 'rule', name: from.name } as const;
    const place = { position: from.position, hint: describeShort(rule, count), subject };
    if (rule.weight === undefined) findings.error('broken-rule', `the rule "${from.name}" is broken: ${where}`, place);
    else findings.warning('unmet-wish', `the wish "${from.name}" is not met: ${where}`, place);
  });
}

type PosedRule = PosedPlace['problem']['rules'][number];

/** `"db" and "web" on "t1"`; several groups one after the other. */
function describeGroups(
  { nodes, labels, zones }: PosedPlace,
  label: Int32Array,
  { partition }: PosedRule,
  groups: readonly (readonly number[])[],
): string {
  const way = zones.ways[partition - 1];
  const parts = groups.map(group => {
    const who = nameSomeSorted(
      group.map(node => `"${nodes[node]?.name ?? ''}"`),
      5,
    );
    const target = labels[label[group[0] ?? 0] ?? 0]?.name ?? '';
    const zone = way?.names[way.zoneOf.get(target) ?? -1];
    return `${who} ${zone === undefined ? `on "${target}"` : `in ${way?.property} "${zone}"`}`;
  });
  return nameSomeSorted(parts, 5, '; ');
}

function describeShort(rule: PosedRule, count: number): string {
  switch (rule.kind) {
    case 'apart':
      return 'each must have a place of its own';
    case 'together':
      return 'all must be in one place';
    case 'spread':
      return `at least ${rule.least} places are wanted: ${count} too few`;
    case 'skew':
      return `the numbers in two places may differ by ${rule.most}: ${count} too many here`;
    case 'near':
      return 'none of those is there that it must be near to';
  }
}

function tellMoves(policy: Policy, { moves }: MeasuredPlan, findings: Findings): void {
  const { atMost, position, stateful } = policy.moves;
  for (const { service, from, to } of moves.filter(move => move.stateful && stateful === 'never')) {
    const message = `the stateful service "${service}" moves from "${from}" to "${to}"`;
    const hint = 'its data stay behind: leave it where it is, or say moves.stateful = "allowed"';
    findings.error('stateful-move', message, { position, hint, subject: aboutService(service) });
  }
  if (atMost === undefined || moves.length <= atMost) return;
  const hint = `moved: ${nameSomeSorted(
    moves.map(({ service }) => service),
    8,
  )}`;
  findings.error('too-many-moves', `${moves.length} replicas move, but at most ${atMost} may`, { position, hint });
}
