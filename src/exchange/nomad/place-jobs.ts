import { type Diagnostic, InputError } from '../../base/diagnostic.ts';
import { nameOfTarget, type PlacedModels, placedServices, setIn, textIn } from '../placed-services.ts';

/** What is known of a job of Nomad's API: the rest stays as it is. */
interface Job {
  readonly [key: string]: unknown;
}

/**
 * The jobs of a plan, as `nomad job run -json` takes them, by names of files: those that are given, whose groups get
 * the constraints and counts of the plan in the place of earlier ones. Which group a service is, its property `nomad`
 * says; else the group of its name in the job of its name. O(size of the jobs).
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
    if (job !== undefined) jobs.set(String(job['ID'] ?? job['Name']), job);
  }
  const used = new Set<string>();
  for (const { key, service, targets } of placedServices(models)) {
    const origin = setIn(service?.attributes, 'nomad');
    const name = textIn(origin, 'job') ?? key;
    const group = textIn(origin, 'group') ?? key;
    const job = jobs.get(name);
    const nodes = targets.map(target => nameOfTarget(target, 'node.unique.name', models));
    const placed = job && placeGroup(job, group, nodes, service?.replicas === 'all');
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
  return new Map(written.map(([, job], i) => [`job-${i + 1}.json`, `${JSON.stringify({ Job: job }, null, 2)}\n`]));
}

function readJob(file: string, text: string, wrong: Diagnostic[]): Job | undefined {
  const refuse = (message: string, hint?: string): undefined => {
    wrong.push({ severity: 'error', code: 'nomad-job', message, file, hint });
  };
  const hint = `nomad job run -output ${file} prints a job file in HCL as JSON`;
  const root = parse(text);
  const job = isObject(root) && isObject(root['Job']) ? root['Job'] : root;
  if (!isObject(job) || !Array.isArray(job['TaskGroups'])) return refuse('this is no job of Nomad as JSON', hint);
  if (hasInexact(job)) return refuse('a number in the job is too large to be kept as it is');
  return job;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Undefined where the job has no such group. */
function placeGroup(job: Job, name: string, nodes: readonly string[], isEverywhere: boolean): Job | undefined {
  const groups: unknown = job['TaskGroups'];
  if (!Array.isArray(groups) || !groups.some(group => isObject(group) && group['Name'] === name)) return undefined;
  const place = (group: unknown): unknown => {
    if (!isObject(group) || group['Name'] !== name) return group;
    const old: unknown = group['Constraints'];
    const kept = (Array.isArray(old) ? old : []).filter(one => !isOfPlan(one));
    const count = isEverywhere ? {} : { Count: nodes.length };
    return { ...group, ...count, Constraints: [...kept, ...constraintsOf(nodes, isEverywhere)] };
  };
  return { ...job, TaskGroups: groups.map(place) };
}

const nodeName = '${node.unique.name}';

function constraintsOf(nodes: readonly string[], isEverywhere: boolean): readonly Job[] {
  if (nodes.length === 0) return [];
  const operand = nodes.length === 1 ? '=' : 'set_contains_any';
  const on = { LTarget: nodeName, Operand: operand, RTarget: nodes.join(',') };
  return isEverywhere || nodes.length < 2 ? [on] : [on, { Operand: 'distinct_hosts', RTarget: 'true' }];
}

/** Whether a constraint says what a plan says. */
function isOfPlan(constraint: unknown): boolean {
  return isObject(constraint) && (constraint['LTarget'] === nodeName || constraint['Operand'] === 'distinct_hosts');
}

function isObject(value: unknown): value is Job {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a number is one that JSON of this program cannot keep. */
function hasInexact(value: unknown): boolean {
  if (typeof value === 'number') return Number.isInteger(value) && !Number.isSafeInteger(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(hasInexact);
}
