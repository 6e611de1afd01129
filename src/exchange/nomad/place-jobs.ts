import { type Diagnostic, InputError } from '../../base/diagnostic.ts';
import {
  nameOfTarget,
  type PlacedModels,
  type PlacedService,
  placedServices,
  setIn,
  textIn,
} from '../placed-services.ts';
import type { ToolObject } from '../tool-object.ts';
import { isObject, type Job, nameOfJob, nodeName, nowhere, readJob, withGroup, writeJob } from './job-json.ts';
import { listStaticPorts, type StaticPort, withStaticPorts } from './static-ports.ts';

/**
 * The jobs of a plan, as `nomad job run -json` takes them, by names of files: those that are given, whose groups get
 * the constraints, counts and ports of the plan in the place of earlier ones. Which group a service is, its property
 * `nomad` says; else the group of its name in the job of its name. O(size of the jobs).
 * @param sources files with a job as JSON, as `nomad job inspect` and `nomad job run -output` print it
 * @throws InputError for what is no job, and services whose group is in none
 */
export function placeJobs(
  models: PlacedModels,
  sources: readonly string[],
  read: (file: string) => string,
): ReadonlyMap<string, string> {
  const wrong: Diagnostic[] = [];
  const jobs = new Map<string, Job>();
  for (const file of sources) {
    const job = readJob(file, read(file), wrong);
    if (job !== undefined) jobs.set(nameOfJob(job), job);
  }
  const used = new Set<string>();
  for (const one of placedServices(models)) {
    const { key, service, targets, ports } = one;
    const { job: name, group } = groupOf(one);
    const job = jobs.get(name);
    const nodes = targets.map(target => nameOfTarget(target, 'node.unique.name', models));
    const placed = job && placeGroup(job, group, nodes, service?.replicas === 'all', listStaticPorts(ports));
    if (placed !== undefined) {
      jobs.set(name, placed);
      used.add(name);
    } else if (targets.length > 0) {
      const message = `service "${key}" is the group "${group}" of the job "${name}", which is in none of the files`;
      const hint = `nomad job inspect ${name} > ${name}.json writes the job as it is now`;
      wrong.push({ severity: 'error', code: 'nomad-job', message, hint });
    }
  }
  if (wrong.length > 0) throw new InputError(wrong);
  const written = [...jobs].filter(([name]) => used.has(name));
  return new Map(written.map(([, job], i) => [`job-${i + 1}.json`, writeJob(job)]));
}

/** The groups that the services of a plan are, whether they run anywhere or not. */
export function listNomadGroups(models: PlacedModels): readonly ToolObject[] {
  return placedServices(models).map(one => ({ service: one.key, names: new Map(Object.entries(groupOf(one))) }));
}

/** Which group of which job a service is. */
function groupOf({ key, service }: PlacedService): { readonly job: string; readonly group: string } {
  const origin = setIn(service?.attributes, 'nomad');
  return { job: textIn(origin, 'job') ?? key, group: textIn(origin, 'group') ?? key };
}

/** Undefined where the job has no such group. */
function placeGroup(
  job: Job,
  name: string,
  nodes: readonly string[],
  isEverywhere: boolean,
  ports: readonly StaticPort[],
): Job | undefined {
  return withGroup(job, name, group => {
    const old: unknown = group['Constraints'];
    const kept = (Array.isArray(old) ? old : []).filter(one => !isOfPlan(one));
    const count = isEverywhere ? {} : { Count: nodes.length };
    const constraints = [...kept, ...constraintsOf(nodes, isEverywhere)];
    return withStaticPorts({ ...group, ...count, Constraints: constraints }, ports);
  });
}

function constraintsOf(nodes: readonly string[], isEverywhere: boolean): readonly Job[] {
  // What runs once on every node has no number that says how often.
  if (nodes.length === 0) return isEverywhere ? [nowhere] : [];
  const operand = nodes.length === 1 ? '=' : 'set_contains_any';
  const on = { LTarget: nodeName, Operand: operand, RTarget: nodes.join(',') };
  return isEverywhere || nodes.length < 2 ? [on] : [on, { Operand: 'distinct_hosts', RTarget: 'true' }];
}

/** Whether a constraint says what a plan says. */
function isOfPlan(constraint: unknown): boolean {
  return isObject(constraint) && (constraint['LTarget'] === nodeName || constraint['Operand'] === 'distinct_hosts');
}
