import { InputError } from '../base/diagnostic.ts';
import { showControls } from '../base/show-controls.ts';
import type { Arguments, Outcome, Surroundings } from '../cli/command.ts';
import { writeResult } from '../cli/write-result.ts';
import { listServiceLinks } from '../graph/service-links.ts';
import type { LoadedModels } from '../load/load-models.ts';
import { readCapacities } from '../load/read-capacities.ts';
import { readResources } from '../load/read-resources.ts';
import { applyPins } from '../model/apply-pins.ts';
import type { Distribution } from '../model/distribution.ts';
import { placeEverywhere } from '../model/place-everywhere.ts';
import type { DivideInput } from '../plan/divide.ts';
import type { Capacity } from '../plan/explain-placement.ts';
import { findColouringConflict } from '../plan/find-colouring-conflict.ts';
import { type Conflict, type ConflictAnswer, findConflict } from '../plan/find-conflict.ts';
import { findDivisionConflict } from '../plan/find-division-conflict.ts';
import { findSelfDependencies } from '../plan/graphcol.ts';
import { Budget } from '../solve/budget.ts';
import { type Json, writeJson } from '../write/json.ts';

/** The planners whose lack of a plan can be explained. */
export const planners = ['graphcol', 'multiwaycut', 'divide'] as const;
/** One of them. */
export type Planner = (typeof planners)[number];

/** What is known of a conflict beside the names in it. */
interface Details {
  readonly candidates: Distribution;
  readonly capacities: readonly Capacity[];
  /** Service → the services that it must not share a target with; empty for planners that do not mind. */
  readonly linksOf: ReadonlyMap<string, readonly string[]>;
}

/**
 * Why a planner has no plan: the outcome of `dydisnix explain --impossible`. Exit code 1 when neither a plan nor a proof was found in time.
 * @throws InputError when `divide` is not told what services need and targets have
 */
export function explainImpossible(
  planner: Planner,
  given: Distribution | undefined,
  models: LoadedModels,
  options: Arguments,
  surroundings: Surroundings,
): Outcome {
  const { services, infrastructure, findings } = models;
  const all = given ?? placeEverywhere(models);
  const candidates = planner === 'multiwaycut' ? applyPins(all, services, findings).candidates : all;
  const capacities = readCapacities(options, models);
  findings.throwIfErrors();
  const budget = new Budget(options.number('time-limit', 0) ?? 10);
  const secondsLeft = (): number => budget.secondsLeft();
  surroundings.progress('looking for the smallest conflict');
  const input = { services, infrastructure, candidates };
  const answer = {
    graphcol: () => findColouringConflict(input, secondsLeft),
    multiwaycut: () => findConflict(candidates, () => 'possible'),
    divide: () => findDivisionConflict({ ...input, resources: requireResources(options) }, secondsLeft, findings),
  }[planner]();
  const linksOf = planner === 'graphcol' ? groupLinks(models) : new Map<string, readonly string[]>();
  const details = { candidates, capacities, linksOf };
  const text = options.has('json')
    ? writeJson(toJson(planner, answer, details))
    : showControls(tell(planner, answer, details));
  const outcome = writeResult(text, options, surroundings);
  return { ...outcome, exitCode: answer.kind === 'unknown' ? 1 : 0, diagnostics: findings.all };
}

/** @throws InputError unless there is a resource to divide by */
function requireResources(options: Arguments): DivideInput['resources'] {
  const resources = readResources(options);
  if (resources.length > 0) return resources;
  const message = '--impossible divide needs --service-property NAME and --target-property NAME';
  const hint = 'the properties that say what a service needs and what a target has of it';
  throw new InputError([{ severity: 'error', code: 'missing-option', message, hint }]);
}

/** The links of each service; a service that depends on itself is among its own. */
function groupLinks({ services }: LoadedModels): ReadonlyMap<string, readonly string[]> {
  const links = new Map<string, string[]>([...services.services.keys()].map(key => [key, []]));
  for (const [a, b] of listServiceLinks(services)) {
    links.get(a)?.push(b);
    links.get(b)?.push(a);
  }
  for (const name of findSelfDependencies(services)) links.get(name)?.push(name);
  return links;
}

function tell(planner: Planner, answer: ConflictAnswer, details: Details): string {
  if (answer.kind === 'possible') return `${planner} has a plan: there is nothing to explain.\n`;
  if (answer.kind === 'unknown')
    return `Neither a plan by ${planner} nor a proof that there is none was found in time.\n`;
  const texts = answer.conflicts.map(conflict => tellConflict(planner, conflict, answer.minimal, details));
  return texts.join('');
}

function tellConflict(planner: Planner, conflict: Conflict, minimal: boolean, details: Details): string {
  const { services, targets } = conflict;
  const others = services.length === 2 ? 'the other has one' : 'the others have one';
  const [alone = ''] = services;
  const head =
    services.length === 1
      ? `${planner} has no plan: service "${alone}" alone has none.`
      : `${planner} has no plan: these ${services.length} services have none even on their own. ${
          minimal ? `Without any one of them ${others}.` : 'Fewer may do: time ran out before that was found out.'
        }`;
  const lines = [
    ...services.map(service => `  ${tellService(service, conflict, details)}`),
    ...targets.flatMap(target => {
      const has = details.capacities.map(
        ({ name, capacityOf, format }) => `${name} ${format(capacityOf(target) ?? 0n)}`,
      );
      return has.length === 0 ? [] : [`  Target ${target} has ${has.join(', ')}.`];
    }),
  ];
  return [head, ...lines, ''].join('\n');
}

function tellService(service: string, { services }: Conflict, { candidates, capacities, linksOf }: Details): string {
  const targets = (candidates.mappings.get(service) ?? []).map(({ target }) => target);
  const links = (linksOf.get(service) ?? []).filter(other => services.includes(other));
  const clauses = [
    ...capacities.map(({ name, needOf, format }) => `needs ${name} ${format(needOf(service) ?? 0n)}`),
    ...(links.includes(service) ? ['depends on itself, which can never be a network link'] : []),
    targets.length === 0 ? 'has no candidate targets' : `may go to ${targets.join(', ')}`,
    ...(links.some(other => other !== service)
      ? [`must not share a target with ${links.filter(other => other !== service).join(', ')}`]
      : []),
  ];
  return `${service} ${clauses.join('; ')}.`;
}

function toJson(planner: Planner, answer: ConflictAnswer, details: Details): Json {
  const { candidates, capacities, linksOf } = details;
  if (answer.kind !== 'impossible') return { version: 1, planner, status: answer.kind };
  const conflicts = answer.conflicts.map(({ services, targets }) => ({
    services: services.map(service => ({
      service,
      candidates: (candidates.mappings.get(service) ?? []).map(({ target }) => target),
      needs: new Map(capacities.map(({ name, needOf, format }) => [name, format(needOf(service) ?? 0n)])),
      apartFrom: (linksOf.get(service) ?? []).filter(other => services.includes(other)),
    })),
    targets: targets.map(target => ({
      target,
      has: Object.fromEntries(
        capacities.map(({ name, capacityOf, format }) => [name, format(capacityOf(target) ?? 0n)]),
      ),
    })),
  }));
  return { version: 1, planner, status: 'impossible', minimal: answer.minimal, conflicts };
}
