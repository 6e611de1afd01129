import { type Job, nameOfJob, nowhere, readJob, withGroup, writeJob } from './job-json.ts';

/** What stops groups. */
export interface StoppedGroups {
  /** The jobs of the plan, without these groups, before them jobs that have but such. */
  readonly files: ReadonlyMap<string, string>;
  /** Keys of groups whose job nobody has any more: nothing can be done about them here. */
  readonly unknown: readonly string[];
}

/** A group of a job. */
export interface NomadGroup {
  readonly key: string;
  readonly job: string;
  readonly group: string;
}

/**
 * The jobs of a plan, and of what is to be stopped: groups run nowhere in them. A job of which the plan says nothing
 * any more is the one of one's own file, else as it was deployed last. O(size of the jobs).
 * @param planned the jobs of the plan, by names of files
 * @param others texts with jobs, for those that the plan does not have: the first one that has it counts
 */
export function stopGroups(
  planned: ReadonlyMap<string, string>,
  gone: readonly NomadGroup[],
  others: readonly string[],
): StoppedGroups {
  const files = new Map(planned);
  const known = new Map([...planned].map(([file, text]) => [nameIn(text), file]));
  const before = gone.length === 0 ? [] : others.map(jobIn);
  const stopped = new Map<string, Job>();
  const unknown: string[] = [];
  for (const { key, job, group } of gone) {
    const file = known.get(job);
    if (file !== undefined) {
      const placed = jobIn(files.get(file) ?? '');
      const without = placed && withGroup(placed, group, toNothing(placed));
      // A job without the group stops it by itself.
      if (without !== undefined) files.set(file, writeJob(without));
      continue;
    }
    const found = stopped.get(job) ?? before.find(one => one !== undefined && nameOfJob(one) === job);
    const without = found && withGroup(found, group, toNothing(found));
    if (without === undefined) unknown.push(key);
    else stopped.set(job, without);
  }
  const written = [...stopped.values()].map((job, i) => [`stopped-${i + 1}.json`, writeJob(job)] as const);
  return { files: new Map([...written, ...files]), unknown };
}

/** Whether one of some texts is the job of a group, with that group in it. */
export function hasGroup(texts: readonly string[], { job, group }: Pick<NomadGroup, 'job' | 'group'>): boolean {
  return texts.map(jobIn).some(one => one && nameOfJob(one) === job && withGroup(one, group, same => same));
}

/** What runs once on every node has no number that says how often. */
function toNothing({ Type: type }: Job): (group: Job) => Job {
  const isEverywhere = type === 'system' || type === 'sysbatch';
  return group => {
    if (!isEverywhere) return { ...group, Count: 0 };
    const constraints: unknown = group['Constraints'];
    return { ...group, Constraints: [...(Array.isArray(constraints) ? constraints : []), nowhere] };
  };
}

function jobIn(text: string): Job | undefined {
  return readJob('', text, []);
}

function nameIn(text: string): string {
  const job = jobIn(text);
  return job === undefined ? '' : nameOfJob(job);
}
