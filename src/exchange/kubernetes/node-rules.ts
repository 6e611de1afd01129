import type { Position } from '../../base/source.ts';
import type { FieldReader } from '../document/field-reader.ts';
import type { DraftModels } from '../draft-models.ts';
import type { ImportedTarget } from '../imported-models.ts';
import type { Where } from '../rule-book.ts';
import { type LabelTest, passesAll, readTests } from './match-labels.ts';

const operators = ['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt'];

/** What a pod's name of a node is called among the tests of labels. */
const nodeName = 'metadata.name';

/** A conjunction of tests of nodes. */
type Term = readonly LabelTest[];

/** `nodeSelector` and `nodeAffinity` of a pod, as rules for its service. */
export function readNodeRules(key: string, pod: FieldReader, draft: DraftModels): void {
  const labels = pod.textMap('nodeSelector');
  const position = pod.placeOf('nodeSelector');
  if (labels.size > 0) {
    const where: Where = new Map([...labels].map(([label, { text }]) => [label, text]));
    draft.rules.target('only', key, where, { position });
  }
  const affinity = pod.map('affinity')?.map('nodeAffinity');
  if (affinity === undefined) return;
  const required = affinity.map('requiredDuringSchedulingIgnoredDuringExecution');
  if (required !== undefined) {
    const terms = required.maps('nodeSelectorTerms', 'term').map(readTerm);
    demandOne(key, terms, required.position, draft);
  }
  for (const preference of affinity.maps('preferredDuringSchedulingIgnoredDuringExecution', 'preference')) {
    const weight = preference.whole('weight', 1, 100);
    const term = preference.map('preference');
    if (term !== undefined && weight !== undefined) demandAll(key, readTerm(term), weight, term.position, draft);
  }
  affinity.dropRest([]);
}

function readTerm(term: FieldReader): Term {
  const fields = readTests(term, 'matchFields', ['In', 'NotIn']);
  return [...fields, ...readTests(term, 'matchExpressions', operators)];
}

/** Terms are alternatives: where they are not about one label alone, the machines that pass any of them are named. */
function demandOne(key: string, terms: readonly Term[], position: Position, draft: DraftModels): void {
  const [first, ...others] = terms;
  if (first === undefined) return;
  if (others.length === 0) {
    demandAll(key, first, undefined, position, draft);
    return;
  }
  const tests = terms.flatMap(term => (term.length === 1 ? term : []));
  const isOneLabel =
    tests.length === terms.length && tests.every(test => test.operator === 'In' && test.key === tests[0]?.key);
  if (isOneLabel && tests[0]?.key !== nodeName) {
    const values = [...new Set(tests.flatMap(test => test.values))];
    draft.rules.target('only', key, new Map([[tests[0]?.key ?? '', oneOrAll(values)]]), { position });
  } else nameTargets(key, terms, undefined, position, draft);
}

/** All tests must pass; with a weight that is a wish. */
function demandAll(key: string, term: Term, soft: number | undefined, position: Position, draft: DraftModels): void {
  const where = new Map<string, ReturnType<typeof oneOrAll> | ReadonlyMap<string, number>>();
  const negatives: LabelTest[] = [];
  let isPlain = true;
  for (const test of term) {
    const said = positive(test);
    if (test.operator === 'NotIn' && test.key !== nodeName) negatives.push(test);
    else if (said === undefined || where.has(test.key) || test.key === nodeName) isPlain = false;
    else where.set(test.key, said);
  }
  // A wish counts once where any of its tests fails, so it must be one rule.
  const isOneRule = where.size === 0 ? negatives.length === 1 : negatives.length === 0;
  if (!isPlain || (soft !== undefined && !isOneRule)) {
    nameTargets(key, [term], soft, position, draft);
    return;
  }
  if (where.size > 0) draft.rules.target('only', key, where, { soft, position });
  for (const test of negatives) {
    draft.rules.target('avoid', key, new Map([[test.key, oneOrAll(test.values)]]), { soft, position });
  }
}

function positive({ operator, values }: LabelTest) {
  const [value = ''] = values;
  if (operator === 'In') return oneOrAll(values);
  if (!/^-?\d{1,15}$/.test(value)) return undefined;
  if (operator === 'Gt') return new Map([['least', Number(value) + 1]]);
  return operator === 'Lt' ? new Map([['most', Number(value) - 1]]) : undefined;
}

/** What no test of a rule can say is said by the names of the machines that pass. */
function nameTargets(
  key: string,
  terms: readonly Term[],
  soft: number | undefined,
  position: Position,
  draft: DraftModels,
): void {
  if (draft.targets.size === 0) {
    const what = soft === undefined ? 'required nodeAffinity' : 'preferred nodeAffinity';
    const why = 'only the names of the machines that pass could say it: give the nodes, too';
    draft.log.drop(what, `service ${key}`, position, why);
    return;
  }
  const passing = [...draft.targets].filter(([name, target]) => terms.some(term => passes(term, name, target)));
  draft.rules.onTargets('only', key, passing.map(([name]) => name).sort(), { soft, position });
}

function passes(term: Term, name: string, { properties }: ImportedTarget): boolean {
  // A term that asks for nothing matches no node.
  if (term.length === 0) return false;
  return passesAll(term, label => {
    if (label === nodeName) return name;
    const value = properties.get(label);
    return typeof value === 'string' ? value : undefined;
  });
}

function oneOrAll(values: readonly string[]): string | readonly string[] {
  const [only] = values;
  return values.length === 1 && only !== undefined ? only : values;
}
