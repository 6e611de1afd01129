import type { Subject } from '../base/diagnostic.ts';
import type { Findings } from '../base/findings.ts';
import type { Position } from '../base/source.ts';
import { didYouMean } from '../base/suggest.ts';
import { AttributeSetValue, describeValue, force, type Value } from '../nix/index.ts';
import type { NumberRange } from '../solve/index.ts';
import { listOf, readAttribute, textOf } from './decode-value.ts';
import type { IdResources, Pool } from './id-resources.ts';
import { impossibleNumbers, kindByName, type PoolKind, poolKinds, systemRanges } from './pool-kind.ts';
import { protocolsByName, protocolsOf, protocolWords, usualProtocols } from './port.ts';
import { readWhole } from './read-quantity.ts';

const poolKeys = [
  'block',
  'keepForeign',
  'kind',
  'max',
  'min',
  'protocol',
  'reserved',
  'sameAs',
  'scope',
  'space',
  'step',
  'usedBySystem',
];
const scopes = ['global', 'machine'];
/** What a pool has from the one that it is coupled with, where it does not say. */
const inheritedKeys = ['block', 'keepForeign', 'max', 'min', 'scope', 'step', 'usedBySystem'];

/**
 * Checks an ID resources model and gives it types. A pool with a mistake is left out of the result; every mistake is
 * told to `findings`. O(pools + reserved ranges).
 */
export function decodeIdResources(value: Value, file: string, findings: Findings): IdResources {
  const pools = new Map<string, Pool>();
  if (!(value instanceof AttributeSetValue)) {
    findings.error(
      'id-resources-model',
      `the ID resources model is ${describeValue(value)}, but must be an attribute set`,
      { file, hint: 'it maps names to pools: { ports = { min = 5000; max = 6000; scope = "global"; }; }' },
    );
    return { pools };
  }
  for (const [name, slot] of value.entries()) {
    const place = { position: value.positionOf(name), file };
    const pool = findings.attempt(() => {
      const set = force(slot);
      if (set instanceof AttributeSetValue) return new PoolReader(name, set, value, place, findings).read();
      findings.error('pool', `pool "${name}" is ${describeValue(set)}, but must be an attribute set`, {
        ...place,
        hint: 'a pool is { min = 5000; max = 6000; }',
        subject: { kind: 'pool', name },
      });
      return undefined;
    });
    if (pool !== undefined) pools.set(name, pool);
  }
  for (const pool of pools.values()) checkCoupling(pool, pools, file, findings);
  return { pools };
}

/** A service has one id for both pools: then the ids of both must be able to be the same. */
function checkCoupling(pool: Pool, pools: ReadonlyMap<string, Pool>, file: string, findings: Findings): void {
  const other = pools.get(pool.sameAs ?? '');
  if (other === undefined) return;
  const refuse = (problem: string, hint: string): void => {
    const message = `pool "${pool.name}" is coupled with the pool "${other.name}" (sameAs), but ${problem}`;
    const subject = { kind: 'pool', name: pool.name } as const;
    findings.error('pool-coupling', message, { position: pool.position, file, hint, subject });
  };
  for (const key of ['scope', 'block', 'step'] as const) {
    if (pool[key] === other[key]) continue;
    // A step that nobody said follows from the block.
    if (key === 'step' && pool.step === pool.block && pool.block !== other.block) continue;
    refuse(`its ${key} is ${pool[key]}, not ${other[key]}`, `leave ${key} out: it is that of "${other.name}"`);
  }
  if (pool.step === other.step && (pool.min - other.min) % pool.step !== 0) {
    const hint = `let min be that of "${other.name}", or some steps of ${pool.step} away`;
    refuse('no id of it is one of the other: they lie between each other', hint);
  }
  if (pool.space !== undefined && pool.space === other.space) {
    refuse(`both are of the space "${pool.space}", where nobody has a number twice`, 'leave out space, or sameAs');
  }
}

interface Place {
  readonly position: Position | undefined;
  readonly file: string;
}

class PoolReader {
  readonly #name: string;
  readonly #set: AttributeSetValue;
  /** All pools, by their names. */
  readonly #pools: AttributeSetValue;
  /** The pool that it is coupled with, which says what this one leaves out. */
  #coupled: AttributeSetValue | undefined;
  readonly #place: Place;
  readonly #findings: Findings;
  #failed = false;

  get #subject(): Subject {
    return { kind: 'pool', name: this.#name };
  }

  constructor(name: string, set: AttributeSetValue, pools: AttributeSetValue, place: Place, findings: Findings) {
    this.#name = name;
    this.#set = set;
    this.#pools = pools;
    this.#place = place;
    this.#findings = findings;
  }

