import { aboutService } from '../base/diagnostic.ts';
import { nameSomeSorted } from '../base/name-some.ts';
import { compareNames } from '../base/order.ts';
import { findCandidates } from './candidates.ts';
import type { ImportLog } from './import-log.ts';
import type { ImportedCapacity, ImportedModels, ImportedService, ImportedTarget } from './imported-models.ts';
import { RuleBook } from './rule-book.ts';

/** Models while a format is read: what every format ends with is done once, in `finish`. */
export class DraftModels {
  readonly log: ImportLog;
  readonly rules: RuleBook;
  readonly services = new Map<string, ImportedService>();
  readonly targets = new Map<string, ImportedTarget>();
  readonly priority = new Map<string, number>();
  readonly running = new Map<string, readonly string[]>();
  /** Need → what targets have of it, where they call it differently; a number where each replica needs as much. */
  readonly capacities = new Map<string, ImportedCapacity>();

  constructor(log: ImportLog) {
    this.log = log;
    this.rules = new RuleBook(log);
  }

  /** The models, sorted, with the capacities that machines have and services need. */
  finish(format: string, files: readonly string[]): ImportedModels {
    const services = sortMap(this.services);
    const targets = sortMap(this.targets);
    const capacities = this.#findCapacities(services, targets);
    this.#compareReplicas(services, targets);
    const rules = this.rules.build(targets);
    this.#tellHomeless({ services, targets, rules });
    return {
      format,
      files,
      services,
      targets,
      capacities,
      rules,
      priority: sortMap(this.priority),
      running: sortMap(this.running),
      dropped: this.log.dropped,
    };
  }

  #findCapacities(
    services: ReadonlyMap<string, ImportedService>,
    targets: ReadonlyMap<string, ImportedTarget>,
  ): ReadonlyMap<string, ImportedCapacity> {
    const needs = new Set([...services.values()].flatMap(service => [...service.needs.keys()]));
    const wanted = new Map(this.capacities);
    for (const need of needs) wanted.set(need, { need, have: need });
    const capacities = new Map<string, ImportedCapacity>();
    for (const [name, capacity] of sortMap(wanted)) {
      const having = [...targets.values()].filter(({ properties }) => properties.has(capacity.have)).length;
      if (having > 0) capacities.set(name, having === targets.size ? capacity : { ...capacity, fallback: 0 });
      else if (needs.has(name)) {
        const known = targets.size === 0 ? 'no machine is known' : 'no machine says what it has';
        this.log.drop(`the capacity ${name}`, '', undefined, `${known}; services say what they need`);
      }
    }
    return capacities;
  }

  /** That no machine passes all that a service demands is told here, and not first by a planner. */
  #tellHomeless(models: Pick<ImportedModels, 'services' | 'targets' | 'rules'>): void {
    if (models.targets.size === 0) return;
    const without = [...findCandidates(models)].filter(([, left]) => left.length === 0).map(([key]) => key);
    const [first] = without;
    if (first === undefined) return;
    const message = `no machine passes all that these demand: ${nameSomeSorted(without, 8)}`;
    this.log.findings.warning('no-machine', message, { subject: aboutService(first) });
  }

  #compareReplicas(services: ReadonlyMap<string, ImportedService>, targets: ReadonlyMap<string, ImportedTarget>): void {
    for (const [key, { replicas }] of services) {
      if (targets.size === 0 || typeof replicas !== 'number' || replicas <= targets.size) continue;
      const why = `replicas are on different machines here, and there are ${targets.size}`;
      this.log.findings.warning('too-many-replicas', `service ${key} has ${replicas} replicas: ${why}`, {
        subject: aboutService(key),
      });
    }
  }
}

function sortMap<T>(map: ReadonlyMap<string, T>): ReadonlyMap<string, T> {
  return new Map([...map].sort(([a], [b]) => compareNames(a, b)));
}
