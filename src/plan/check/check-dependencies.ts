import { aboutService } from '../../base/diagnostic.ts';
import type { Findings } from '../../base/findings.ts';
import { nameCircle } from '../../base/name-circle.ts';
import { didYouMean } from '../../base/suggest.ts';
import { findComponents, findCycles } from '../../solve/index.ts';
import { isAwaitedByPlan, listPredecessors } from '../list-predecessors.ts';
import type { CheckInput } from './check-input.ts';

/**
 * Services that wait for each other in a circle: there is no order in which they could be activated. A service waits
 * for what it depends on (`dependsOn`), for what it says in `activatesAfter`, and for what provides the container that
 * it goes into on the same target. (`connectsTo` has no say in the order. That a dependency is in the model is checked
 * when the model is read.)
 */
export function checkDependencies(input: CheckInput, findings: Findings): void {
  const list = [...input.services.services.values()];
  const indexOf = new Map(list.map(({ key }, i) => [key, i]));
  const dependencies = list.map(({ dependsOn }) => dependsOn.flatMap(key => indexOf.get(key) ?? []));
  const awaited = listAwaited(input, findings);
  const edges = list.map(({ key }) => (awaited.get(key) ?? []).flatMap(({ service }) => indexOf.get(service) ?? []));
  const anyway = list.map(({ key }) =>
    (awaited.get(key) ?? []).flatMap(other => (isAwaitedByPlan(other) ? [] : (indexOf.get(other.service) ?? []))),
  );
  for (const cycle of listCircles(anyway, edges)) {
    const [first = 0] = cycle;
    const steps = [...cycle, first];
    const keys = cycle.map(i => list[i]?.key ?? '');
    const isOfDependencies = cycle.every((from, i) => dependencies[from]?.includes(steps[i + 1] ?? -1));
    const position = list[first]?.position;
    const subject = aboutService(keys[0] ?? '');
    if (isOfDependencies) {
      const message =
        cycle.length === 1
          ? `service "${keys[0]}" depends on itself`
          : `services depend on each other in a circle: ${nameCircle(keys)}`;
      const hint = 'use connectsTo for a dependency that need not be there before the service starts';
      findings.error('dependency-cycle', message, { position, hint, subject });
    } else {
      const message =
        cycle.length === 1
          ? `service "${keys[0]}" waits for itself: it activates after itself, or goes into its own container`
          : `services wait for each other in a circle: ${nameCircle(keys)}`;
      const hint = 'a service waits for what it depends on, activates after, or goes into a container of';
      findings.error('activation-cycle', message, { position, hint, subject });
    }
  }
}

/**
 * Each service that waits for itself, and a circle of each group of services that wait for each other. Those that do so
 * whatever the plan are told as they are without one; beside them are those that the plan closes.
 */
function listCircles(
  anyway: readonly (readonly number[])[],
  edges: readonly (readonly number[])[],
): readonly (readonly number[])[] {
  const alone = [...edges.keys()].filter(i => edges[i]?.includes(i)).map(i => [i]);
  const [others, all] = [anyway, edges].map(lists => lists.map((list, i) => list.filter(other => other !== i)));
  const own = findCycles(others ?? []);
  const sizeBefore = sizesOfGroups(others ?? []);
  const sizeNow = sizesOfGroups(all ?? []);
  const closed = findCycles(all ?? []).filter(([first = 0]) => sizeBefore[first] !== sizeNow[first]);
  const isNew = (circle: readonly number[]): boolean => !own.some(other => other.join() === circle.join());
  return [...alone, ...own, ...closed.filter(isNew)].sort(([a = 0], [b = 0]) => a - b);
}

/** Node → how many wait for each other where it is, itself among them. */
function sizesOfGroups(edges: readonly (readonly number[])[]): Int32Array {
  const sizes = new Int32Array(edges.length);
  for (const group of findComponents(edges)) for (const member of group) sizes[member] = group.length;
  return sizes;
}

/** Service → what it waits for. A name in `activatesAfter` that the model lacks is told. */
function listAwaited({ services, distribution }: CheckInput, findings: Findings) {
  const known = new Set([...services.services.values()].flatMap(({ key, name }) => [name, key]));
  return listPredecessors(services, distribution, findings, (service, { name, position }) => {
    const message = `service "${service}" activates after "${name}", which is not in the services model`;
    const subject = aboutService(service);
    findings.error('unknown-dependency', message, { position, hint: didYouMean(name, known), subject });
  });
}
