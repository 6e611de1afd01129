import type { Diagnostic } from '../base/diagnostic.ts';
import type { CommandWorld } from '../cli/command.ts';
import { evaluationOptions, modelOptions, toRequest } from '../cli/model-options.ts';
import { type ArgumentsOf, type OptionTable, required } from '../cli/option-table.ts';
import { findNamedPlan, qosOptions, toQosRequest } from '../cli/qos-options.ts';
import { pairResources, resourceOptions } from '../cli/resource-options.ts';
import { usageError } from '../cli/usage.ts';
import { readProof } from '../load/answer/read-proof.ts';
import { type LoadedModels, loadModels } from '../load/load-models.ts';
import { readCandidates } from '../load/read-candidates.ts';
import { readCapacities, shownResources } from '../load/read-capacities.ts';
import { readIds } from '../load/read-ids.ts';
import { readPlaced, readPreviousPlan } from '../load/read-plan.ts';
import { readPolicy, readPolicyValue } from '../load/read-policy.ts';
import { runQosModel } from '../load/run-qos-model.ts';
import { noIdAssignments } from '../model/ids.ts';
import { quoteWord } from '../page/copy-out.ts';
import { type ModelsJson, writeModelsJson } from '../page/models-json.ts';
import { rulesOf } from '../page/policy-in-document.ts';
import { listAssigned, prepareRequest } from '../plan/index.ts';
import { readPagePlanner } from '../ports/compress.ts';
import { buildDocument } from '../write/cards/build-document.ts';
import type { PlanDocument } from '../write/cards/plan-document.ts';
import { describePlanProof } from '../write/plan-proof.ts';

/** What a page is made of, for all commands that make one. */
export const pageOptions = {
  services: required(modelOptions.services),
  infrastructure: required(modelOptions.infrastructure),
  distribution: {
    ...modelOptions.distribution,
    // A distribution in the folder is the candidates, as a rule, and no plan.
    lookedForAs: undefined,
    summary: 'the plan to show, in any form; without one services are shown by group',
  },
  candidates: { kind: 'file', summary: 'the distribution that lists the candidates of each service' },
  policy: { kind: 'file', lookedForAs: 'placement', summary: 'the placement policy, whose capacities are shown' },
  ...qosOptions,
  ...resourceOptions,
  ids: { kind: 'file', summary: 'the ids file: which ids services have' },
  zone: { kind: 'text', value: 'NAME', summary: 'the property of targets that says in which zone they are' },
  title: { kind: 'text', default: 'Plan', summary: 'what the page is called' },
  ...evaluationOptions,
} as const satisfies OptionTable;

/** What a page shows, and what it plans with. */
export interface PageContents {
  readonly document: PlanDocument;
  /** Whether there is a plan in it, beside the one before. */
  readonly isPlanned: boolean;
  /** The models as the planner of a page reads them. O(size of the models), each time. */
  readonly writeModels: () => ModelsJson;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads what a page shows. @throws UserError with all that is wrong in the models */
export function readPageContents(given: ArgumentsOf<typeof pageOptions>, world: CommandWorld): PageContents {
  const read = loadModels(toRequest({ ...given, distribution: undefined }), world);
  const { findings } = read;
  const file = given.distribution;
  const placed = file === undefined ? undefined : findings.attempt(() => readPlaced(file, read, world, findings));
  const loaded = placed?.models ?? read;
  const listed = readCandidates(given.candidates, loaded, world);
  const initial = given.candidates;
  const narrowing =
    given.qos === undefined
      ? undefined
      : runQosModel(toQosRequest(given, { initial, traced: false }, world), loaded, world);
  const models = { ...loaded, services: narrowing?.services ?? loaded.services };
  const { services, infrastructure } = models;
  const policy = given.policy === undefined ? undefined : readPolicy(given.policy, models);
  const named = findNamedPlan(given, world);
  const previous = readPreviousPlan(named.previous, models, world, findings);
  const request = prepareRequest({ services, infrastructure, candidates: narrowing?.final ?? listed }, findings);
  const capacities = readCapacities(shownResources(policy, pairResources(given)), models);
  findings.throwIfErrors();
  const isOpen = listed === undefined && narrowing === undefined && request.pins.size === 0;
  const proof = file === undefined || placed === undefined ? undefined : readProof(file, loaded, world);
  const known = proof && { bound: proof.bound, optimal: proof.optimal, proof: describePlanProof(proof) };
  const shown = placed === undefined ? [] : [{ title: 'plan', distribution: placed.distribution, ...known }];
  const document = buildDocument({
    ...{ title: given.title, services, infrastructure, capacities, listed, zonedBy: given.zone, folder: world.folder },
    weightOf: request.weightOf,
    candidates: isOpen ? undefined : request.candidates,
    plans: previous === undefined ? shown : [{ title: 'before', distribution: previous }, ...shown],
    isUnderPolicy: policy !== undefined,
    rules: rulesOf(policy, models, placed?.distribution, previous),
    ids: given.ids === undefined ? undefined : readHeldIds(given.ids, models, world),
    command: planCommand(given, named.previous),
  });
  const writeModels = () => {
    const value = given.policy === undefined ? undefined : readPolicyValue(given.policy, models);
    return writeModelsJson(
      { services, infrastructure, candidates: request.candidates, policy: value },
      models.evaluator.host,
    );
  };
  const diagnostics = [...findings.all, ...named.warnings];
  return { document, isPlanned: placed !== undefined, writeModels, diagnostics };
}

/** The program that plans for a page. @throws InputError where it was not built */
export function requirePlanner(option: string): string {
  const program = readPagePlanner();
  if (program === undefined) throw usageError(`${option}: the planner for pages is not installed`);
  return program;
}

/** The command that plans the same, for a POSIX shell: what edits are appended to. */
function planCommand(given: ArgumentsOf<typeof pageOptions>, previous: string | undefined): string {
  const { services, infrastructure, candidates, policy, qos, filters, ids } = given;
  const named = { services, infrastructure, distribution: candidates, policy, qos, filters, ids, previous };
  const words = Object.entries(named).flatMap(([name, file]) =>
    file === undefined ? [] : [shortNames.get(name) ?? `--${name}`, quoteWord(file)],
  );
  return ['dydisnix plan', ...words].join(' ');
}

const shortNames: ReadonlyMap<string, string> = new Map([
  ['services', '-s'],
  ['infrastructure', '-i'],
  ['distribution', '-d'],
  ['qos', '-q'],
  ['filters', '-F'],
]);

/** Service → its ids, in words. */
function readHeldIds(file: string, { evaluator, findings }: LoadedModels, world: CommandWorld) {
  const held = new Map<string, string>();
  const ids = readIds(file, undefined, world, evaluator, findings);
  for (const { service, pool, id } of listAssigned(noIdAssignments, ids)) {
    const before = held.get(service);
    held.set(service, `${before === undefined ? '' : `${before}, `}${pool} ${id}`);
  }
  return held;
}
