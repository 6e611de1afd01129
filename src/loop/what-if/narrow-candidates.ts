import { aboutService } from '../../base/diagnostic.ts';
import type { Findings } from '../../base/findings.ts';
import { nameSome } from '../../base/name-some.ts';
import { didYouMean } from '../../base/suggest.ts';
import type { LoadedModels } from '../../load/load-models.ts';
import type { Distribution, Mapping } from '../../model/distribution.ts';
import { placeEverywhere } from '../../model/place-everywhere.ts';
import type { WhatIf } from './what-if.ts';

/**
 * The models with the candidates that are left: nothing goes to drained targets, services that are left out have none,
 * a pinned one has its target, also where nobody lists that, and an added target is listed wherever the one is that it
 * is like. Names that are not there go to the findings of the models. O(candidates).
 */
export function narrowCandidates(models: LoadedModels, whatIf: WhatIf): LoadedModels {
  const { without, withoutServices, pins, added } = whatIf;
  if (without.length + withoutServices.length + pins.length + added.length === 0) return models;
  checkNames(models, whatIf);
  const pinned = new Map(pins.map(({ service, target }) => [service, target]));
  const narrow = (service: string, list: readonly Mapping[]): readonly Mapping[] => {
    const target = pinned.get(service);
    if (target !== undefined) {
      const listed = list.filter(mapping => mapping.target === target);
      return listed.length > 0 ? listed : [{ target }];
    }
    const wider = models.distribution === undefined ? list : list.flatMap(mapping => withLike(mapping, added));
    return wider.filter(mapping => !without.includes(mapping.target));
  };
  const { mappings } = models.distribution ?? placeEverywhere(models);
  const left = [...mappings].filter(([service]) => !withoutServices.includes(service));
  const distribution = { mappings: new Map(left.map(([service, list]) => [service, narrow(service, list)] as const)) };
  return { ...models, distribution };
}

function withLike(mapping: Mapping, added: WhatIf['added']): readonly Mapping[] {
  const alike = added.filter(({ like }) => like === mapping.target);
  return [mapping, ...alike.map(({ name }) => ({ ...mapping, target: name }))];
}

function checkNames({ services, infrastructure, findings }: LoadedModels, whatIf: WhatIf): void {
  const { targets } = infrastructure;
  const check = (name: string, known: ReadonlyMap<string, unknown>, what: 'service' | 'target'): void => {
    if (known.has(name)) return;
    findings.error('what-if', `there is no ${what} "${name}"`, {
      hint: didYouMean(name, known.keys()),
      subject: { kind: what, name },
    });
  };
  for (const target of whatIf.without) check(target, targets, 'target');
  for (const service of whatIf.withoutServices) check(service, services.services, 'service');
  for (const { target } of whatIf.pins) check(target, targets, 'target');
}

/**
 * Whether a plan that a QoS model made keeps to what is demanded: it may do as it likes with the candidates that it is
 * given. Services that are left out are taken from it.
 */
export function keepDemands(plan: Distribution, whatIf: WhatIf, findings: Findings): Distribution {
  const left = [...plan.mappings].filter(([service]) => !whatIf.withoutServices.includes(service));
  for (const [service, list] of left) {
    const drained = list.filter(({ target }) => whatIf.without.includes(target)).map(({ target }) => target);
    const pin = whatIf.pins.find(one => one.service === service)?.target;
    const elsewhere = pin === undefined ? [] : list.filter(({ target }) => target !== pin).map(({ target }) => target);
    const refuse = (targets: readonly string[], why: string): void => {
      if (targets.length === 0) return;
      const hint = 'it has to choose among the candidates that it is given (initialDistribution)';
      const message = `the QoS model puts service "${service}" on ${nameSome(targets, 3)}, ${why}`;
      findings.error('what-if', message, { hint, subject: aboutService(service) });
    };
    refuse(drained, 'where nothing is to go');
    refuse(elsewhere, `though it is pinned to ${pin}`);
  }
  return { mappings: new Map(left) };
}
