import { toBytes } from '../../base/bytes.ts';
import { Findings } from '../../base/findings.ts';
import { decodePolicy } from '../../model/decode-policy.ts';
import { usualServiceProperty } from '../../model/id-resources.ts';
import { parseJson } from '../../nix/index.ts';
import { checkModels, judgePlan } from '../../plan/index.ts';
import { describePinConflict } from '../../write/reasons/ids.ts';
import type { Finding } from '../input-error.ts';
import { checkOptions, data, type OptionRules, text } from '../option-rules.ts';
import { toFinding, translateErrors } from '../translate-errors.ts';
import { contentsOf } from './model-contents.ts';
import type { Models } from './models.ts';
import type { PlacePolicy } from './place-policy.ts';

/** What is checked. */
export interface CheckOptions {
  /** The property of a service that lists the pools it wants an id of: `requiresUniqueIdsFor` when left out. */
  readonly serviceProperty?: string | undefined;
  /**
   * What the distribution, as a plan, is to keep: see `docs/policy.md`. With a previous plan, moves from it are judged,
   * too. Without a distribution nothing is tested.
   */
  readonly policy?: PlacePolicy | undefined;
}

const rules: OptionRules<CheckOptions> = {
  serviceProperty: text,
  policy: data,
};

/**
 * Everything that can be known to be wrong before a deployment: dangling places, missing containers, colliding ports,
 * pools that run full. Errors would break it, warnings may; none means that all is well. O(models), and sorting. See
 * `docs/check.md`.
 *
 * @throws InputError for what is wrong in the policy itself
 *
 * @example
 * ```ts
 * import { check, loadModels } from 'dydisnix';
 *
 * const models = await loadModels({
 *   services: '{ web = { name = "web"; type = "tomcat"; }; }',
 *   infrastructure: '{ test1 = { containers = { }; }; }',
 *   distribution: '{ infrastructure }: { web = [ infrastructure.test1 ]; }',
 * });
 * for (const { code, message } of await check(models)) console.log(code, message);
 * ```
 */
export async function check(models: Models, options: CheckOptions = {}): Promise<readonly Finding[]> {
  checkOptions(options, rules);
  const { services, infrastructure, distribution, resources, ids } = contentsOf(models);
  const serviceProperty = toBytes(options.serviceProperty ?? usualServiceProperty);
  return translateErrors(() => {
    const findings = new Findings();
    const known = { services, infrastructure, distribution, resources, ids };
    checkModels({ ...known, serviceProperty, idsFile: undefined }, describePinConflict, findings);
    if (options.policy !== undefined) checkPolicy(options.policy, models, findings);
    return findings.all.map(toFinding);
  });
}

/** What the plan does not keep goes to `findings`; what does not fit the models tests nothing. */
function checkPolicy(policy: PlacePolicy, models: Models, findings: Findings): void {
  const { services, infrastructure, distribution, previous } = contentsOf(models);
  const wrong = new Findings();
  const value = parseJson(toBytes(JSON.stringify(policy)));
  const decoded = wrong.attempt(() => decodePolicy(value, 'policy', { services, infrastructure }, wrong));
  wrong.throwIfErrors();
  for (const finding of wrong.all) findings.add(finding);
  if (decoded === undefined || distribution === undefined) return;
  const own = new Findings();
  own.attempt(() => judgePlan({ services, infrastructure, previous }, decoded, distribution, own));
  for (const finding of new Set(own.all)) findings.add(finding);
}
