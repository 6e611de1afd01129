import { Source } from '../../base/source.ts';
import { didYouMean } from '../../base/suggest.ts';
import { avoidUnavailable } from '../avoid-unavailable.ts';
import { type DataNode, describeNode, type MapNode, textIn, valueIn } from '../document/data-node.ts';
import { FieldReader, type FieldRules } from '../document/field-reader.ts';
import type { SourceFile } from '../document/read-documents.ts';
import { readJsonNode } from '../document/read-json-node.ts';
import { DraftModels } from '../draft-models.ts';
import type { ImportLog } from '../import-log.ts';
import type { ImportedData, ImportedModels } from '../imported-models.ts';
import { nameServices } from '../name-services.ts';
import { readConditions } from './condition-rules.ts';
import { jobsFromHcl } from './job-from-hcl.ts';
import { mergeJobs } from './merge-jobs.ts';
import { isClient, readClient } from './read-clients.ts';
import { type GroupContent, readGroupContent } from './read-group.ts';
import { readHcl } from './read-hcl.ts';

/** Keys of jobs and groups that say nothing about where they can go, in the words of HCL and of the API. */
const otherKeys: readonly string[] = [
  ...['AllAtOnce', 'Consul', 'ConsulNamespace', 'ConsulToken', 'DispatchIdempotencyToken', 'Disconnect', 'Migrate'],
  ...['MaxClientDisconnect', 'Multiregion', 'PreventRescheduleOnLost', 'ReschedulePolicy', 'RestartPolicy', 'Scaling'],
  ...['ShutdownDelay', 'StopAfterClientDisconnect', 'UI', 'Update', 'VaultNamespace', 'VaultToken', 'Vault'],
  ...['all_at_once', 'consul', 'consul_token', 'disconnect', 'max_client_disconnect', 'migrate', 'multiregion'],
  ...['prevent_reschedule_on_lost', 'reschedule', 'restart', 'scaling', 'shutdown_delay', 'ui', 'update', 'vault'],
  ...['stop_after_client_disconnect', 'vault_token'],
];

/** What the API says about the state of a job. */
const stateKeys: readonly string[] = [
  ...['CreateIndex', 'Dispatched', 'JobModifyIndex', 'ModifyIndex', 'NomadTokenID', 'ParentID', 'Payload'],
  ...['Stable', 'Status', 'StatusDescription', 'Stop', 'SubmitTime', 'Version', 'VersionTag', 'Name'],
];

/** A group of a job: what is placed. */
interface Group {
  readonly key: string;
  readonly job: FieldReader;
  readonly group: FieldReader;
  readonly jobId: string;
  readonly name: string;
  readonly content: GroupContent;
}

/**
 * Models of Nomad jobs (HCL, or the JSON of `nomad job inspect`), of nodes (`nomad node status -json`) and allocations
 * (`nomad job allocs -json`): groups are services, nodes machines. What is wrong is told to the log.
 */
export function importNomad(files: readonly SourceFile[], log: ImportLog): ImportedModels {
  const draft = new DraftModels(log);
  const lacks: FieldRules['lacks'] = (node, what, owner) => dropExpression(node, what, owner, log);
  const rules: FieldRules = { log, lacks, takesQuotedNumbers: true };
  const jobs = new Map<string, MapNode>();
  const allocations: MapNode[] = [];
  for (const file of files) {
    for (const document of log.findings.attempt(() => readFile(file, log)) ?? []) {
      if (document.kind === 'map' && isClient(document)) readClient(document, rules, draft);
      else if (document.kind === 'map' && valueIn(document, 'ClientStatus') !== undefined) allocations.push(document);
      else addJob(document, jobs, log);
    }
  }
  const groups = findGroups([...jobs.values()], rules);
  for (const group of groups) addService(group, groups, draft);
  for (const [id, job] of jobsOf(groups)) readJobRules(id, job, groups, draft);
  readRunning(allocations, groups, rules, draft);
  avoidUnavailable(draft, 'node.status', 'ready');
  avoidUnavailable(draft, 'node.eligibility', 'eligible');
  return draft.finish(
    'Nomad',
    files.map(({ name }) => name.slice(name.lastIndexOf('/') + 1)),
  );
}

