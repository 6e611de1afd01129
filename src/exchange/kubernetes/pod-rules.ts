import type { Position } from '../../base/source.ts';
import type { FieldReader } from '../document/field-reader.ts';
import type { DraftModels } from '../draft-models.ts';
import { passesAll, readSelector } from './match-labels.ts';
import type { Workload } from './workload.ts';

const hostname = 'kubernetes.io/hostname';

/** `podAffinity`, `podAntiAffinity` and `topologySpreadConstraints` of a pod, as rules between services. */
export function readPodRules(workload: Workload, all: readonly Workload[], draft: DraftModels): void {
  const affinity = workload.pod.map('affinity');
  for (const [kind, demand] of [
    ['podAffinity', demandNear],
    ['podAntiAffinity', demandApart],
  ] as const) {
    const part = affinity?.map(kind);
    for (const term of part?.maps('requiredDuringSchedulingIgnoredDuringExecution', 'term') ?? []) {
      readTerm(term, workload, all, draft, undefined, demand);
    }
    for (const preference of part?.maps('preferredDuringSchedulingIgnoredDuringExecution', 'preference') ?? []) {
      const weight = preference.whole('weight', 1, 100);
      const term = preference.map('podAffinityTerm');
      if (term !== undefined && weight !== undefined) readTerm(term, workload, all, draft, weight, demand);
    }
    part?.dropRest([]);
  }
  affinity?.dropRest([]);
  for (const constraint of workload.pod.maps('topologySpreadConstraints', 'spread constraint')) {
    readSpread(constraint, workload, all, draft);
  }
}

/** What a term says, about whom. */
interface Demand {
  readonly workload: Workload;
  readonly matched: readonly Workload[];
  /** Undefined for the machines themselves. */
  readonly by: string | undefined;
  readonly soft: number | undefined;
  readonly position: Position;
}

function readTerm(
  term: FieldReader,
  workload: Workload,
  all: readonly Workload[],
  draft: DraftModels,
  soft: number | undefined,
  demand: (demand: Demand, draft: DraftModels) => void,
): void {
  const key = term.text('topologyKey');
  const named = term.texts('namespaces').map(({ text }) => text);
  term.drop('namespaceSelector', 'labels of namespaces are not known: those that are named are meant, or its own');
  for (const name of ['matchLabelKeys', 'mismatchLabelKeys'])
    term.drop(name, 'revisions of a workload are not told apart');
  const namespaces = named.length > 0 ? named : [workload.namespace];
  const matched = select(term, all, namespaces);
  term.dropRest([]);
  const { position } = term;
  if (key === undefined) {
    term.fail(`${term.what} has no topologyKey`, position, `write topologyKey: ${hostname}`);
  } else if (matched.length === 0) {
    draft.log.drop(`${term.what}`, '', position, 'no workload of the files has such labels');
  } else demand({ workload, matched, by: key === hostname ? undefined : key, soft, position }, draft);
}

function select(reader: FieldReader, all: readonly Workload[], namespaces: readonly string[]): readonly Workload[] {
  const tests = readSelector(reader, 'labelSelector');
  if (tests === undefined) return [];
  return all.filter(
    ({ namespace, labels }) => namespaces.includes(namespace) && passesAll(tests, label => labels.get(label)),
  );
}

function demandNear({ workload, matched, by, soft, position }: Demand, { rules, log }: DraftModels): void {
  const others = matched.filter(other => other !== workload).map(({ key }) => key);
  const isSelf = others.length < matched.length;
  if (isSelf && by !== undefined) rules.group('together', [workload.key, ...others], by, { soft, position });
  else if (others.length > 0) rules.near(workload.key, others, by, { soft, position });
  else if (workload.replicas !== undefined) {
    const why = 'replicas are on different machines here';
    log.drop('podAffinity with itself on one machine', `service ${workload.key}`, position, why);
  }
}

function demandApart({ workload, matched, by, soft, position }: Demand, { rules, log }: DraftModels): void {
  const isSelf = matched.includes(workload);
  const others = matched.filter(other => other !== workload);
  // Replicas of one service are on different machines anyway.
  if (isSelf && by !== undefined) rules.group('apart', [workload.key], by, { soft, position });
  for (const other of others) {
    rules.group('apart', [workload.key, other.key], by, { soft, position });
    const crowd = [...(isSelf ? [] : [workload]), other].filter(({ replicas }) => replicas !== undefined);
    for (const { key } of by === undefined ? [] : crowd) {
      const why = 'the rule apart keeps its own replicas apart, too, which is more than was asked';
      log.drop(`podAntiAffinity by ${by}`, `service ${key}`, position, why);
    }
  }
}

function readSpread(
  constraint: FieldReader,
  workload: Workload,
  all: readonly Workload[],
  { rules, log }: DraftModels,
): void {
  const maxSkew = constraint.whole('maxSkew', 1);
  const key = constraint.text('topologyKey');
  const isWish = constraint.text('whenUnsatisfiable') === 'ScheduleAnyway';
  const least = constraint.whole('minDomains', 1);
  const matched = select(constraint, all, [workload.namespace]);
  constraint.dropRest(['matchLabelKeys', 'nodeAffinityPolicy', 'nodeTaintsPolicy']);
  const { position } = constraint;
  if (key === undefined || maxSkew === undefined) {
    const missing = ['topologyKey', 'maxSkew'].filter(name => !constraint.keys.includes(name));
    if (missing.length > 0) constraint.fail(`${constraint.what} has no ${missing.join(' and no ')}`, position);
  } else if (!matched.includes(workload)) {
    log.drop(constraint.what, '', position, 'it does not select its own pods');
  } else {
    const services = matched.map(service => service.key);
    const by = key === hostname ? undefined : key;
    rules.spread(services, by, { least, maxSkew }, { soft: isWish ? 1 : undefined, position });
  }
}
