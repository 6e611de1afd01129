import { compareNames } from '../../base/order.ts';
import {
  areEqual,
  type HclValue,
  isObject,
  isTuple,
  toList,
  toNumber,
  toObject,
  toText,
  Unknown,
} from './hcl-value.ts';

type HclFunction = (args: readonly HclValue[]) => HclValue;

/** A function of HCL that depends on its arguments alone. @throws Unknown for any other */
export function findFunction(name: string): HclFunction {
  const found = functions.get(name);
  if (found === undefined) throw new Unknown();
  return found;
}

const text = (args: readonly HclValue[], i: number): string => toText(args[i] ?? null);
const number = (args: readonly HclValue[], i: number): number => toNumber(args[i] ?? null);
/** What changes letters, or counts them, is known of ASCII alone. */
function ascii(args: readonly HclValue[], i: number): string {
  const said = text(args, i);
  if (/[\x80-\xff]/.test(said)) throw new Unknown();
  return said;
}

const ofTexts: Readonly<Record<string, HclFunction>> = {
  chomp: args => text(args, 0).replace(/(?:\r?\n)+$/, ''),
  format: ([pattern, ...args]) => formatText(toText(pattern ?? null), args),
  formatlist: ([pattern, ...args]) => formatList(toText(pattern ?? null), args),
  indent: args => text(args, 1).replaceAll('\n', `\n${' '.repeat(Math.min(number(args, 0), 100))}`),
  join: ([between, ...lists]) =>
    lists
      .flatMap(toList)
      .map(toText)
      .join(toText(between ?? null)),
  lower: args => ascii(args, 0).toLowerCase(),
  replace: args => replaceText(text(args, 0), text(args, 1), text(args, 2)),
  split: args => (text(args, 1) === '' ? [''] : text(args, 1).split(text(args, 0))),
  strlen: args => ascii(args, 0).length,
  substr: args => {
    const [said, start, length] = [ascii(args, 0), number(args, 1), number(args, 2)];
    const from = start < 0 ? Math.max(0, said.length + start) : start;
    return length < 0 ? said.slice(from) : said.slice(from, from + length);
  },
  title: args => ascii(args, 0).replace(/\b[a-z]/g, letter => letter.toUpperCase()),
  tonumber: args => number(args, 0),
  tostring: args => text(args, 0),
  trim: args => trimSet(text(args, 0), text(args, 1)),
  trimprefix: args =>
    text(args, 0).startsWith(text(args, 1)) ? text(args, 0).slice(text(args, 1).length) : text(args, 0),
  trimspace: args => text(args, 0).replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, ''),
  trimsuffix: args =>
    text(args, 1) !== '' && text(args, 0).endsWith(text(args, 1))
      ? text(args, 0).slice(0, -text(args, 1).length)
      : text(args, 0),
  upper: args => ascii(args, 0).toUpperCase(),
};

const ofNumbers: Readonly<Record<string, HclFunction>> = {
  abs: args => Math.abs(number(args, 0)),
  ceil: args => Math.ceil(number(args, 0)),
  floor: args => Math.floor(number(args, 0)),
  max: args => Math.max(...atLeastOne(args).map(toNumber)),
  min: args => Math.min(...atLeastOne(args).map(toNumber)),
  parseint: args => {
    const found = number(args, 1) === 10 ? Number(text(args, 0)) : Number.NaN;
    if (!Number.isSafeInteger(found)) throw new Unknown();
    return found;
  },
  pow: args => toNumber(number(args, 0) ** number(args, 1)),
  signum: args => Math.sign(number(args, 0)),
};

const ofCollections: Readonly<Record<string, HclFunction>> = {
  coalesce: args => args.find(value => value !== null && value !== '') ?? fail(),
  compact: args => toList(args[0]).filter(value => value !== '' && value !== null),
  concat: args => args.flatMap(toList),
  contains: args => toList(args[0]).some(value => areEqual(value, args[1] ?? null)),
  distinct: args => distinct(toList(args[0])),
  element: args => {
    const list = atLeastOne(toList(args[0]));
    return list[((number(args, 1) % list.length) + list.length) % list.length] ?? null;
  },
  flatten: args => flatten(toList(args[0])),
  keys: args => [...toObject(args[0]).keys()].sort(compareNames),
  length: ([value = null]) => {
    if (isObject(value)) return value.size;
    return isTuple(value) ? value.length : ascii([value], 0).length;
  },
  lookup: args => toObject(args[0]).get(text(args, 1)) ?? args[2] ?? fail(),
  merge: args => new Map(args.flatMap(value => [...toObject(value)])),
  range: args => countUp(args.map(toNumber)),
  reverse: args => toList(args[0]).toReversed(),
  slice: args => toList(args[0]).slice(number(args, 1), number(args, 2)),
  sort: args => toList(args[0]).map(toText).sort(compareNames),
  tolist: args => toList(args[0]),
  tomap: args => toObject(args[0]),
  toset: args =>
    distinct(
      toList(args[0]).every(value => typeof value === 'string')
        ? toList(args[0]).map(toText).sort(compareNames)
        : toList(args[0]),
    ),
  values: args => [...toObject(args[0])].sort(([a], [b]) => compareNames(a, b)).map(([, value]) => value),
  zipmap: args => new Map(toList(args[0]).map((key, i) => [toText(key), toList(args[1])[i] ?? fail()])),
};