function readFile(file: SourceFile, log: ImportLog): readonly DataNode[] {
  const source = new Source(file.name, file.text);
  if (!/^(?:\xef\xbb\xbf)?\s*[{[]/.test(file.text)) return jobsFromHcl(readHcl(source), log);
  const document = readJsonNode(source);
  const all = document.kind === 'list' ? document.items : [document];
  return all.map(item => (item.kind === 'map' ? (valueIn(item, 'Job') ?? item) : item));
}

function addJob(document: DataNode, jobs: Map<string, MapNode>, log: ImportLog): void {
  const id = document.kind === 'map' ? textIn(document, 'ID') : undefined;
  if (
    document.kind !== 'map' ||
    id === undefined ||
    ['Datacenters', 'TaskGroups', 'Tasks', 'Type'].every(key => !document.entries.has(key))
  ) {
    const said = document.kind === 'map' ? 'this is no job, node or allocation' : `this is ${describeNode(document)}`;
    const hint = 'give job files, or what nomad job inspect and nomad node status -json print';
    log.error('nomad', said, document.position, hint);
    return;
  }
  const before = jobs.get(id);
  jobs.set(id, before === undefined ? document : mergeJobs(before, document));
}

/** An expression whose value is not known here is dropped, and the rest of its job is read. */
function dropExpression(node: DataNode, what: string, owner: string, log: ImportLog): boolean {
  if (node.kind === 'map' || node.kind === 'list' || node.tag === undefined) return false;
  const [line = ''] = node.text.split('\n');
  const shown = line.length > 60 || line !== node.text ? `${line.slice(0, 60)}...` : line;
  log.drop(what, owner, node.position, `${shown} is not known here; nomad job run -output FILE prints its value`);
  return true;
}

function findGroups(jobs: readonly MapNode[], rules: FieldRules): readonly Group[] {
  const found = jobs.flatMap(map => {
    const id = textIn(map, 'ID') ?? '';
    const job = new FieldReader(`job ${id}`, map, rules);
    const groups = job.maps('TaskGroups', 'group').flatMap(group => {
      const name = group.text('Name');
      if (name === undefined) group.fail(`${group.what} has no Name`, group.position);
      return name === undefined ? [] : [{ job, jobId: id, name, map: group }];
    });
    // A task outside any group is a group of its own, of the same name.
    const alone = valueIn(map, 'Tasks');
    const tasks = (alone?.kind === 'list' ? alone.items : []).flatMap(task => {
      const name = task.kind === 'map' ? textIn(task, 'Name') : undefined;
      if (name === undefined) return [];
      const value: DataNode = { kind: 'list', items: [task], position: task.position };
      const entries = new Map([['Tasks', { key: task.position, value }]]);
      return [
        { job, jobId: id, name, map: new FieldReader('', { kind: 'map', entries, position: task.position }, rules) },
      ];
    });
    job.ignore('Tasks');
    const all = [...groups, ...tasks];
    if (all.length === 0)
      job.fail(`job ${id} has no groups`, job.position, 'a job has group "name" { task "name" { ... } }');
    return all.map(group => ({ ...group, isAlone: all.length === 1 }));
  });
  const keys = nameServices(found.map(({ jobId, name, isAlone }) => [isAlone ? jobId : name, `${jobId}.${name}`]));
  return found.map(({ job, jobId, name, map }, i) => ({
    key: keys[i] ?? name,
    job,
    jobId,
    name,
    group: map,
    content: readGroupContent(map),
  }));
}

function jobsOf(groups: readonly Group[]): ReadonlyMap<string, FieldReader> {
  return new Map(groups.map(({ jobId, job }) => [jobId, job]));
}

function addService({ key, job, group, jobId, name, content }: Group, all: readonly Group[], draft: DraftModels): void {
  const { log } = draft;
  const type = job.text('Type') ?? 'service';
  if (!['service', 'batch', 'system', 'sysbatch'].includes(type)) {
    const message = `Type of ${job.what} is "${type}", but must be service, batch, system or sysbatch`;
    job.fail(message, job.placeOf('Type'));
  }
  const count = group.whole('Count', 0);
  if (count === 0) {
    const message = `group ${name} of ${job.what} is told to run 0 times; it is imported as if it ran once`;
    log.findings.warning('no-replicas', message, { position: group.placeOf('Count') });
  }
  const isEverywhere = type === 'system' || type === 'sysbatch';
  readConditions(group, { groups: [key] }, draft);
  for (const task of group.maps('Tasks', 'task')) readConditions(task, { groups: [key] }, draft);
  const hasHostVolume = readVolumes(key, group, draft);
  needDrivers(key, content.drivers, draft);
  const connectsTo = content.upstreams.flatMap(wanted => findProvider(wanted, group, all, log));
  const dependsOn = readDependsOn(group, job, all, log);
  group.dropRest(otherKeys);
  draft.services.set(key, {
    type: `nomad-${type}`,
    dependsOn: [...new Set(dependsOn)].filter(other => other !== key).sort(),
    connectsTo: [...new Set(connectsTo)].filter(other => other !== key && !dependsOn.includes(other)).sort(),
    replicas: isEverywhere ? 'all' : count === undefined || count <= 1 ? undefined : count,
    stateful: hasHostVolume,
    ports: content.ports,
    needs: content.needs,
    properties: new Map<string, ImportedData>([
      [
        'nomad',
        new Map([
          ['job', jobId],
          ['group', name],
        ]),
      ],
    ]),
  });
}

/** Volumes of the machine: only where a machine has them, and the service stays with its data. */
function readVolumes(key: string, group: FieldReader, draft: DraftModels): boolean {
  const asMap = group.map('Volumes');
  const volumes = [
    ...group.maps('VolumeList', 'volume'),
    ...(asMap?.keys ?? []).flatMap(name => asMap?.map(name, `volume ${name} of ${group.what}`) ?? []),
  ];
  let isLocal = false;
  for (const volume of volumes) {
    const type = volume.text('Type') ?? 'host';
    const source = volume.text('Source') ?? volume.text('Name') ?? '';
    if (type !== 'host') {
      draft.log.drop(
        volume.what,
        '',
        volume.position,
        `which machines reach a volume of the type ${type} is not known`,
      );
      continue;
    }
    isLocal = true;
    draft.rules.target('only', key, new Map([['hostVolumes', source]]), { position: volume.position });
  }
  return isLocal;
}

/** A group needs machines with the drivers of its tasks, where machines say which they have. */
function needDrivers(key: string, drivers: ReadonlySet<string>, draft: DraftModels): void {
  const areKnown = [...draft.targets.values()].some(({ properties }) => properties.has('drivers'));
  if (!areKnown) return;
  for (const driver of [...drivers].sort()) draft.rules.target('only', key, new Map([['drivers', driver]]));
}

function findProvider(wanted: string, group: FieldReader, all: readonly Group[], log: ImportLog): readonly string[] {
  const providers = all.filter(({ content }) => content.provides.includes(wanted));
  if (providers.length === 0) {
    log.drop(`the upstream ${wanted}`, group.what, group.position, 'no group of the files provides it');
  }
  return providers.map(({ key }) => key);
}

/** `meta { dydisnix_depends_on = "db, cache" }`: Nomad itself knows no order of jobs. */
function readDependsOn(group: FieldReader, job: FieldReader, all: readonly Group[], log: ImportLog): readonly string[] {
  return [group, job].flatMap(reader => {
    const said = reader.textMap('Meta').get('dydisnix_depends_on');
    return (said?.text.split(/[\s,]+/) ?? []).flatMap(name => {
      if (name === '') return [];
      const found = all.filter(other => other.key === name || other.jobId === name || other.name === name);
      if (found.length === 0) {
        const known = all.flatMap(other => [other.key, other.jobId]);
        const message = `${reader.what} depends on "${name}", which is no job or group of the files`;
        log.error('unknown-service', message, said?.position, didYouMean(name, known));
      }
      return found.map(({ key }) => key);
    });
  });
}

/** What a job demands for all its groups. */
function readJobRules(id: string, job: FieldReader, all: readonly Group[], draft: DraftModels): void {
  const groups = all.filter(({ jobId }) => jobId === id).map(({ key }) => key);
  const { rules, log } = draft;
  readConditions(job, { groups }, draft);
  const centres = job.texts('Datacenters').map(({ text }) => text);
  const position = job.placeOf('Datacenters');
  if (centres.length > 0 && !centres.includes('*')) {
    if (centres.some(centre => centre.includes('*'))) {
      const why =
        'names with * are only known where the nodes are given, and then no rule is needed for what all are in';
      log.drop('Datacenters', job.what, position, why);
    } else {
      const where = new Map([['node.datacenter', centres.length === 1 ? (centres[0] ?? '') : centres]]);
      for (const group of groups) rules.target('only', group, where, { position });
    }
  }
  const pool = job.text('NodePool') ?? 'default';
  const pools = new Set([...draft.targets.values()].map(({ properties }) => properties.get('node.pool') ?? 'default'));
  const isSaid = pool !== 'default' && pool !== 'all';
  if (isSaid || (pool === 'default' && [...pools].some(other => other !== 'default'))) {
    for (const group of groups)
      rules.target('only', group, new Map([['node.pool', pool]]), { position: job.placeOf('NodePool') });
  }
  const priority = job.whole('Priority', 1, 32_767);
  if (priority !== undefined && priority !== 50) for (const group of groups) draft.priority.set(group, priority);
  for (const key of ['Periodic', 'ParameterizedJob', 'periodic', 'parameterized'])
    job.drop(key, 'when it runs has no place here');
  for (const [key, usual] of [
    ['Region', 'global'],
    ['Namespace', 'default'],
  ] as const) {
    if ((job.text(key) ?? usual) !== usual) job.drop(key);
  }
  job.ignore('ID', ...stateKeys);
  job.dropRest(otherKeys);
}

/** Where allocations of the groups run. */
function readRunning(
  allocations: readonly MapNode[],
  groups: readonly Group[],
  rules: FieldRules,
  draft: DraftModels,
): void {
  const running = new Map<string, Set<string>>();
  for (const map of allocations) {
    const allocation = new FieldReader('an allocation', map, rules);
    const job = allocation.text('JobID') ?? '';
    const name = allocation.text('TaskGroup') ?? '';
    const node = allocation.text('NodeName');
    const group = groups.find(one => one.jobId === job && one.name === name);
    if (group === undefined) rules.log.drop('allocation', `${job}.${name}`, map.position, 'its group is in no file');
    else if (node !== undefined && /^(?:running|pending)$/.test(allocation.text('ClientStatus') ?? '')) {
      running.set(group.key, (running.get(group.key) ?? new Set()).add(node));
    }
  }
  for (const [key, nodes] of running) draft.running.set(key, [...nodes].sort());
}
