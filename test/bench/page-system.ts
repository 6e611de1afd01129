import { Findings } from '../../src/base/findings.ts';
import { formatAmount } from '../../src/model/amount.ts';
import { decodeLinkWeights } from '../../src/model/decode-link-weights.ts';
import { buildDocument } from '../../src/write/cards/build-document.ts';
import type { PlanDocument } from '../../src/write/cards/plan-document.ts';
import { distribution, servicesModel, targetsWith } from '../graph/models.ts';

/** A system as large ones are: most links are inside groups, machines in zones, ten candidates each. */
export function makePageDocument(services: number, machines: number): PlanDocument {
  let state = 7;
  const draw = (most: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % most;
  };
  const names = Array.from({ length: services }, (_, i) => `service-${i}`);
  const targets = Array.from({ length: machines }, (_, i) => `machine-${i}`);
  const groupOf = (i: number): number => Math.floor(i / 20);
  const model = servicesModel(
    names.map((key, i) => {
      const start = groupOf(i) * 20;
      const near = Array.from({ length: 1 + draw(2) }, () => names[start + draw(Math.max(1, i - start))] ?? '');
      const far = draw(4) === 0 ? [names[draw(Math.max(1, i))] ?? ''] : [];
      const group = `area${Math.floor(groupOf(i) / 10)}/group${groupOf(i)}`;
      return [
        key,
        { dependsOn: [...new Set([...near, ...far])].filter(one => one !== key), attributes: [['group', group]] },
      ];
    }),
  );
  const lists = Array.from({ length: machines }, (_, i) => [
    ...new Set(Array.from({ length: 10 }, (_, j) => targets[(i + j * 7) % machines] ?? '')),
  ]);
  const listOf = names.map((_, i) => lists[(groupOf(i) * 3) % machines] ?? []);
  const place = (): readonly (readonly [string, string[]])[] =>
    names.map((name, i) => [name, [listOf[i]?.[draw(listOf[i]?.length ?? 1)] ?? '']] as const);
  const candidates = distribution(names.map((name, i) => [name, [...(listOf[i] ?? [])]]));
  const zones = Math.max(2, Math.round(machines / 50));
  const room = (resource: number): bigint => BigInt(Math.ceil((services / machines) * (6 + resource)));
  return buildDocument({
    ...{ title: `${services} services`, services: model, candidates, listed: candidates },
    infrastructure: targetsWith(targets.map((name, i) => [name, [['zone', `zone-${i % zones}`]]])),
    weightOf: decodeLinkWeights(model, new Findings()),
    capacities: ['memory', 'cpu'].map((name, resource) => ({
      ...{ name, scale: 0, format: (amount: bigint) => formatAmount(amount, 0) },
      needOf: service => BigInt(1 + ((service.length * 7 + Number(service.slice(8))) % 8)),
      capacityOf: () => room(resource),
    })),
    plans: [
      { title: 'before', distribution: distribution([...place()].map(([name, list]) => [name, list])) },
      { title: 'plan', distribution: distribution([...place()].map(([name, list]) => [name, list])) },
    ],
  });
}
