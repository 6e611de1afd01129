import type { Findings } from '../base/findings.ts';
import { AttributeSetValue, describeValue, type Value } from '../nix/index.ts';
import type { InfrastructureModel } from './infrastructure.ts';
import { decodeBalance, decodeCost } from './policy/decode-balance.ts';
import { decodeCapacities } from './policy/decode-capacities.ts';
import { decodeGroups } from './policy/decode-groups.ts';
import { decodeLinks } from './policy/decode-links.ts';
import { decodeMinimise } from './policy/decode-minimise.ts';
import { decodeMoves } from './policy/decode-moves.ts';
import { decodeRules } from './policy/decode-rules.ts';
import { decodeReplicas, decodeWeights } from './policy/decode-weights.ts';
import { PolicyNames } from './policy/policy-names.ts';
import { PolicyReader } from './policy/policy-reader.ts';
import { emptyPolicy, type MeasureName, type Policy } from './policy.ts';
import type { ServicesModel } from './service.ts';

const keys = ['balance', 'capacities', 'cost', 'groups', 'links', 'minimise', 'moves', 'priority', 'replicas', 'rules'];

/**
 * Checks a placement policy against the models that it speaks of and gives it types. Parts with a mistake are left out
 * of the result; every mistake is told to `findings`: unknown keys, services, groups, targets and properties with the
 * nearest name, and what services and the policy say in two ways. O(policy + services + targets + their attributes).
 *
 * @example decodePolicy(parseJson('{ "replicas": { "web": 3 } }'), 'placement.json', models, findings).replicas
 */
export function decodePolicy(
  value: Value,
  file: string,
  models: { readonly services: ServicesModel; readonly infrastructure: InfrastructureModel },
  findings: Findings,
): Policy {
  if (!(value instanceof AttributeSetValue)) {
    findings.error('policy', `the policy is ${describeValue(value)}, but must be an attribute set`, {
      file,
      hint: 'a policy is { capacities = { memory = { need = "memory"; have = "memory"; }; }; }',
    });
    return emptyPolicy;
  }
  const before = new PolicyNames(models, new Map());
  const whole = new PolicyReader('the policy', value, undefined, { file, findings, names: before }, keys);
  const names = new PolicyNames(models, decodeGroups(whole, models.services));
  const policy = new PolicyReader('the policy', value, undefined, { file, findings, names }, value.shape.names);
  const capacities = decodeCapacities(policy);
  const rules = decodeRules(policy);
  const decoded: Policy = {
    capacities,
    replicas: decodeReplicas(policy),
    groups: names.groups,
    rules,
    links: decodeLinks(policy),
    cost: decodeCost(policy),
    moves: decodeMoves(policy),
    balance: decodeBalance(policy, capacities),
    minimise: decodeMinimise(
      policy,
      rules.some(({ soft }) => soft !== undefined),
    ),
    priority: decodeWeights(policy, 'priority', 'priority = { web = 10; };', {}),
  };
  tellIdleParts(decoded, policy);
  return decoded;
}

/** Tells what is said but counts for nothing, and what counts but is not said. */
function tellIdleParts(policy: Policy, reader: PolicyReader): void {
  const { file, findings } = reader.source;
  const counts = (measure: MeasureName): boolean => policy.minimise.some(aim => aim.has(measure));
  const comfortable = policy.capacities.find(capacity => capacity.comfortable !== undefined);
  const idle = (what: string, measure: MeasureName, position = reader.position): void => {
    if (counts(measure)) return;
    const hint = `add "${measure}" to minimise`;
    findings.warning('policy-idle', `${what}, but minimise does not name "${measure}"`, { position, file, hint });
  };
  if (policy.cost !== undefined) idle('the policy says what targets cost', 'cost', policy.cost.position);
  if (comfortable !== undefined) {
    idle(`capacity "${comfortable.name}" has a comfortable share`, 'load', comfortable.position);
  }
  const [first] = policy.balance;
  if (first !== undefined) idle('the policy asks for balance', 'balance', first.position);
  const missing: readonly [MeasureName, boolean, string][] = [
    ['cost', !reader.has('cost'), 'write cost = "price"; after a property of targets'],
    ['load', comfortable === undefined, 'give a capacity a comfortable share: comfortable = 0.8;'],
    ['balance', !reader.has('balance'), 'write balance = [ { of = "cpu"; against = "memory"; ratio = 2; } ];'],
  ];
  for (const [measure, isMissing, hint] of missing) {
    if (!isMissing || !counts(measure) || findings.hasErrors) continue;
    const position = reader.read('minimise')?.position;
    reader.fail('policy-value', `minimise names "${measure}", of which the policy says nothing`, position, hint);
  }
}
