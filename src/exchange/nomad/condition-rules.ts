import type { Position } from '../../base/source.ts';
import { readWrittenAmount } from '../../model/amount.ts';
import type { FieldReader } from '../document/field-reader.ts';
import type { DraftModels } from '../draft-models.ts';
import type { ImportedData } from '../imported-models.ts';
import type { Where } from '../rule-book.ts';
import { expressionTag } from './read-hcl.ts';

/** Who a constraint, affinity or spread is for: the groups of a job, one group, or the group of a task. */
export interface Scope {
  readonly groups: readonly string[];
}

interface Condition {
  readonly property: string;
  readonly operator: string;
  readonly value: string;
  /** Of an affinity, from 1 to 100; below 0 it is one to keep away. */
  readonly weight: number | undefined;
  readonly position: Position;
  readonly what: string;
}

/** The constraints and affinities of a job, group or task. */
export function readConditions(reader: FieldReader, scope: Scope, draft: DraftModels): void {
  for (const key of ['Constraints', 'Affinities']) {
    const what = key === 'Constraints' ? 'constraint' : 'affinity';
    for (const condition of reader.maps(key, what)) {
      const said = readCondition(condition, key === 'Affinities', draft);
      if (said !== undefined) demand(said, scope, draft);
    }
  }
  for (const spread of reader.maps('Spreads', 'spread')) readSpread(spread, scope, draft);
}

function readCondition(reader: FieldReader, isAffinity: boolean, draft: DraftModels): Condition | undefined {
  const attribute = reader.text('LTarget') ?? '';
  const operator = reader.text('Operand') ?? '=';
  const value = reader.text('RTarget') ?? '';
  const weight = isAffinity ? (reader.whole('Weight', -100, 100) ?? 50) : undefined;
  reader.dropRest([]);
  const { position, what } = reader;
  // Without one of them it would say another thing; that it is dropped was told.
  if (['LTarget', 'Operand', 'RTarget'].some(key => reader.node(key)?.tag === expressionTag)) return undefined;
  const property = attributeName(attribute);
  if (operator === 'distinct_hosts') return { property: '', operator, value, weight, position, what };
  if (property === undefined) {
    draft.log.drop(what, '', position, `"${attribute}" is no attribute of nodes`);
    return undefined;
  }
  return { property, operator, value, weight: weight === 0 ? undefined : weight, position, what };
}

/** `${attr.kernel.name}` → `attr.kernel.name`. */
function attributeName(text: string): string | undefined {
  return /^\s*\$\{\s*((?:attr|meta|node)\.[^}\s]+)\s*\}\s*$/.exec(text)?.[1];
}

