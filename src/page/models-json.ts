import { Findings } from '../base/findings.ts';
import type { Distribution } from '../model/distribution.ts';
import type { InfrastructureModel } from '../model/infrastructure.ts';
import type { ServicesModel } from '../model/service.ts';
import {
  AttributeSetValue,
  force,
  type Host,
  isList,
  NixFunction,
  type Slot,
  type Value,
  writeJson,
} from '../nix/index.ts';
import { makePlainServices } from '../qos/make-plain-services.ts';

/** Models as JSON texts (byte strings), for a planner without files: what planners read of them, and no packages. */
export interface ModelsJson {
  readonly services: string;
  readonly infrastructure: string;
  readonly distribution: string | undefined;
  readonly policy: string | undefined;
}

/** How deep data of a model may nest, and how much there may be of it in one attribute. */
const limits = { depth: 6, values: 2000 };

/**
 * Models as data. Attributes that are no data (functions, packages, what fails or has no end) are left out: a planner
 * asks for none of them. O(size of the models).
 */
export function writeModelsJson(
  {
    services,
    infrastructure,
    candidates,
    policy,
  }: {
    readonly services: ServicesModel;
    readonly infrastructure: InfrastructureModel;
    readonly candidates: Distribution | undefined;
    readonly policy: Value | undefined;
  },
  host: Host,
): ModelsJson {
  const write = (value: Value): string => {
    const written = writeJson(host, value);
    return typeof written === 'string' ? written : written.text;
  };
  const targets = AttributeSetValue.from(
    [...infrastructure.targets].map(([name, { attributes }]) => [name, attributes]),
  );
  return {
    services: write(keepData(makePlainServices(services))),
    infrastructure: write(keepData(targets)),
    distribution: candidates && write(toSet(candidates)),
    policy: policy === undefined ? undefined : write(policy),
  };
}

/** A set of sets, with those attributes that are data. */
function keepData(models: AttributeSetValue): AttributeSetValue {
  return AttributeSetValue.from(
    [...models.entries()].map(([name, slot]): [string, Slot] => {
      const value = new Findings().attempt(() => force(slot));
      if (!(value instanceof AttributeSetValue)) return [name, AttributeSetValue.empty];
      return [name, AttributeSetValue.from([...value.entries()].filter(([, one]) => isData(one)))];
    }),
  );
}

function isData(slot: Slot): boolean {
  let left = limits.values;
  const look = (one: Slot, depth: number): boolean => {
    if (depth > limits.depth || left-- <= 0) return false;
    const value = force(one);
    if (value instanceof NixFunction) return false;
    if (isList(value)) return value.every(element => look(element, depth + 1));
    if (!(value instanceof AttributeSetValue)) return true;
    if (value.has('outPath') || value.has('__toString')) return false;
    return value.slots.every(element => look(element, depth + 1));
  };
  return new Findings().attempt(() => look(slot, 0)) ?? false;
}

function toSet({ mappings }: Distribution): AttributeSetValue {
  return AttributeSetValue.from(
    [...mappings].map(([service, list]): [string, Slot] => {
      const places = list.map(({ target, container }): Slot => {
        const named: [string, Slot][] = container === undefined ? [] : [['container', container]];
        return named.length === 0 ? target : AttributeSetValue.from([['target', target], ...named]);
      });
      const isExplicit = list.some(({ container }) => container !== undefined);
      const whole = places.map(place =>
        typeof place === 'string' ? AttributeSetValue.from([['target', place]]) : place,
      );
      return [service, isExplicit ? AttributeSetValue.from([['targets', whole]]) : places];
    }),
  );
}
