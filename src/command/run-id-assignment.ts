import type { Diagnostic } from '../base/diagnostic.ts';
import type { Findings } from '../base/findings.ts';
import { nameSome } from '../base/name-some.ts';
import { resolvePath } from '../base/path.ts';
import type { Arguments, Outcome, Surroundings } from '../cli/command.ts';
import type { Evaluator } from '../load/evaluator.ts';
import { decodeIdResources } from '../model/decode-id-resources.ts';
import { decodeIds } from '../model/decode-ids.ts';
import type { Distribution } from '../model/distribution.ts';
import type { IdResources } from '../model/id-resources.ts';
import { type IdAssignments, noIdAssignments } from '../model/ids.ts';
import { readPlainIds } from '../model/read-plain-ids.ts';
import type { ServicesModel } from '../model/service.ts';
import { assignIds, describeRange, type IdPlan } from '../plan/assign-ids.ts';
import { type Holding, type IdChanges, listNewHoldings } from '../plan/compare-ids.ts';
import { usualServiceProperty } from '../plan/read-id-requests.ts';
import { withLockedFile } from '../ports/disk/lock-file.ts';
import { followLinks, replaceFile } from '../ports/disk/replace-file.ts';
import { idsToJson, writeIds } from '../write/ids.ts';
import { type Json, writeJson } from '../write/json.ts';
import { writeIdsXml } from '../write/model-xml.ts';

/** The models that ids are assigned for, before the pools and the ids of the run before. */
export interface ServicesToServe {
  readonly services: ServicesModel;
  readonly distribution: Distribution | undefined;
  readonly evaluator: Evaluator;
  readonly findings: Findings;
}

/**
 * What `id-assign` and `nixproc-id-assign` have in common. The output file is locked from before the models are read (they may
 * import it) until it is replaced, so that of two runs at once the second sees what the first assigned.
 */
export function runIdAssignment(options: Arguments, surroundings: Surroundings, load: () => ServicesToServe): Outcome {
  const given = options.text('output-file');
  const output = options.has('dry-run') || given === '-' || given === '/dev/stdout' ? undefined : given;
  if (output === undefined) return run(options, surroundings, load, undefined);
  const path = resolvePath(surroundings.folder, output);
  return withLockedFile(path, options.number('lock-timeout', 0) ?? 60, () => run(options, surroundings, load, path));
}

function run(
  options: Arguments,
  surroundings: Surroundings,
  load: () => ServicesToServe,
  output: string | undefined,
): Outcome {
  const { services, distribution, evaluator, findings } = load();
  const resources = readIdResources(options, evaluator, findings);
  const previous = readIds(options, surroundings, evaluator, findings);
  findings.throwIfErrors();
  const serviceProperty = options.text('service-property') ?? usualServiceProperty;
  const plan = assignIds({ services, distribution, resources, previous, serviceProperty }, findings);
  findings.throwIfErrors();
  if (plan.dry.length > 0) {
    return { exitCode: 1, diagnostics: [...findings.all, ...plan.dry.map(describeDryPool)] };
  }
  const text = options.has('output-xml') ? writeIdsXml(plan.assignments) : writeIds(plan.assignments);
  if (output !== undefined) replaceFile(output, text);
  const json = options.has('json');
  return {
    exitCode: 0,
    diagnostics: findings.all,
    stderr: options.has('dry-run') ? describeDryRun(previous, plan) : summarise(plan.changes),
    ...(json ? { stdout: writeJson(planToJson(previous, plan)) } : output === undefined ? { stdout: text } : {}),
  };
}

/** The model behind `--id-resources`. */
export function readIdResources(options: Arguments, evaluator: Evaluator, findings: Findings): IdResources {
  const file = options.text('id-resources');
  if (file === undefined) return { pools: new Map() };
  const read = () => {
    const value = evaluator.evaluateModel(file, 'ID resources model', [
      ['system', evaluator.host.settings.system],
      ['pkgs', evaluator.packages],
    ]);
    return decodeIdResources(value, file, findings);
  };
  return findings.attempt(read) ?? { pools: new Map() };
}

/** The file behind `--ids`. It may be missing when it is the output file as well: then this is the first run. */
export function readIds(
  options: Arguments,
  surroundings: Surroundings,
  evaluator: Evaluator,
  findings: Findings,
): IdAssignments {
  const file = options.text('ids');
  if (file === undefined) return noIdAssignments;
  if (isFirstRun(file, options.text('output-file'), surroundings, evaluator)) {
    findings.warning('no-ids-yet', `"${file}" does not exist yet, so all ids are new`);
    return noIdAssignments;
  }
  const read = () =>
    readWrittenIds(file, surroundings, evaluator) ??
    decodeIds(evaluator.evaluateModel(file, 'ids file', []), file, findings);
  return findings.attempt(read) ?? noIdAssignments;
}

/** The ids of a file that this program wrote and nobody changed; undefined for any other one. */
function readWrittenIds(file: string, { folder }: Surroundings, { host }: Evaluator): IdAssignments | undefined {
  const path = resolvePath(folder, file);
  return file !== '-' && host.files.kind(followLinks(path)) === 'regular'
    ? readPlainIds(host.files.read(path))
    : undefined;
}

function isFirstRun(ids: string, output: string | undefined, { folder }: Surroundings, { host }: Evaluator): boolean {
  if (output === undefined || ids === '-') return false;
  const path = resolvePath(folder, ids);
  return path === resolvePath(folder, output) && !host.files.exists(followLinks(path));
}

function describeDryPool({ pool, services }: IdPlan['dry'][number]): Diagnostic {
  const where = pool.scope === 'machine' ? ' on their machines' : '';
  const verb = services.length === 1 ? 'gets' : 'get';
  return {
    severity: 'error',
    code: 'pool-dry',
    message: `pool "${pool.name}" (${describeRange(pool)}) has no id left${where}: ${nameSome(services, 20)} ${verb} nothing`,
    position: pool.position,
    hint: `raise its max, or let fewer services ask for an id of it`,
  };
}

/** `kept 12, assigned 3, released 1: webapp1 ports 5000`. */
function summarise({ kept, assigned, released }: IdChanges): string {
  const list = released.length === 0 ? '' : `: ${nameSome(released.map(describeHolding), 10)}`;
  return `kept ${kept}, assigned ${assigned}, released ${released.length}${list}\n`;
}

function describeDryRun(previous: IdAssignments, { assignments, changes }: IdPlan): string {
  const lines = [
    ...changes.released.map(holding => `  - ${describeHolding(holding)}\n`),
    ...listNewHoldings(previous, assignments).map(holding => `  + ${describeHolding(holding)}\n`),
  ];
  return `dry run: ${summarise(changes)}${lines.join('')}`;
}

function describeHolding({ service, pool, id }: Holding): string {
  return `${service} ${pool} ${id}`;
}

function planToJson(previous: IdAssignments, { assignments, changes: { kept, released } }: IdPlan): Json {
  const assigned = listNewHoldings(previous, assignments);
  const list = (holdings: readonly Holding[]): Json => holdings.map(({ service, pool, id }) => ({ service, pool, id }));
  const ids = idsToJson(assignments) as ReadonlyMap<string, Json>;
  return new Map<string, Json>([
    ['version', 1],
    ...ids,
    ['changes', { kept, assigned: list(assigned), released: list(released) }],
  ]);
}
