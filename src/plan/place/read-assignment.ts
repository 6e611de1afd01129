import { countNouns } from '../../base/count-nouns.ts';
import { aboutService } from '../../base/diagnostic.ts';
import type { Findings } from '../../base/findings.ts';
import { type Distribution, targetsOf } from '../../model/distribution.ts';
import type { PosedPlace } from '../pose-place.ts';

/**
 * A given plan as labels of the nodes of a posed problem: each replica on one of the targets of its service, on one of
 * its candidates where that can be. What does not fit together is reported to `findings`. O(nodes · targets of a plan).
 */
export function readAssignment(
  { problem, nodes, labels }: PosedPlace,
  plan: Distribution,
  findings: Findings,
): Int32Array {
  const numbers = new Map(labels.map(({ name }, label) => [name, label]));
  const places = new Map<string, number[]>();
  const counts = new Map<string, number>();
  for (const { name } of nodes) {
    counts.set(name, (counts.get(name) ?? 0) + 1);
    places.set(
      name,
      targetsOf(plan, name).flatMap(target => numbers.get(target) ?? []),
    );
  }
  for (const [name, count] of counts) {
    const found = places.get(name)?.length ?? 0;
    if (found === count) continue;
    const times = count === 1 ? 'once' : `${count} times`;
    const message = `the plan has service "${name}" on ${countNouns(found, 'target')}, but it runs ${times}`;
    findings.error('plan', message, {
      hint: 'give a plan that place made under this policy',
      subject: aboutService(name),
    });
  }
  const mayHave = (node: number, label: number): boolean => {
    const list = problem.listOf[node] ?? 0;
    return problem.lists.items.subarray(problem.lists.start[list], problem.lists.start[list + 1]).includes(label);
  };
  return Int32Array.from(nodes, ({ name }, node) => {
    const left = places.get(name) ?? [];
    const fitting = left.findIndex(label => mayHave(node, label));
    return left.splice(Math.max(0, fitting), 1)[0] ?? 0;
  });
}
