import type { Distribution } from '../../model/distribution.ts';
import type { AwaitedService, DeployedService, Deployment, Place, ServiceStep } from '../../plan/index.ts';
import { type Json, type JsonObject, writeJson } from '../../write/json.ts';
import { formVersion } from '../../write/json-report.ts';
import type { WhatIf } from '../what-if/what-if.ts';
import type { SavedPlan } from './saved-plan.ts';

/** A plan as JSON, see `docs/schema/saved-plan.json`; `readSavedPlan` reads it back. */
export function writeSavedPlan(plan: SavedPlan): string {
  return writeJson({ version: formVersion, ...savedPlanToJson(plan) });
}

/** The same as data, without the version. */
export function savedPlanToJson(plan: SavedPlan): JsonObject {
  const { made, inputs, by, basis, distribution, deployment, before, steps, kept, ids, findings } = plan;
  return {
    kind: 'plan',
    made,
    inputs: { ...inputs, deployedFrom: { ...inputs.deployedFrom }, whatIf: whatIfToJson(inputs.whatIf) },
    by,
    basis: { models: basis.models, files: basis.files, deployed: basis.deployed },
    distribution: distributionToJson(distribution),
    deployment: deploymentToJson(deployment),
    before: deploymentToJson(before),
    steps: steps.map(stepToJson),
    kept,
    ids: ids === undefined ? null : { file: ids.file, before: ids.before ?? null, after: ids.after },
    checked: findings.map(one => ({ ...one })),
    gates: plan.gates?.map(one => ({ ...one })),
    deploy: deployToJson(plan.deploy),
  };
}

function deployToJson(deploy: SavedPlan['deploy']): Json {
  if (deploy === undefined) return null;
  const { by, files, commands, objects, omissions, untold, preview } = deploy;
  const lists = { commands: commands.map(one => ({ ...one })), objects: objects.map(one => ({ ...one })) };
  return { by: { ...by }, files, ...lists, omissions, untold, preview };
}

function whatIfToJson({ without, withoutServices, pins, forbidden, added, amounts, set }: WhatIf): Json {
  const places = { pins: pins.map(one => ({ ...one })), forbidden: forbidden.map(one => ({ ...one })) };
  const targets = { added: added.map(one => ({ ...one })), amounts: amounts.map(one => ({ ...one })) };
  return { without, withoutServices, ...places, ...targets, set: set.map(one => ({ ...one })) };
}

/** Service → its places; the container where the plan names one. */
function distributionToJson({ mappings }: Distribution): Json {
  return new Map(
    [...mappings].map(([service, list]): [string, Json] => [
      service,
      list.map(({ target, container }) => ({ target, container })),
    ]),
  );
}

function deploymentToJson({ services }: Deployment): Json {
  return new Map([...services].map(([name, service]): [string, Json] => [name, serviceToJson(service)]));
}

function serviceToJson({ waitsFor, places, ...service }: DeployedService): Json {
  const { type, stateful, properties, pkg } = service;
  return { type, stateful, properties, waitsFor: waitsFor.map(awaitedToJson), pkg, places: places.map(placeToJson) };
}

function awaitedToJson({ service, because }: AwaitedService): Json {
  return { service, because };
}

function placeToJson({ target, container }: Place): Json {
  return { target, container };
}

function stepToJson({ leaves, comes, stays, changes, restartsFor, ...step }: ServiceStep): Json {
  return {
    ...step,
    leaves: leaves.map(placeToJson),
    comes: comes.map(placeToJson),
    stays: stays.map(placeToJson),
    changes: changes.map(({ property, before, after }) => ({ property, before: before ?? null, after: after ?? null })),
    restartsFor: restartsFor.map(awaitedToJson),
  };
}
