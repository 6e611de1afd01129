import { aboutService, aboutTarget } from '../../base/diagnostic.ts';
import type { Findings } from '../../base/findings.ts';
import { suggestNames } from '../../base/suggest.ts';
import { type Distribution, type Mapping, targetsOf } from '../../model/distribution.ts';
import type { InfrastructureModel, Target } from '../../model/infrastructure.ts';
import { placeEverywhere } from '../../model/place-everywhere.ts';
import { AttributeSetValue, parseJson, type Slot } from '../../nix/index.ts';
import type { Request } from '../planner.ts';
import type { Edit } from './edit.ts';

/**
 * A request in which edits are made, one after the other. They edit what may be planned (candidates, properties of
 * targets), so every planner obeys them, and what it answers can be had without edits, too: from the candidates that
 * are written here. Names that the models do not have are told to `findings`. O(edits · candidates).
 */
export function applyEdits<R extends Request>(request: R, edits: readonly Edit[], findings: Findings): R {
  let [candidates, { infrastructure }] = [request.candidates, request];
  const { previous } = request;
  // Containers are told by the candidates as they were.
  const listed = (service: string) => request.candidates?.mappings.get(service);
  for (const edit of edits) {
    if (!isKnown(edit, request, findings)) continue;
    if (edit.kind === 'capacity') infrastructure = setCapacity(infrastructure, edit, findings);
    else candidates = editCandidates(candidates ?? placeEverywhere(request), edit, { previous, listed });
  }
  return { ...request, candidates, infrastructure };
}

function editCandidates(
  { mappings }: Distribution,
  edit: Exclude<Edit, { readonly kind: 'capacity' }>,
  {
    previous,
    listed,
  }: {
    readonly previous: Distribution | undefined;
    readonly listed: (service: string) => readonly Mapping[] | undefined;
  },
): Distribution {
  const edited = new Map(mappings);
  const keep = (service: string, isKept: (mapping: Mapping) => boolean): void => {
    edited.set(service, (mappings.get(service) ?? []).filter(isKept));
  };
  switch (edit.kind) {
    case 'without':
      edited.delete(edit.service);
      break;
    case 'forbid':
      keep(edit.service, ({ target }) => target !== edit.target);
      break;
    case 'drain':
      for (const service of mappings.keys()) keep(service, ({ target }) => target !== edit.target);
      break;
    case 'pin':
      edited.set(edit.service, chooseMappings(listed(edit.service), edit.targets));
      break;
    case 'move': {
      const stays = targetsOf(previous, edit.service).filter(target => target !== edit.from && target !== edit.to);
      edited.set(edit.service, chooseMappings(listed(edit.service), [...stays, edit.to]));
    }
  }
  return { mappings: edited };
}

/** Targets as candidates: with their container where the models name one. */
function chooseMappings(known: readonly Mapping[] = [], targets: readonly string[]): readonly Mapping[] {
  return targets.flatMap(target => {
    const found = known.filter(mapping => mapping.target === target);
    return found.length === 0 ? [{ target }] : found;
  });
}

function setCapacity(
  { targets }: InfrastructureModel,
  { target: name, property, amount }: Extract<Edit, { readonly kind: 'capacity' }>,
  findings: Findings,
): InfrastructureModel {
  const target = targets.get(name);
  if (target === undefined) return { targets };
  if (!/^\d+(\.\d+)?$/.test(amount)) {
    findings.error('amount', `the amount of ${property} on "${name}" is "${amount}", but must be a decimal number`, {
      subject: aboutTarget(name),
    });
    return { targets };
  }
  const properties = replaceSlot(target.properties, property, parseJson(amount));
  const isNested = target.properties !== target.attributes;
  const attributes = isNested ? replaceSlot(target.attributes, 'properties', properties) : properties;
  const edited: Target = { ...target, properties, attributes };
  return { targets: new Map([...targets].map(([key, one]) => [key, key === name ? edited : one])) };
}

function replaceSlot(set: AttributeSetValue, name: string, slot: Slot): AttributeSetValue {
  return AttributeSetValue.from([[name, slot], ...set.entries()]);
}

function isKnown(edit: Edit, { services, infrastructure }: Request, findings: Findings): boolean {
  const targets =
    edit.kind === 'pin'
      ? edit.targets
      : edit.kind === 'move'
        ? [edit.to]
        : edit.kind === 'without'
          ? []
          : [edit.target];
  const unknown = targets.filter(target => !infrastructure.targets.has(target));
  for (const target of unknown) {
    const hint = suggestNames(target, infrastructure.targets.keys(), 'target');
    findings.error('unknown-target', `there is no target "${target}"`, { hint, subject: aboutTarget(target) });
  }
  if (!('service' in edit) || services.services.has(edit.service)) return unknown.length === 0;
  const hint = suggestNames(edit.service, services.services.keys(), 'service');
  findings.error('unknown-service', `there is no service "${edit.service}"`, {
    hint,
    subject: aboutService(edit.service),
  });
  return false;
}