  read(): Pool | undefined {
    this.#checkSpelling();
    const sameAs = this.#sameAs();
    const min = this.#number('min', 0);
    const max = this.#number('max', 0);
    // Of a pool that is coupled with none of those that there are it is not known what it would have from that one.
    if (this.#coupled !== undefined || !this.#set.has('sameAs')) {
      if (!this.#has('min')) this.#fail('pool-range', 'has no min', undefined, 'min is the first id of the pool');
      if (!this.#has('max')) this.#fail('pool-range', 'has no max', undefined, 'max is the last id of the pool');
    }
    const block = this.#number('block', 1) ?? 1;
    const step = this.#number('step', 1) ?? block;
    const scope = this.#scope();
    const space = this.#text('space');
    const foreign = this.#flag('keepForeign') ? { keepForeign: true } : {};
    const kind = this.#kind();
    const protocols = this.#protocols();
    const reserved = this.#ranges('reserved') ?? [];
    const usedBySystem = this.#ranges('usedBySystem') ?? systemRanges(kind);
    if (min !== undefined && max !== undefined) this.#checkFit(min, max, step, block);
    if (this.#failed || min === undefined || max === undefined) return undefined;
    const numbers = { min, max, step, block, reserved, forbidden: impossibleNumbers(kind) };
    const { position } = this.#place;
    return {
      name: this.#name,
      ...numbers,
      scope,
      space,
      kind,
      protocols,
      usedBySystem,
      ...foreign,
      ...sameAs,
      position,
    };
  }

  /** The name of the pool that it is coupled with; nothing where there is none. */
  #sameAs(): { readonly sameAs?: string } {
    const name = this.#text('sameAs');
    if (name === undefined) return {};
    const example = 'gids = { sameAs = "uids"; };';
    if (name === this.#name) this.#fail('pool-coupling', 'is coupled with itself (sameAs)', 'sameAs', example);
    else if (!this.#pools.has(name)) {
      const hint = didYouMean(name, this.#pools.shape.names) ?? `the pools are ${this.#pools.shape.names.join(', ')}`;
      this.#fail('pool-coupling', `is coupled with the pool "${name}" (sameAs), which does not exist`, 'sameAs', hint);
    } else {
      const other = this.#findings.attempt(() => force(this.#pools.get(name) ?? null));
      if (!(other instanceof AttributeSetValue)) this.#failed = true;
      else if (!other.has('sameAs')) this.#coupled = other;
      else {
        const problem = `is coupled with the pool "${name}" (sameAs), which is coupled with another one itself`;
        this.#fail('pool-coupling', problem, 'sameAs', 'let all name the same one');
      }
    }
    return { sameAs: name };
  }

  #checkSpelling(): void {
    for (const key of this.#set.shape.names) {
      if (poolKeys.includes(key)) continue;
      const hint = didYouMean(key, poolKeys);
      const position = this.#set.positionOf(key);
      const message = `pool "${this.#name}" has the unknown key "${key}"`;
      if (hint !== undefined) {
        this.#failed = true;
        this.#findings.error('misspelt-key', message, { ...this.#place, position, hint, subject: this.#subject });
      } else {
        this.#findings.warning('unknown-key', message, {
          ...this.#place,
          subject: this.#subject,
          position,
          hint: `a pool has the keys ${poolKeys.join(', ')}`,
        });
      }
    }
  }

  #checkFit(min: number, max: number, step: number, block: number): void {
    if (min > max) {
      const hint = 'min is the first id and max the last one, both inclusive';
      this.#fail('pool-range', `has min ${min}, which is greater than its max ${max}`, 'min', hint);
    } else if (max - min + 1 < block) {
      this.#fail('pool-range', `has room for ${max - min + 1} numbers, but one block takes ${block}`, 'block');
    }
    if (step < block) {
      const hint = `leave step out, or make it at least ${block}`;
      this.#fail('pool-step', `has step ${step}, but its blocks of ${block} would overlap`, 'step', hint);
    }
  }

