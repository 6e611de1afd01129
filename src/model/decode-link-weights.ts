import { aboutService } from '../base/diagnostic.ts';
import type { Findings } from '../base/findings.ts';
import { didYouMean } from '../base/suggest.ts';
import { AttributeSetValue, describeValue, force, NixFloat, type Value } from '../nix/index.ts';
import { readAttribute } from './decode-value.ts';
import { readWhole } from './read-quantity.ts';
import type { Service, ServicesModel } from './service.ts';

/** How much a link between two services weighs: 1 unless one of them, or both, say more in `linkWeights`. Symmetric. */
export type LinkWeight = (a: string, b: string) => number;

/**
 * Reads the `linkWeights` of all services: `linkWeights = { db = 10; };` gives the link to the dependency `db` (by the
 * key or the name of the service) the weight 10. Where both ends give one, the link weighs their sum. Only whole
 * numbers from 1 to 2^31 - 1 are weights, also in quotes; what is wrong is told to `findings`. O(services + weights).
 */
export function decodeLinkWeights(model: ServicesModel, findings: Findings): LinkWeight {
  const weights = new Map<string, Map<string, number>>();
  for (const service of model.services.values()) {
    const found = findings.attempt(() => readAttribute(service.attributes, 'linkWeights'));
    if (found === undefined) continue;
    const subject = aboutService(service.key);
    if (!(found.value instanceof AttributeSetValue)) {
      const message = `linkWeights of service "${service.key}" is ${describeValue(found.value)}, but must be an attribute set of numbers`;
      findings.error('link-weights', message, {
        position: found.position,
        hint: 'write linkWeights = { db = 10; };',
        subject,
      });
      continue;
    }
    const dependencies = dependenciesByName(service, model);
    for (const [name, slot] of found.value.entries()) {
      const position = found.value.positionOf(name) ?? found.position;
      const other = dependencies.get(name);
      if (other === undefined) {
        const message = `linkWeights of service "${service.key}" names "${name}", which is not among its dependencies`;
        findings.error('link-weights', message, { position, hint: didYouMean(name, dependencies.keys()), subject });
        continue;
      }
      const value = findings.attempt(() => force(slot));
      if (value === undefined) continue;
      const whose = `the weight of the link from "${service.key}" to "${name}"`;
      const weight = readWhole({ value, position }, whose, findings);
      if (weight === undefined || weight < 1 || weight > MOST) {
        const message = `${whose} is ${show(value)}, but must be a whole number from 1 to ${MOST}`;
        findings.error('link-weights', message, { position, subject });
      } else add(weights, service.key, other, weight);
    }
  }
  return (a, b) => weights.get(a < b ? a : b)?.get(a < b ? b : a) ?? 1;
}

function dependenciesByName(service: Service, model: ServicesModel): Map<string, string> {
  const keys = [...service.dependsOn, ...service.connectsTo];
  const byName = keys.map((key): [string, string] => [model.services.get(key)?.name ?? key, key]);
  return new Map([...byName, ...keys.map((key): [string, string] => [key, key])]);
}

/** Sums of weights up to here stay exact in the solvers, even for a million links. */
const MOST = 2 ** 31 - 1;

function show(value: Value): string {
  if (value instanceof NixFloat) return String(value.value);
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : describeValue(value);
}

function add(weights: Map<string, Map<string, number>>, a: string, b: string, weight: number): void {
  const [first, second] = a < b ? [a, b] : [b, a];
  const row = weights.get(first) ?? new Map<string, number>();
  row.set(second, (row.get(second) ?? 0) + weight);
  weights.set(first, row);
}
