import type { Subject } from '../../base/diagnostic.ts';
import type { Findings } from '../../base/findings.ts';
import type { Position } from '../../base/source.ts';
import { didYouMean } from '../../base/suggest.ts';
import { AttributeSetValue, describeValue, force, type Slot, type Value } from '../../nix/index.ts';
import { type Amount, readWrittenAmount } from '../amount.ts';
import { type FoundAttribute, listOf, readAttribute, textOf } from '../decode-value.ts';
import { showScalar } from '../scalar.ts';
import type { PolicyNames } from './policy-names.ts';
import type { PolicyPart } from './policy-part.ts';

/** What all parts of a policy are read with. */
export interface PolicySource {
  readonly file: string;
  readonly findings: Findings;
  readonly names: PolicyNames;
  /** What is read, where that has a name of its own. */
  readonly subject?: Subject | undefined;
}

/** Bounds of a number in a policy. */
export interface NumberBounds {
  /** The number is at least this. */
  readonly least?: number;
  /** The number is greater than this. */
  readonly above?: number;
  readonly most?: number;
}

/**
 * A set of a policy that has certain keys and no others. What is wrong is told with the place of the key; reading goes
 * on, so that all mistakes are told at once.
 */
export class PolicyReader implements PolicyPart {
  readonly what: string;
  readonly position: Position | undefined;
  readonly source: PolicySource;
  readonly #set: AttributeSetValue;
  #failed = false;

  /** @param what how messages call the set: `capacity "memory"` */
  constructor(
    what: string,
    set: AttributeSetValue,
    position: Position | undefined,
    source: PolicySource,
    keys: readonly string[],
  ) {
    this.what = what;
    this.position = position;
    this.source = source;
    this.#set = set;
    for (const key of set.shape.names) {
      if (keys.includes(key)) continue;
      const hint = didYouMean(key, keys) ?? `it has the keys ${keys.join(', ')}`;
      this.fail('policy-key', `${what} has the unknown key "${key}"`, this.#set.positionOf(key), hint);
    }
  }

  /** Whether anything was wrong with it so far. */
  get hasFailed(): boolean {
    return this.#failed;
  }

  has(key: string): boolean {
    return this.#set.has(key);
  }

  /** What a key says; undefined where it is not there, or null, or fails. */
  read(key: string): FoundAttribute | undefined {
    const before = this.source.findings.all.length;
    const found = this.source.findings.attempt(() => readAttribute(this.#set, key));
    if (this.source.findings.all.length > before) this.#failed = true;
    return found?.value === null ? undefined : found;
  }

  text(key: string): string | undefined {
    const found = this.read(key);
    if (found === undefined) return undefined;
    const text = textOf(found.value);
    if (text === undefined) this.wrong(key, found.value, 'a string', found.position);
    return text;
  }

  flag(key: string): boolean {
    const found = this.read(key);
    if (found === undefined) return false;
    if (typeof found.value === 'boolean') return found.value;
    this.wrong(key, found.value, 'true or false', found.position);
    return false;
  }

  /** One of some words. */
  choice<T extends string>(key: string, choices: readonly T[]): T | undefined {
    const text = this.text(key);
    const choice = choices.find(candidate => candidate === text);
    if (text !== undefined && choice === undefined) {
      const hint = didYouMean(text, choices);
      const known = choices.map(word => `"${word}"`).join(' or ');
      const message = `${key} of ${this.what} is "${text}", but must be ${known}`;
      this.fail('policy-value', message, this.#set.positionOf(key), hint);
    }
    return choice;
  }

  /** A number, perhaps in quotes. */
  amount(key: string, bounds: NumberBounds): Amount | undefined {
    const found = this.read(key);
    return found && this.toAmount(key, found.value, bounds, found.position);
  }

  /** A whole number, perhaps in quotes, that is not beyond what counts exactly. */
  whole(key: string, least: number): number | undefined {
    const found = this.read(key);
    if (found === undefined) return undefined;
    const amount = readWrittenAmount(found.value);
    const unit = 10n ** BigInt(amount?.scale ?? 0);
    const number = amount !== undefined && amount.units % unit === 0n ? Number(amount.units / unit) : Number.NaN;
    if (number >= least && number <= 1e9) return number;
    this.wrong(key, found.value, `a whole number of at least ${least}`, found.position);
    return undefined;
  }

  toAmount(key: string, value: Value, bounds: NumberBounds, position: Position | undefined): Amount | undefined {
    const amount = readWrittenAmount(value);
    if (amount !== undefined && isWithin(amount, bounds)) return amount;
    this.wrong(key, value, describeBounds(bounds), position);
    return undefined;
  }

  /** The elements of a list, forced; a value that is no list is a list of one. Elements that fail are left out. */
  elements(value: Value): readonly Value[] {
    return (listOf(value) ?? [value]).flatMap(slot => {
      const element = this.source.findings.attempt(() => force(slot));
      if (element === undefined) this.#failed = true;
      return element === undefined ? [] : [element];
    });
  }

  /** The entries of a set that a key says; undefined where it says none. */
  entries(key: string, example: string): readonly PolicyEntry[] {
    const found = this.read(key);
    if (found === undefined) return [];
    if (found.value instanceof AttributeSetValue) return entriesOf(found.value, found.position, this.source.findings);
    this.wrong(key, found.value, 'an attribute set', found.position, `write ${example}`);
    return [];
  }

  wrong(key: string, value: Value, expected: string, position: Position | undefined, hint?: string): void {
    const shown = expected.includes('number') ? showScalar(value) : describeValue(value);
    this.fail('policy-value', `${key} of ${this.what} is ${shown}, but must be ${expected}`, position, hint);
  }

  /** Takes note of a mistake that was told elsewhere. */
  fails(): void {
    this.#failed = true;
  }

  fail(code: string, message: string, position: Position | undefined, hint?: string): void {
    this.#failed = true;
    const { file, findings, subject } = this.source;
    findings.error(code, message, { position: position ?? this.position, file, hint, subject });
  }
}

/** An attribute of a set whose names are the user's. */
export interface PolicyEntry {
  readonly name: string;
  readonly value: Value;
  readonly position: Position | undefined;
}

/** The attributes of a set; those that fail are told and left out. */
export function entriesOf(
  set: AttributeSetValue,
  position: Position | undefined,
  findings: Findings,
): readonly PolicyEntry[] {
  return set.shape.names.flatMap((name, i) => {
    const value = findings.attempt(() => force(set.slots[i] as Slot));
    return value === undefined ? [] : [{ name, value, position: set.shape.positions?.[i] ?? position }];
  });
}

/** Where a set begins to say anything: lists know no places of their elements. */
export function placeOfSet(set: AttributeSetValue): Position | undefined {
  const positions = (set.shape.positions ?? []).filter(position => position !== undefined);
  return positions.reduce<Position | undefined>(
    (first, position) => (first === undefined || position.offset < first.offset ? position : first),
    undefined,
  );
}

function isWithin({ units, scale }: Amount, { least, above, most }: NumberBounds): boolean {
  const scaled = (bound: number): bigint => BigInt(bound) * 10n ** BigInt(scale);
  if (least !== undefined && units < scaled(least)) return false;
  if (above !== undefined && units <= scaled(above)) return false;
  return most === undefined || units <= scaled(most);
}

function describeBounds({ least, above, most }: NumberBounds): string {
  const from = above === undefined ? (least === undefined ? '' : ` of at least ${least}`) : ` above ${above}`;
  return `a number${from}${most === undefined ? '' : ` and at most ${most}`}`;
}
