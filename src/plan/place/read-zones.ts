import { countNouns } from '../../base/count-nouns.ts';
import { aboutTarget } from '../../base/diagnostic.ts';
import type { Findings } from '../../base/findings.ts';
import { readAttribute } from '../../model/decode-value.ts';
import type { InfrastructureModel } from '../../model/infrastructure.ts';
import type { Policy } from '../../model/policy.ts';
import { scalarText } from '../../model/scalar.ts';
import { describeValue } from '../../nix/index.ts';

/** Ways to group targets. */
export interface Zones {
  /** Property → number of the way; way 0 are the targets themselves. */
  readonly numberOf: (by: string | undefined) => number;
  /** Way 1, 2, …: the names of its zones, and target → zone. */
  readonly ways: readonly Way[];
}

/** One way to group targets: by the values of a property. */
export interface Way {
  readonly property: string;
  readonly names: readonly string[];
  readonly zoneOf: ReadonlyMap<string, number>;
}

/**
 * Groups the targets by each property that links and rules speak of. A target without the property is a zone of its
 * own, which is told once a property. Zones are numbered in the order of the targets. O(targets · properties).
 */
export function readZones(
  policy: Policy,
  targets: readonly string[],
  infrastructure: InfrastructureModel,
  findings: Findings,
): Zones {
  const properties = new Set(policy.links.by);
  for (const rule of policy.rules) if ('by' in rule && rule.by !== undefined) properties.add(rule.by);
  const ways = [...properties].map(property => groupBy(property, targets, infrastructure, findings));
  checkNesting(policy, ways, findings);
  const numbers = new Map(ways.map(({ property }, i) => [property, i + 1]));
  return { numberOf: by => (by === undefined ? 0 : (numbers.get(by) ?? 0)), ways };
}

function groupBy(
  property: string,
  targets: readonly string[],
  infrastructure: InfrastructureModel,
  findings: Findings,
): Way {
  const numbers = new Map<string, number>();
  const names: string[] = [];
  const zoneOf = new Map<string, number>();
  const without: string[] = [];
  for (const target of targets) {
    const name = readZone(property, target, infrastructure, findings);
    const known = name === undefined ? undefined : numbers.get(name);
    if (known !== undefined) {
      zoneOf.set(target, known);
      continue;
    }
    if (name === undefined) without.push(target);
    else numbers.set(name, names.length);
    zoneOf.set(target, names.length);
    names.push(name ?? target);
  }
  const [first] = without;
  if (first !== undefined && targets.length > without.length) {
    const others = without.length > 1 ? ` and ${countNouns(without.length - 1, 'other')}` : '';
    const are = without.length > 1 ? 'have no property' : 'has no property';
    const each = without.length > 1 ? 'each is' : 'it is';
    const message = `target "${first}"${others} ${are} "${property}": ${each} taken for a zone of its own`;
    findings.warning('missing-zone', message, {
      position: infrastructure.targets.get(first)?.position,
      subject: aboutTarget(first),
    });
  }
  return { property, names, zoneOf };
}

function readZone(
  property: string,
  name: string,
  { targets }: InfrastructureModel,
  findings: Findings,
): string | undefined {
  const target = targets.get(name);
  const found = target && findings.attempt(() => readAttribute(target.properties, property));
  if (found === undefined || found.value === null) return undefined;
  const zone = scalarText(found.value);
  if (zone !== undefined) return zone;
  const message = `${property} of target "${name}" is ${describeValue(found.value)}, but must be a text or a number`;
  findings.error('zone', message, {
    position: found.position,
    hint: 'it says in which zone the target is',
    subject: aboutTarget(name),
  });
  return undefined;
}

/** Each zone of a level lies in one zone of the next level outward. */
function checkNesting({ links }: Policy, ways: readonly Way[], findings: Findings): void {
  const levels = links.by.flatMap(property => ways.find(way => way.property === property) ?? []);
  for (const [i, outer] of levels.entries()) {
    const inner = levels[i - 1];
    if (inner === undefined) continue;
    const around = new Map<number, string>();
    for (const [target, zone] of inner.zoneOf) {
      const place = outer.names[outer.zoneOf.get(target) ?? -1] ?? '';
      const other = around.get(zone);
      if (other === undefined) around.set(zone, place);
      else if (other !== place) {
        const where = `${inner.property} "${inner.names[zone]}" is in ${outer.property} "${other}" and in "${place}"`;
        findings.error('policy-links', `levels of links must nest, but ${where}`, {
          position: links.position,
          hint: 'list the smaller zones first, and give them different names',
        });
        return;
      }
    }
  }
}
