import type { CheckInput } from './check-input.ts';

/** The services that are distributed, and those that they need; undefined without a distribution. */
export function findDeployed({ services: { services }, distribution }: CheckInput): ReadonlySet<string> | undefined {
  if (distribution === undefined) return undefined;
  const deployed = new Set<string>();
  const open = [...distribution.mappings].flatMap(([key, targets]) => (targets.length > 0 ? [key] : []));
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    const service = services.get(key);
    if (service === undefined || deployed.has(key)) continue;
    deployed.add(key);
    open.push(...service.dependsOn, ...service.connectsTo);
  }
  return deployed;
}
