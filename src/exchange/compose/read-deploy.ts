import type { Amount } from '../../model/amount.ts';
import type { Replicas } from '../../model/service.ts';
import type { FieldReader } from '../document/field-reader.ts';
import type { RuleBook, Where } from '../rule-book.ts';
import { deployKeys } from './compose-keys.ts';
import { readBytes } from './read-bytes.ts';

/** What `deploy`, and the older keys beside it, say of a service. */
export interface Deployment {
  /** Undefined for once; 0 where it does not run at all. */
  readonly replicas: Replicas | 0 | undefined;
  readonly needs: ReadonlyMap<string, Amount>;
}

const limitsAreNoNeeds = 'a limit is not what a service needs: write reservations';

/** Reads `deploy`, `scale` and the like; demands on machines go to the rules. */
export function readDeployment(key: string, service: FieldReader, rules: RuleBook): Deployment {
  const needs = new Map<string, Amount>();
  readSize(service, 'mem_reservation', 'memory', needs);
  for (const limit of ['cpus', 'mem_limit', 'pids_limit']) service.drop(limit, limitsAreNoNeeds);
  const scale = service.whole('scale', 0);
  const deploy = service.map('deploy');
  if (deploy === undefined) return { replicas: once(scale), needs };
  const replicas = deploy.whole('replicas', 0) ?? scale;
  const mode = deploy.text('mode') ?? 'replicated';
  if (!['replicated', 'global', 'replicated-job', 'global-job'].includes(mode)) {
    const message = `mode of ${deploy.what} is "${mode}", but must be replicated, global, replicated-job or global-job`;
    deploy.fail(message, deploy.placeOf('mode'));
  }
  if (mode.endsWith('-job')) {
    deploy.drop('mode', `${mode} ends when its work is done: it is imported as if it ran on`);
  }
  readResources(deploy, needs);
  readPlacement(key, deploy, rules);
  deploy.drop('job', 'how often a job runs has no place here');
  deploy.dropRest(deployKeys);
  return { replicas: mode.startsWith('global') ? 'all' : once(replicas), needs };
}

/** One replica is what every service has. */
function once(replicas: number | undefined): number | undefined {
  return replicas === 1 ? undefined : replicas;
}

function readResources(deploy: FieldReader, needs: Map<string, Amount>): void {
  const resources = deploy.map('resources');
  if (resources === undefined) return;
  const reserved = resources.map('reservations');
  if (reserved !== undefined) {
    const cpus = reserved.amount('cpus');
    if (cpus !== undefined) needs.set('cpu', cpus);
    readSize(reserved, 'memory', 'memory', needs);
    for (const generic of reserved.maps('generic_resources', 'resource')) {
      const spec = generic.map('discrete_resource_spec');
      const kind = spec?.text('kind');
      const value = spec?.amount('value');
      if (kind !== undefined && value !== undefined) needs.set(kind, value);
      generic.dropRest([]);
    }
    reserved.drop('devices', 'machines with such devices must be named by a rule');
    reserved.dropRest(['pids']);
  }
  resources.drop('limits', limitsAreNoNeeds);
  resources.dropRest([]);
}

function readSize(reader: FieldReader, key: string, need: string, needs: Map<string, Amount>): void {
  const text = reader.text(key);
  if (text === undefined) return;
  const size = readBytes(text);
  if (size !== undefined) needs.set(need, size);
  else
    reader.fail(`${key} of ${reader.what} is "${text}", which is no size`, reader.placeOf(key), 'write 512m or 1.5g');
}

function readPlacement(key: string, deploy: FieldReader, rules: RuleBook): void {
  const placement = deploy.map('placement');
  if (placement === undefined) return;
  readConstraints(key, placement, rules);
  for (const preference of placement.maps('preferences', 'preference')) {
    const by = preference.text('spread');
    const position = preference.placeOf('spread');
    if (by !== undefined) rules.spread([key], by, { maxSkew: 1 }, { soft: 1, position });
    preference.dropRest([]);
  }
  const most = placement.whole('max_replicas_per_node', 0);
  if (most !== undefined && most !== 1) {
    placement.drop('max_replicas_per_node', 'replicas of a service are always on different machines here');
  }
  placement.dropRest([]);
}

const attribute = /^node\.(?:id|hostname|role|platform\.os|platform\.arch|labels\.\S+)$|^engine\.labels\.\S+$/;

/** Each constraint is a test of a property of the same name; those that demand equality are one rule where they can. */
function readConstraints(key: string, placement: FieldReader, rules: RuleBook): void {
  let where = new Map<string, string>();
  const only = (tests: Where): void => {
    if (tests.size > 0) rules.target('only', key, tests, { position: placement.placeOf('constraints') });
  };
  for (const { text, position } of placement.texts('constraints')) {
    const [, name = '', operator, value = ''] = /^\s*(\S+?)\s*(==|!=)\s*(.*?)\s*$/s.exec(text) ?? [];
    if (operator === undefined || !attribute.test(name)) {
      const hint = 'write node.hostname == a, node.role != manager or node.labels.zone == b';
      placement.fail(`"${text}" in constraints of ${placement.what} is no constraint`, position, hint);
    } else if (operator === '!=') rules.target('avoid', key, new Map([[name, value]]), { position });
    else if (where.has(name)) {
      only(where);
      where = new Map([[name, value]]);
    } else where.set(name, value);
  }
  only(where);
}
