import type { Diagnostic } from '../../base/diagnostic.ts';

/** What is known of a job of Nomad's API: the rest stays as it is. */
export interface Job {
  readonly [key: string]: unknown;
}

/** What a constraint is about that names nodes. */
export const nodeName = '${node.unique.name}';

/** A constraint that holds on no node: no name of one has blanks. */
export const nowhere: Job = { LTarget: nodeName, Operand: '=', RTarget: 'no node at all' };

/** A job that a file has as JSON; what is none is told to `wrong`. */
export function readJob(file: string, text: string, wrong: Diagnostic[]): Job | undefined {
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

/** A job as `nomad job run -json` takes it. */
export function writeJob(job: Job): string {
  return `${JSON.stringify({ Job: job }, null, 2)}\n`;
}

/** By what Nomad knows a job. */
export function nameOfJob(job: Job): string {
  return String(job['ID'] ?? job['Name']);
}

/** The job with one group as `change` has it; undefined where it has no such group. */
export function withGroup(job: Job, name: string, change: (group: Job) => Job): Job | undefined {
  const groups: unknown = job['TaskGroups'];
  const isMeant = (group: unknown): group is Job => isObject(group) && group['Name'] === name;
  if (!Array.isArray(groups) || !groups.some(isMeant)) return undefined;
  return { ...job, TaskGroups: groups.map((group: unknown) => (isMeant(group) ? change(group) : group)) };
}

export function isObject(value: unknown): value is Job {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether a number is one that JSON of this program cannot keep. */
function hasInexact(value: unknown): boolean {
  if (typeof value === 'number') return Number.isInteger(value) && !Number.isSafeInteger(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(hasInexact);
}