function demand(condition: Condition, scope: Scope, draft: DraftModels): void {
  const { operator, property, value, position, what, weight } = condition;
  const { rules, log } = draft;
  if (operator === 'distinct_hosts') {
    // Replicas of one group are on different machines anyway.
    if (value !== 'false' && scope.groups.length > 1) rules.group('apart', scope.groups, undefined, { position });
    return;
  }
  if (operator === 'distinct_property') {
    if (value === '' || value === '1') rules.group('apart', scope.groups, property, { position });
    else log.drop(what, '', position, `no rule says that at most ${value} are where ${property} is the same`);
    return;
  }
  if (/\$\{\s*(?:attr|meta|node)\./.test(value)) {
    log.drop(what, '', position, 'it compares two attributes, which no rule does');
    return;
  }
  const tests = testsOf(condition, draft);
  if (tests === undefined) {
    const why = draft.targets.size === 0 ? 'it can only be said where the nodes are given, too' : 'no rule says it';
    log.drop(what, '', position, `${property} ${operator} ${value}: ${why}`);
    return;
  }
  const [kind, where] = tests;
  const isAway = (weight ?? 1) < 0;
  const said = isAway === (kind === 'only') ? 'avoid' : 'only';
  const soft = weight === undefined ? undefined : Math.abs(weight);
  for (const group of scope.groups) rules.target(said, group, where, { soft, position });
}

/** The condition as tests of one property: those that targets must pass, or must not. */
function testsOf(condition: Condition, draft: DraftModels): readonly ['only' | 'avoid', Where] | undefined {
  const { property, operator, value } = condition;
  const where = (test: ImportedData): Where => new Map([[property, test]]);
  switch (operator) {
    case '=':
    case '==':
    case 'is':
      return ['only', where(value)];
    case '!=':
    case 'not':
      return ['avoid', where(value)];
    case 'set_contains_any':
      return ['only', where(splitList(value))];
    case 'regexp': {
      const words = alternatives(value);
      return words === undefined ? undefined : ['only', where(words)];
    }
    case '>=':
    case '<=':
      if (readWrittenAmount(value) !== undefined) {
        return ['only', where(new Map([[operator === '>=' ? 'least' : 'most', boundOf(value)]]))];
      }
  }
  const values = [...draft.targets.values()].flatMap(({ properties }) => {
    const found = properties.get(property);
    return found === undefined ? [] : [String(found)];
  });
  const passing = [...new Set(values)].filter(found => passes(found, operator, value)).sort();
  const isKnown = evaluated.includes(operator) && draft.targets.size > 0;
  if (!isKnown) return undefined;
  return operator === 'is_not_set' ? ['avoid', where([...new Set(values)].sort())] : ['only', where(passing)];
}

/** Operators that are decided for the machines that are known. */
const evaluated: readonly string[] = [
  '<',
  '>',
  'is_not_set',
  'is_set',
  'set_contains',
  'set_contains_all',
  'semver',
  'version',
];

function boundOf(text: string): ImportedData {
  return /^-?\d{1,15}$/.test(text) ? Number(text) : text;
}

function splitList(text: string): readonly string[] {
  return text.split(',').map(word => word.trim());
}

/** A pattern that is a choice of plain words, `^(a|b)$`. Others are not tried: some take for ever. */
function alternatives(pattern: string): readonly string[] | undefined {
  const [, grouped, plain] = /^\^(?:\(([\w |-]+)\)|([\w-]+))\$$/.exec(pattern) ?? [];
  return grouped === undefined ? (plain === undefined ? undefined : [plain]) : grouped.split('|');
}

function passes(found: string, operator: string, wanted: string): boolean {
  switch (operator) {
    case 'is_set':
      return true;
    case 'set_contains':
    case 'set_contains_all':
      return splitList(wanted).every(word => splitList(found).includes(word));
    case 'version':
    case 'semver':
      return wanted.split(',').every(part => passesVersion(found, part.trim()));
    case '<':
    case '>': {
      const [a, b] = [readWrittenAmount(found), readWrittenAmount(wanted)];
      if (a === undefined || b === undefined) return operator === '<' ? found < wanted : found > wanted;
      const difference = a.units * 10n ** BigInt(b.scale) - b.units * 10n ** BigInt(a.scale);
      return operator === '<' ? difference < 0n : difference > 0n;
    }
    default:
      return false;
  }
}

/** `>= 1.2`, `~> 1.4.0`, `!= 2`: numbers part by part; what is behind them (`-rc1`) is left out of account. */
function passesVersion(found: string, wanted: string): boolean {
  const [, operator = '=', text = ''] = /^(=|!=|>=|<=|>|<|~>)?\s*v?(\d+(?:\.\d+)*)/.exec(wanted) ?? [];
  const own = /^v?(\d+(?:\.\d+)*)/.exec(found)?.[1];
  if (text === '' || own === undefined) return false;
  const a = own.split('.').map(BigInt);
  const b = text.split('.').map(BigInt);
  const difference = compareParts(a, b);
  switch (operator) {
    case '=':
      return difference === 0;
    case '!=':
      return difference !== 0;
    case '>':
      return difference > 0;
    case '<':
      return difference < 0;
    case '>=':
      return difference >= 0;
    case '<=':
      return difference <= 0;
    default: {
      const kept = Math.max(1, b.length - 1);
      return difference >= 0 && compareParts(a.slice(0, kept), b.slice(0, kept)) === 0;
    }
  }
}

function compareParts(a: readonly bigint[], b: readonly bigint[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const [x, y] = [a[i] ?? 0n, b[i] ?? 0n];
    if (x !== y) return x < y ? -1 : 1;
  }
  return 0;
}

function readSpread(spread: FieldReader, { groups }: Scope, { rules, log }: DraftModels): void {
  const attribute = spread.text('Attribute') ?? '';
  const weight = spread.whole('Weight', -100, 100) ?? 50;
  const { position } = spread;
  const by = attributeName(attribute);
  const targets = spread.list('SpreadTarget');
  if (targets.length > 0) log.drop('target', spread.what, position, 'shares are not kept, only an even spread');
  spread.dropRest([]);
  if (by === undefined) log.drop(spread.what, '', position, `"${attribute}" is no attribute of nodes`);
  else if (weight > 0) {
    for (const group of groups) rules.spread([group], by, { maxSkew: 1 }, { soft: weight, position });
  }
}
