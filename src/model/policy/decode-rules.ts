import { countNouns } from '../../base/count-nouns.ts';
import { nameSome } from '../../base/name-some.ts';
import type { Position } from '../../base/source.ts';
import { AttributeSetValue } from '../../nix/index.ts';
import type { FoundAttribute } from '../decode-value.ts';
import {
  type GroupRule,
  type MatchRule,
  type NearRule,
  type Rule,
  type RuleKind,
  ruleKinds,
  type SpreadRule,
  type TargetRule,
} from '../policy.ts';
import { decodeTests, describeTest } from './decode-tests.ts';
import { PolicyReader, placeOfSet } from './policy-reader.ts';

const common = ['name', 'soft'];

/** What each kind of rule may say beside its own key. */
const keysOf: Readonly<Record<RuleKind, readonly string[]>> = {
  apart: ['by'],
  together: ['by'],
  spread: ['by', 'least', 'maxSkew'],
  only: ['on', 'where'],
  avoid: ['on', 'where'],
  near: ['by', 'to'],
  match: ['by'],
};

/** `rules = [ { apart = [ "db1" "db2" ]; by = "zone"; } ];`: each says what it is by the one key of its kind. */
export function decodeRules(policy: PolicyReader): readonly Rule[] {
  const found = policy.read('rules');
  if (found === undefined) return [];
  const rules = new RuleNamesInUse(policy);
  policy.elements(found.value).forEach((element, i) => {
    const what = `rule ${i + 1}`;
    if (!(element instanceof AttributeSetValue)) {
      policy.wrong(what, element, 'an attribute set', found.position, 'write { apart = [ "db1" "db2" ]; }');
      return;
    }
    const rule = decodeRule(what, element, placeOfSet(element) ?? found.position, policy);
    if (rule !== undefined) rules.add(rule);
  });
  return rules.all;
}

function decodeRule(
  what: string,
  set: AttributeSetValue,
  position: Position | undefined,
  policy: PolicyReader,
): Rule | undefined {
  const kinds = ruleKinds.filter(kind => set.has(kind));
  const [kind] = kinds;
  const keys = [...common, ...(kind === undefined ? [...ruleKinds, ...new Set(Object.values(keysOf).flat())] : [])];
  if (kind !== undefined) keys.push(...kinds, ...keysOf[kind]);
  const reader = new PolicyReader(
    what,
    set,
    position,
    { ...policy.source, subject: { kind: 'rule', name: what } },
    keys,
  );
  if (kind === undefined || kinds.length > 1) {
    const said = kind === undefined ? 'does not say what it demands' : `says both ${kinds.join(' and ')}`;
    const hint = `a rule has exactly one of the keys ${ruleKinds.join(', ')}`;
    if (kind !== undefined || !reader.hasFailed) reader.fail('policy-rule', `${what} ${said}`, position, hint);
    return undefined;
  }
  const found = reader.read(kind);
  const name = reader.text('name');
  const soft = reader.amount('soft', { above: 0 });
  if (found === undefined) {
    if (!reader.hasFailed) reader.fail('policy-rule', `${kind} of ${what} is null`, position);
    return undefined;
  }
  const demand = readers[kind](kind, found, reader);
  if (reader.hasFailed || demand === undefined) return undefined;
  return { ...demand, name: name ?? describeRule(demand), soft, position };
}

type Demand = GroupRule | SpreadRule | TargetRule | NearRule | MatchRule;
type DemandReader = (kind: RuleKind, found: FoundAttribute, reader: PolicyReader) => Demand | undefined;

const readers: Readonly<Record<RuleKind, DemandReader>> = {
  apart: readGroup,
  together: readGroup,
  spread: readSpread,
  only: readTargetRule,
  avoid: readTargetRule,
  near: readNear,
  match: readMatch,
};

function readServices(kind: string, found: FoundAttribute, reader: PolicyReader): readonly string[] {
  return reader.source.names.read(kind, found.value, reader, found.position);
}

/** The property of targets that makes zones; undefined for the targets themselves. */
function readBy(reader: PolicyReader): string | undefined {
  const by = reader.text('by');
  if (by !== undefined) reader.source.names.checkTargetProperty('by', by, reader, reader.read('by')?.position);
  return by;
}

function readGroup(kind: RuleKind, found: FoundAttribute, reader: PolicyReader): GroupRule {
  const services = readServices(kind, found, reader);
  return { kind: kind === 'apart' ? 'apart' : 'together', services, by: readBy(reader) };
}

