import { nameSomeSorted } from '../../base/name-some.ts';
import { sortNaturally, sortNaturallyBy } from '../../base/natural-order.ts';
import type { Amount } from '../../model/amount.ts';
import { formatAmount } from '../../model/amount.ts';
import type { Policy, Rule } from '../../model/policy.ts';
import type { PolicyWalk } from '../../plan/index.ts';
import type { Section } from '../section.ts';
import type { Table } from '../table.ts';
import { nameTargets } from './walk-qos.ts';

/** So many names stand in a cell; of more the number is told. */
const mostNames = 12;

/** What a policy demands, what counts in which order, and what it leaves of the candidates. */
export function describePolicy({ policy, posed, request }: PolicyWalk): Section {
  const rules = policy.rules.length;
  const wishes = policy.rules.filter(({ soft }) => soft !== undefined).length;
  return {
    id: 'policy',
    title: 'The policy',
    paragraphs: [
      'The policy says what a plan must keep (demands), what it should keep where that costs little ' +
        '(wishes), and what counts, the most important first. Only of plans that are equally good in the ' +
        'first objective the second one chooses.',
    ],
    facts: [
      ['Counts, the most important first', policy.minimise.map(nameAim).join('; then ')],
      ['Capacities', policy.capacities.map(({ name }) => name).join(', ') || 'none'],
      ['Rules', `${rules - wishes} to be kept, ${wishes} to be wished for`],
      ...describeMoves(policy),
    ],
    pictures: [],
    tables: [
      capacitiesTable(policy),
      {
        caption: 'Rules',
        columns: ['Rule', 'Kind', 'Weight of a wish', 'Services'],
        rows: policy.rules.map(rule => {
          const services = servicesOf(rule);
          const weight = rule.soft === undefined ? '' : show(rule.soft);
          return {
            names: services,
            cells: [rule.name, rule.kind, weight, nameSomeSorted(services, mostNames) || 'all that say it'],
          };
        }),
      },
      candidatesTable(posed, request.infrastructure.targets.size),
    ].filter(({ rows }) => rows.length > 0),
  };
}

function show({ units, scale }: Amount): string {
  return formatAmount(units, scale);
}

function nameAim(aim: Policy['minimise'][number]): string {
  return [...aim].map(([name, weight]) => (show(weight) === '1' ? name : `${show(weight)} ${name}`)).join(' + ');
}

function describeMoves({ moves }: Policy): readonly (readonly [string, string])[] {
  return moves.atMost === undefined ? [] : [['Moves', `at most ${moves.atMost}`]];
}

function servicesOf(rule: Rule): readonly string[] {
  return 'services' in rule ? rule.services : [];
}

function capacitiesTable({ capacities }: Policy): Table {
  const say = (one: string | Amount): string => (typeof one === 'string' ? `property ${one}` : show(one));
  return {
    caption: 'Capacities',
    columns: ['Capacity', 'A service needs', 'A target has', 'Handed out so many times', 'Used without regret'],
    rows: capacities.map(({ name, need, have, overcommit, comfortable }) => ({
      names: [],
      cells: [name, say(need), say(have), show(overcommit), comfortable === undefined ? '' : show(comfortable)],
    })),
  };
}

/** What is left of the candidates of a service after rules, capacities and data that stays; of all its replicas. */
function candidatesTable({ problem, nodes, labels, prepared }: PolicyWalk['posed'], count: number): Table {
  const left = new Map<string, Set<string>>();
  nodes.forEach(({ name }, node) => {
    const own = left.get(name) ?? new Set();
    left.set(name, own);
    const list = problem.listOf[node] ?? 0;
    const [from, to] = [problem.lists.start[list] ?? 0, problem.lists.start[list + 1] ?? 0];
    for (const label of problem.lists.items.subarray(from, to)) own.add(labels[label]?.name ?? '');
  });
  const rows = sortNaturallyBy(left, ([service]) => service).map(([service, targets]) => {
    const names = sortNaturally(targets);
    const before = prepared.candidates.mappings.get(service)?.length ?? count;
    return { names: [service, ...names], cells: [service, String(before), nameTargets(names, count) || 'none'] };
  });
  return {
    caption: 'Candidates that the policy leaves',
    columns: ['Service', 'Candidates before', 'Candidates that are left'],
    rows,
  };
}
