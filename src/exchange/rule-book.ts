import { sortNames } from '../base/order.ts';
import type { Position } from '../base/source.ts';
import type { ImportLog } from './import-log.ts';
import type { ImportedData, ImportedRule, ImportedTarget } from './imported-models.ts';

/** Tests of targets: property → a text, several, or a range. */
export type Where = ReadonlyMap<string, ImportedData>;

/** What a rule may have beside its services. */
export interface RuleDetails {
  readonly name?: string | undefined;
  readonly soft?: number | undefined;
  readonly position?: Position | undefined;
}

interface Draft extends RuleDetails {
  readonly kind: 'apart' | 'together' | 'spread' | 'only' | 'avoid' | 'near';
  readonly services: Set<string>;
  readonly to?: readonly string[];
  readonly by?: string | undefined;
  readonly where?: Where | undefined;
  readonly on?: readonly string[] | undefined;
  readonly least?: number | undefined;
  readonly maxSkew?: number | undefined;
}

/**
 * Collects the rules of an import: what is demanded of several services in the same words is one rule, and rules that
 * speak of properties that no machine has are told and made what they come to.
 */
export class RuleBook {
  readonly #log: ImportLog;
  readonly #drafts = new Map<string, Draft>();

  constructor(log: ImportLog) {
    this.#log = log;
  }

  /** A service only on targets that pass all tests, or on none of those. */
  target(kind: 'only' | 'avoid', service: string, where: Where, details: RuleDetails = {}): void {
    this.#add({ kind, services: new Set([service]), where, ...details }, [kind, [...where]]);
  }

  /** The same for targets by their names. */
  onTargets(kind: 'only' | 'avoid', service: string, on: readonly string[], details: RuleDetails = {}): void {
    this.#add({ kind, services: new Set([service]), on, ...details }, [kind, 'on', on]);
  }

  /** @param by the property that makes zones; undefined for the targets themselves */
  group(
    kind: 'apart' | 'together',
    services: readonly string[],
    by: string | undefined,
    details: RuleDetails = {},
  ): void {
    const sorted = sortNames(new Set(services));
    this.#add({ kind, services: new Set(sorted), by, ...details }, [kind, sorted, by ?? null]);
  }

  spread(
    services: readonly string[],
    by: string | undefined,
    far: { readonly least?: number | undefined; readonly maxSkew?: number | undefined },
    details: RuleDetails = {},
  ): void {
    const sorted = sortNames(new Set(services));
    const key = ['spread', sorted, by ?? null, far.least ?? null, far.maxSkew ?? null];
    this.#add({ kind: 'spread', services: new Set(sorted), by, ...far, ...details }, key);
  }

  near(service: string, to: readonly string[], by: string | undefined, details: RuleDetails = {}): void {
    const sorted = sortNames(new Set(to));
    this.#add({ kind: 'near', services: new Set([service]), to: sorted, by, ...details }, ['near', sorted, by ?? null]);
  }

  /**
   * The rules, in the order in which they came up. Where machines are known, no rule speaks of a property that none
   * has: a hard `only` becomes one that no machine passes, and what then demands nothing is left out; both are told.
   */
  build(targets: ReadonlyMap<string, ImportedTarget>): readonly ImportedRule[] {
    const known = new Set([...targets.values()].flatMap(({ properties }) => [...properties.keys()]));
    return [...this.#drafts.values()].flatMap(draft => {
      const missing = [...(draft.where?.keys() ?? []), ...(draft.by === undefined ? [] : [draft.by])].filter(
        property => !known.has(property),
      );
      const [property] = missing;
      if (targets.size === 0 || property === undefined) return [toRule(draft)];
      const isNowhere = draft.kind === 'only' && draft.soft === undefined;
      const owner = sortNames(draft.services).join(', ');
      const what = `the rule ${draft.kind} by ${property}`;
      this.#log.drop(what, owner, draft.position, `no machine has it${isNowhere ? ', so none will do' : ''}`);
      return isNowhere ? [toRule({ ...draft, where: undefined, on: [] })] : [];
    });
  }

  #add(draft: Draft, key: readonly unknown[]): void {
    const text = JSON.stringify([key, draft.soft ?? null, draft.name ?? null], writeMaps);
    const same = this.#drafts.get(text);
    if (same === undefined) this.#drafts.set(text, draft);
    else for (const service of draft.services) same.services.add(service);
  }
}

function writeMaps(_key: string, value: unknown): unknown {
  return value instanceof Map ? [...value] : value;
}

function toRule({ kind, services, to, by, where, on, least, maxSkew, name, soft }: Draft): ImportedRule {
  const entries: (readonly [string, ImportedData | undefined])[] = [
    [kind, oneOrAll(services)],
    ['to', to && oneOrAll(to)],
    ['by', by],
    ['where', where],
    ['on', on],
    ['least', least],
    ['maxSkew', maxSkew],
    ['soft', soft],
    ['name', name],
  ];
  return new Map(entries.flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])));
}

function oneOrAll(services: Iterable<string>): ImportedData {
  const sorted = sortNames(services);
  return sorted.length === 1 ? (sorted[0] ?? '') : sorted;
}