const functions: ReadonlyMap<string, HclFunction> = new Map(
  Object.entries({ ...ofTexts, ...ofNumbers, ...ofCollections }),
);

function fail(): never {
  throw new Unknown();
}

function atLeastOne(list: readonly HclValue[]): readonly HclValue[] {
  return list.length > 0 ? list : fail();
}

function distinct(list: readonly HclValue[]): readonly HclValue[] {
  return list.filter((value, i) => list.findIndex(other => areEqual(value, other)) === i);
}

function flatten(list: readonly HclValue[]): readonly HclValue[] {
  return list.flatMap(value => (isTuple(value) ? flatten(value) : [value]));
}

function countUp(args: readonly number[]): readonly number[] {
  const [first = 0, second] = args;
  const [start, end] = second === undefined ? [0, first] : [first, second];
  const step = args[2] ?? (start <= end ? 1 : -1);
  const count = step === 0 ? Number.POSITIVE_INFINITY : Math.max(0, Math.ceil((end - start) / step));
  return count > 1024 ? fail() : Array.from({ length: count }, (_, i) => start + i * step);
}

/** A text between slashes is a pattern, of another kind than ours. */
function replaceText(said: string, what: string, by: string): string {
  return what === '' || (what.length > 1 && what.startsWith('/') && what.endsWith('/'))
    ? fail()
    : said.split(what).join(by);
}

function trimSet(said: string, set: string): string {
  let [start, end] = [0, said.length];
  while (start < end && set.includes(said[start] ?? '')) start++;
  while (end > start && set.includes(said[end - 1] ?? '')) end--;
  return said.slice(start, end);
}

/** `format("%s-%03d", name, i)`. @throws Unknown for other verbs than those of texts and decimal numbers */
function formatText(pattern: string, args: readonly HclValue[]): string {
  let next = 0;
  const take = (): HclValue => (next < args.length ? (args[next++] ?? null) : fail());
  const said = pattern.replace(
    /%(?:%|([-0]?)(\d*)(?:\.(\d+))?(.))/g,
    (whole, flag: string = '', width: string = '', digits: string | undefined, verb: string | undefined) => {
      if (whole === '%%') return '%';
      const shown = showVerb(verb, digits, take());
      const missing = Math.min(Number(width), 200) - shown.length;
      if (missing <= 0) return shown;
      if (flag === '-') return shown + ' '.repeat(missing);
      if (flag !== '0') return ' '.repeat(missing) + shown;
      return shown.startsWith('-') ? `-${'0'.repeat(missing)}${shown.slice(1)}` : '0'.repeat(missing) + shown;
    },
  );
  return next === args.length ? said : fail();
}

function showVerb(verb: string | undefined, digits: string | undefined, value: HclValue): string {
  if (verb === 'f') return toNumber(value).toFixed(Math.min(Number(digits ?? 6), 20));
  if (digits !== undefined) return fail();
  if (verb === 's' || verb === 'v') return toText(value);
  if (verb === 'd' && Number.isInteger(toNumber(value))) return toText(toNumber(value));
  return verb === 't' && typeof value === 'boolean' ? String(value) : fail();
}

/** As often as the lists are long; what is no list is the same each time. */
function formatList(pattern: string, args: readonly HclValue[]): readonly string[] {
  const lengths = args.flatMap(value => (isTuple(value) ? [value.length] : []));
  const [length = 1] = lengths;
  if (lengths.some(other => other !== length)) return fail();
  return Array.from({ length }, (_, i) =>
    formatText(
      pattern,
      args.map(value => (isTuple(value) ? (value[i] ?? null) : value)),
    ),
  );
}