  #number(key: string, least: number): number | undefined {
    const found = this.#read(key);
    if (found === undefined) return undefined;
    const number = this.#wholeNumber(found.value, key, key);
    if (number === undefined || number >= least) return number;
    this.#fail(
      key === 'step' || key === 'block' ? `pool-${key}` : 'pool-range',
      `has ${key} ${number}`,
      key,
      `${key} must be at least ${least}`,
    );
    return undefined;
  }

  #wholeNumber(value: Value, what: string, key: string): number | undefined {
    const position = this.#set.positionOf(key) ?? this.#place.position;
    const whole = readWhole({ value, position }, `${what} of pool "${this.#name}"`, this.#findings);
    if (whole !== undefined) return whole;
    const shown =
      typeof value === 'bigint' ? `the number ${value}, which is too great to be an id` : describeValue(value);
    this.#fail('pool-value', `has as ${what} ${shown}`, key, `${what} must be a whole number below 2^53`);
    return undefined;
  }

  #scope(): Pool['scope'] {
    const scope = this.#text('scope') ?? 'global';
    if (scope === 'global' || scope === 'machine') return scope;
    this.#fail(
      'unknown-scope',
      `has the unknown scope "${scope}"`,
      'scope',
      didYouMean(scope, scopes) ??
        'the scope is "global" (an id once in the system) or "machine" (once on each target)',
    );
    return 'global';
  }

  #flag(key: string): boolean {
    const found = this.#read(key);
    if (found === undefined || typeof found.value === 'boolean') return found?.value === true;
    this.#fail('pool-value', `has as ${key} ${describeValue(found.value)}`, key, `${key} must be a Boolean`);
    return false;
  }

  #kind(): PoolKind {
    const said = this.#text('kind');
    const kind = said === undefined ? kindByName(this.#name) : poolKinds.find(one => one === said);
    if (kind !== undefined) return kind;
    const hint = didYouMean(said ?? '', poolKinds) ?? `the kinds are ${poolKinds.join(', ')}`;
    this.#fail('unknown-kind', `has the unknown kind "${said}"`, 'kind', hint);
    return 'number';
  }

  /** Those that the pool says, or that its name does: `tcpPorts`. */
  #protocols(): number {
    const said = this.#text('protocol');
    if (said === undefined) return protocolsByName(this.#name);
    const found = protocolsOf(said);
    if (found !== undefined) return found;
    const hint = didYouMean(said, protocolWords) ?? `the protocols are ${protocolWords.join(', ')}`;
    this.#fail('unknown-protocol', `has the unknown protocol "${said}"`, 'protocol', hint);
    return usualProtocols;
  }

  #text(key: string): string | undefined {
    const found = this.#read(key);
    if (found === undefined) return undefined;
    const text = textOf(found.value);
    if (text === undefined)
      this.#fail('pool-value', `has as ${key} ${describeValue(found.value)}`, key, `${key} must be a string`);
    return text;
  }

  /** A list of numbers and ranges; undefined where the pool does not say. */
  #ranges(key: 'reserved' | 'usedBySystem'): readonly NumberRange[] | undefined {
    const found = this.#read(key);
    if (found === undefined) return undefined;
    const hint = `write ${key} = [ 5432 { from = 8000; to = 8010; } ];`;
    const list = listOf(found.value);
    if (list === undefined) {
      this.#fail('pool-reserved', `has as ${key} ${describeValue(found.value)}, but it must be a list`, key, hint);
      return [];
    }
    return list.flatMap(slot => {
      const element = this.#findings.attempt(() => force(slot));
      if (element === undefined) return [];
      const range = element instanceof AttributeSetValue ? this.#range(element, key) : { from: element, to: element };
      if (range === undefined) return [];
      const what = key === 'reserved' ? 'a reserved id' : 'a number used by the system';
      const from = this.#wholeNumber(range.from, what, key);
      const to = range.from === range.to ? from : this.#wholeNumber(range.to, what, key);
      if (from === undefined || to === undefined) return [];
      if (from > to) this.#fail('pool-reserved', `has in ${key} ${from} to ${to}, which is backwards`, key);
      return [{ from, to }];
    });
  }

  #range(set: AttributeSetValue, key: string): { readonly from: Value; readonly to: Value } | undefined {
    const from = readAttribute(set, 'from');
    const to = readAttribute(set, 'to');
    const extra = set.shape.names.find(name => name !== 'from' && name !== 'to');
    if (from !== undefined && to !== undefined && extra === undefined) return { from: from.value, to: to.value };
    const problem =
      extra === undefined ? `without ${from === undefined ? 'from' : 'to'}` : `with the unknown key "${extra}"`;
    this.#fail('pool-reserved', `has in ${key} a range ${problem}`, key, 'a range is { from = 8000; to = 8010; }');
    return undefined;
  }

  #has(key: string): boolean {
    return this.#set.has(key) || this.#coupled?.has(key) === true;
  }

  #read(key: string): ReturnType<typeof readAttribute> {
    const errors = this.#findings.all.length;
    const set = this.#set.has(key) || !inheritedKeys.includes(key) ? this.#set : (this.#coupled ?? this.#set);
    const found = this.#findings.attempt(() => readAttribute(set, key));
    if (this.#findings.all.length > errors) this.#failed = true;
    return found;
  }

  #fail(code: string, problem: string, key: string | undefined, hint?: string): void {
    this.#failed = true;
    const position = (key === undefined ? undefined : this.#set.positionOf(key)) ?? this.#place.position;
    this.#findings.error(code, `pool "${this.#name}" ${problem}`, {
      ...this.#place,
      position,
      hint,
      subject: this.#subject,
    });
  }
}
