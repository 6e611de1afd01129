import { aboutService } from '../../base/diagnostic.ts';
import type { Findings } from '../../base/findings.ts';
import { nameSome } from '../../base/name-some.ts';
import type { LoadedModels } from '../../load/load-models.ts';
import type { Distribution, Mapping } from '../../model/distribution.ts';
import { placeEverywhere } from '../../model/place-everywhere.ts';
import { applyEdits, type Edit } from '../../plan/index.ts';
import type { WhatIf } from './what-if.ts';

/**
 * The models with the candidates that are left, and with the amounts that targets are to have: nothing goes to drained
 * targets, services that are left out have none, a pinned one has its target, also where nobody lists that, or nothing
 * else goes there, one that is forbidden somewhere is not there, and an added target is listed wherever the one is that
 * it is like. Names that are not there go to the findings of the models. O(candidates) for each thing that differs.
 */
export function narrowCandidates(
  models: LoadedModels,
  { without, withoutServices, pins, forbidden, added, amounts }: WhatIf,
): LoadedModels {
  const demands = [without, withoutServices, pins, forbidden, added, amounts];
  if (demands.every(list => list.length === 0)) return models;
  const { services, infrastructure, findings } = models;
  const listed = models.distribution && withAdded(models.distribution, added);
  const request = { services, infrastructure, candidates: listed ?? placeEverywhere(models) };
  const edits: readonly Edit[] = [
    ...without.map(target => ({ kind: 'drain', target }) as const),
    ...pins.map(({ service, target }) => ({ kind: 'pin', service, targets: [target] }) as const),
    ...forbidden.map(place => ({ kind: 'forbid', ...place }) as const),
    ...withoutServices.map(service => ({ kind: 'without', service }) as const),
    ...amounts.map(amount => ({ kind: 'capacity', ...amount }) as const),
  ];
  const edited = applyEdits(request, edits, findings);
  const isNarrowed = edits.some(({ kind }) => kind !== 'capacity') || added.length > 0;
  return {
    ...models,
    infrastructure: edited.infrastructure,
    ...(isNarrowed && { distribution: edited.candidates }),
  };
}

/** An added target is listed behind the one that it is like. */
function withAdded({ mappings }: Distribution, added: WhatIf['added']): Distribution {
  const widen = (mapping: Mapping): readonly Mapping[] => {
    const alike = added.filter(({ like }) => like === mapping.target);
    return [mapping, ...alike.map(({ name }) => ({ ...mapping, target: name }))];
  };
  return { mappings: new Map([...mappings].map(([service, list]) => [service, list.flatMap(widen)])) };
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
    const barred = whatIf.forbidden.filter(one => one.service === service).map(({ target }) => target);
    refuse(
      list.filter(({ target }) => barred.includes(target)).map(({ target }) => target),
      'where it is not to run',
    );
  }
  return { mappings: new Map(left) };
}
