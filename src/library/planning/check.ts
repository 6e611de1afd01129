import { toBytes } from '../../base/bytes.ts';
import { Findings } from '../../base/findings.ts';
import { checkModels } from '../../plan/index.ts';
import { describePinConflict } from '../../write/reasons/ids.ts';
import type { Finding } from '../input-error.ts';
import { toFinding, translateErrors } from '../translate-errors.ts';
import { contentsOf } from './model-contents.ts';
import type { Models } from './models.ts';

/** What is checked. */
export interface CheckOptions {
  /** The property of a service that lists the pools it wants an id of: `requiresUniqueIdsFor` when left out. */
  readonly serviceProperty?: string | undefined;
}

/**
 * Everything that can be known to be wrong before a deployment: dangling places, missing containers, colliding ports,
 * pools that run full. Errors would break it, warnings may; none means that all is well. O(models), and sorting. See
 * `docs/check.md`.
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
  const { services, infrastructure, distribution, resources, ids } = contentsOf(models);
  const serviceProperty = toBytes(options.serviceProperty ?? 'requiresUniqueIdsFor');
  return translateErrors(() => {
    const findings = new Findings();
    const known = { services, infrastructure, distribution, resources, ids };
    checkModels({ ...known, serviceProperty, idsFile: undefined }, describePinConflict, findings);
    return findings.all.map(toFinding);
  });
}