function readSpread(kind: RuleKind, found: FoundAttribute, reader: PolicyReader): SpreadRule {
  const services = readServices(kind, found, reader);
  const least = reader.whole('least', 1);
  const maxSkew = reader.whole('maxSkew', 0);
  if (!reader.has('least') && !reader.has('maxSkew')) {
    const message = `${reader.what} does not say how far to spread`;
    reader.fail('policy-rule', message, found.position, 'write least = 2; or maxSkew = 1;');
  }
  return { kind: 'spread', services, by: readBy(reader), least, maxSkew };
}

function readTargetRule(kind: RuleKind, found: FoundAttribute, reader: PolicyReader): TargetRule {
  const services = readServices(kind, found, reader);
  const named = reader.read('on');
  const on = named && reader.source.names.readTargets('on', named.value, reader, named.position);
  if (!reader.has('where') && !reader.has('on')) {
    const message = `${reader.what} does not say which targets`;
    reader.fail('policy-rule', message, found.position, 'write where = { zone = "a"; }; or on = [ "test1" ];');
  }
  return { kind: kind === 'only' ? 'only' : 'avoid', services, where: decodeTests(reader), on };
}

function readNear(kind: RuleKind, found: FoundAttribute, reader: PolicyReader): NearRule | undefined {
  const services = readServices(kind, found, reader);
  const to = reader.read('to');
  if (to === undefined) {
    if (!reader.hasFailed) {
      const message = `${reader.what} does not say near to whom`;
      reader.fail('policy-rule', message, found.position, 'write { near = "cache"; to = "web"; }');
    }
    return undefined;
  }
  return { kind: 'near', services, to: readServices('to', to, reader), by: readBy(reader) };
}

function readMatch(_kind: RuleKind, found: FoundAttribute, reader: PolicyReader): MatchRule | undefined {
  const property = reader.text('match');
  if (property === undefined) return undefined;
  reader.source.names.checkServiceProperty('match', property, reader, found.position);
  const by = reader.text('by') ?? property;
  const position = reader.read('by')?.position ?? found.position;
  reader.source.names.checkTargetProperty('by', by, reader, position);
  return { kind: 'match', property, by };
}

/** What a rule says: what it is called where it has no name. */
export function describeRule(demand: Demand): string {
  if (demand.kind === 'match') return `match ${demand.property} with ${demand.by}`;
  const services = nameSome(demand.services, 3);
  const by = 'by' in demand && demand.by !== undefined ? ` by ${demand.by}` : '';
  switch (demand.kind) {
    case 'near':
      return `near ${services} to ${nameSome(demand.to, 3)}${by}`;
    case 'spread': {
      const least = demand.least === undefined ? '' : ` over at least ${demand.least}`;
      const skew = demand.maxSkew === undefined ? '' : ` with a skew of at most ${demand.maxSkew}`;
      return `spread ${services}${by}${least}${skew}`;
    }
    case 'only':
    case 'avoid': {
      const where = demand.where.map(describeTest);
      const on = demand.on === undefined ? '' : ` on ${nameSome(demand.on, 3)}`;
      return `${demand.kind} ${services}${where.length === 0 ? '' : ` where ${where.join(', ')}`}${on}`;
    }
    default:
      return `${demand.kind} ${services}${by}`;
  }
}

/** Keeps the names of rules different: reasons speak of rules by them. */
class RuleNamesInUse {
  readonly #policy: PolicyReader;
  readonly #rules = new Map<string, Rule>();

  constructor(policy: PolicyReader) {
    this.#policy = policy;
  }

  get all(): readonly Rule[] {
    return [...this.#rules.values()];
  }

  /** A rule with the name of another one is told where the policy gives the name; else it is numbered. */
  add(rule: Rule): void {
    const other = this.#rules.get(rule.name);
    if (other === undefined) {
      this.#rules.set(rule.name, rule);
      return;
    }
    const { name } = rule;
    if (name === describeRule(rule) && other.name === describeRule(other)) {
      let number = 2;
      while (this.#rules.has(`${name} (${number})`)) number++;
      this.#rules.set(`${name} (${number})`, { ...rule, name: `${name} (${number})` });
      return;
    }
    const rules = countNouns(2, 'rule');
    const hint = 'reasons speak of rules by their names';
    this.#policy.fail('policy-conflict', `${rules} have the name "${name}"`, rule.position, hint);
  }
}
