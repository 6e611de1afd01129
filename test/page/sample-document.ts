import { Findings } from '../../src/base/findings.ts';
import { formatAmount } from '../../src/model/amount.ts';
import { decodeLinkWeights } from '../../src/model/decode-link-weights.ts';
import type { Capacity } from '../../src/plan/index.ts';
import { buildDocument, type DocumentInput } from '../../src/write/cards/build-document.ts';
import type { PlanDocument } from '../../src/write/cards/plan-document.ts';
import { distribution, servicesModel, targetsWith } from '../graph/models.ts';

/** A system by a seed, as the input of a document. */
export function sampleInput(seed: number, count: { services: number; machines: number }): DocumentInput {
  let state = seed;
  const draw = (most: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % most;
  };
  const names = Array.from({ length: count.services }, (_, i) => `s${i}`);
  const targets = Array.from({ length: count.machines }, (_, i) => `m${i}`);
  const needs = new Map(names.map(name => [name, BigInt(draw(5))]));
  const services = servicesModel(
    names.map((key, i) => {
      const dependsOn = [...new Set(Array.from({ length: draw(4) }, () => names[draw(Math.max(1, i))] ?? ''))];
      return [key, { dependsOn, stateful: draw(5) === 0, attributes: [['group', `g${draw(4)}/u${draw(3)}`]] }];
    }),
  );
  const choose = (): string[] => targets.filter(() => draw(2) === 0);
  const candidates = distribution(names.map(name => [name, [targets[draw(targets.length)] ?? '', ...choose()]]));
  const place = (): string[] =>
    [...new Set([targets[draw(targets.length)] ?? '', ...(draw(6) === 0 ? choose() : [])])].sort();
  const memory: Capacity = {
    ...{ name: 'memory', scale: 1, format: amount => formatAmount(amount, 1) },
    needOf: service => needs.get(service),
    capacityOf: target => (target === 'm0' ? undefined : 9n),
  };
  return {
    title: 'sample',
    ...{ services, candidates, listed: candidates, capacities: [memory] },
    infrastructure: targetsWith(targets.map((name, i) => [name, [['zone', `z${i % 3}`]]])),
    weightOf: decodeLinkWeights(services, new Findings()),
    plans: [
      { title: 'before', distribution: distribution(names.map(name => [name, place()])) },
      { title: 'plan', distribution: distribution(names.map(name => [name, place()])) },
    ],
    command: 'dydisnix plan -s s.nix -i i.nix',
  };
}

export function sampleDocument(seed: number, count: { services: number; machines: number }): PlanDocument {
  return buildDocument(sampleInput(seed, count));
}
