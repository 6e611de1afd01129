import type { Findings } from '../base/findings.ts';
import { sortNames } from '../base/order.ts';
import { applyPins, type Pin } from '../model/apply-pins.ts';
import { decodeLinkWeights, type LinkWeight } from '../model/decode-link-weights.ts';
import { type Distribution, type Mapping, targetsOf } from '../model/distribution.ts';
import type { InfrastructureModel } from '../model/infrastructure.ts';
import type { Replicas, ServicesModel } from '../model/service.ts';
import type { CandidateRemoval } from './candidate-removal.ts';
import { keepContainers } from './keep-containers.ts';
import { type ActivationCircle, ActivationWaits, type KeptOrder, keepOpen } from './place/activation-waits.ts';
import { type EqualPorts, findEqualPorts } from './place/equal-ports.ts';
import { findNeededContainers, keepReachable, type NeededContainer } from './place/needed-containers.ts';
import type { Request } from './planner.ts';

/** A request with all that a plan must obey read off its models. Only `prepareRequest` makes one. */
export class PreparedRequest implements Request {
  readonly services: ServicesModel;
  readonly infrastructure: InfrastructureModel;
  /** As they were asked for. */
  readonly listed: Distribution;
  /** Those that pins, containers and data leave. */
  readonly candidates: Distribution;
  /** Those that pins and containers leave, whether or not a service stays where its data is. */
  readonly mobile: Distribution;
  /** On the targets that there still are. */
  readonly previous: Distribution | undefined;
  readonly weightOf: LinkWeight;
  /** Of the services that are placed; by service. */
  readonly pins: ReadonlyMap<string, Pin>;
  /** How often services run, of those of which anything is said. */
  readonly replicas: ReadonlyMap<string, Replicas>;
  readonly moveStateful: boolean;
  /** Containers that services bring with them, for those that go into them and could be elsewhere. */
  readonly containers: readonly NeededContainer[];
  /** Services that listen on the same port and could meet on a target. */
  readonly ports: readonly EqualPorts[];
  /** Who waits for whom to be activated, where containers could close a circle. */
  readonly activation: ActivationWaits;
  /** Pairs of services that are apart, since one circle or another would be closed otherwise. */
  readonly orders: readonly KeptOrder[];
  /** What pins, containers and data took from the candidates of a service, in this order; by service. */
  readonly removals: ReadonlyMap<string, readonly CandidateRemoval[]>;

  constructor(whole: PreparedParts) {
    this.services = whole.services;
    this.infrastructure = whole.infrastructure;
    this.listed = whole.listed;
    this.mobile = whole.mobile;
    this.previous = whole.previous;
    this.weightOf = whole.weightOf;
    this.pins = whole.pins;
    this.replicas = whole.replicas;
    this.moveStateful = whole.moveStateful;
    this.containers = whole.containers;
    this.ports = whole.ports;
    this.activation = whole.activation;
    this.orders = whole.orders;
    const { candidates, removals } = this.#keepData();
    this.candidates = candidates;
    this.removals =
      removals.length === 0 ? whole.removals : listByService([...whole.removals.values()].flat(), removals);
  }

  /**
   * The same for some of the services. What may come from one that is left out is not asked for. O(number of names +
   * containers).
   */
  restrictTo(names: readonly string[]): PreparedRequest {
    const inside = new Set(names);
    const restrict = ({ mappings }: Distribution): Distribution => ({
      mappings: new Map(names.map(name => [name, mappings.get(name) ?? []])),
    });
    return new PreparedRequest({
      ...this.#parts(),
      listed: restrict(this.listed),
      mobile: restrict(this.mobile),
      containers: this.containers.filter(
        ({ service, providers }) => inside.has(service) && providers.every(provider => inside.has(provider)),
      ),
      ports: this.ports.flatMap(equal => {
        const left = equal.services.filter(service => inside.has(service));
        return left.length < 2 ? [] : [{ ...equal, services: left }];
      }),
      activation: this.activation.restrictTo(inside),
      orders: this.orders.filter(({ apart }) => apart.every(service => inside.has(service))),
    });
  }

  /** The same on some of the targets. O(candidates). */
  onTargets(isOpen: (target: string) => boolean): PreparedRequest {
    const restrict = ({ mappings }: Distribution): Distribution => ({
      mappings: new Map([...mappings].map(([name, list]) => [name, list.filter(({ target }) => isOpen(target))])),
    });
    return new PreparedRequest({
      ...this.#parts(),
      listed: restrict(this.listed),
      mobile: keepReachable(restrict(this.mobile), this.containers),
    });
  }

  /** The same where somebody else says how often services run, and whether those with data may move. */
  under(said: Pick<PreparedRequest, 'replicas' | 'moveStateful'>): PreparedRequest {
    return new PreparedRequest({ ...this.#parts(), ...said });
  }

  /** The same where neither pins, containers nor data bind: to look at a plan that need not keep to them. */
  unbound(): PreparedRequest {
    return new PreparedRequest({ ...this.#parts(), mobile: this.listed, moveStateful: true });
  }

  /** The same where two services are not on one target, so that a circle stays open. */
  keepingApart(order: KeptOrder): PreparedRequest {
    return new PreparedRequest({ ...this.#parts(), orders: [...this.orders, order] });
  }

  /** The same where a service is not on a target, so that a circle stays open. O(candidates). */
  keepingAway(service: string, target: string, { services }: ActivationCircle): PreparedRequest {
    const others = (this.mobile.mappings.get(service) ?? []).filter(mapping => mapping.target !== target);
    const mobile = { mappings: new Map([...this.mobile.mappings, [service, others]]) };
    const removal = { service, because: 'order', names: services, targets: [target] } as const;
    const parts = this.#parts();
    const removals = listByService([...parts.removals.values()].flat(), [removal]);
    return new PreparedRequest({ ...parts, mobile: keepReachable(mobile, this.containers), removals });
  }

  /** The pins of these services, in their order. */
  pinsOf(names: readonly string[]): readonly Pin[] {
    return names.flatMap(name => this.pins.get(name) ?? []);
  }

  /** What took candidates from these services, in their order. */
  removalsOf(names: readonly string[]): readonly CandidateRemoval[] {
    return names.flatMap(name => this.removals.get(name) ?? []);
  }

  /** How often a service runs: `all` is once on each target that pins and containers leave it, at least once. */
  countOf(service: string): number {
    const said = this.replicas.get(service) ?? 1;
    return said === 'all' ? Math.max(1, targetsOf(this.mobile, service).length) : said;
  }

  /** Where a service has data and has to stay, in byte order; nothing for one that may go anywhere. */
  homesOf(service: string): readonly string[] {
    if (this.moveStateful || this.services.services.get(service)?.stateful !== true) return [];
    return sortNames(targetsOf(this.previous, service));
  }

  /**
   * The candidates of each replica of a service. Those of a service with data are where it is now, one on each such
   * target; what it has more of them goes anywhere.
   */
  replicasOf(service: string): readonly (readonly string[])[] {
    const count = this.countOf(service);
    const all = targetsOf(this.candidates, service);
    const homes = this.homesOf(service);
    if (homes.length === 0 || count <= homes.length) return Array.from({ length: count }, () => all);
    return Array.from({ length: count }, (_, i) => {
      const home = homes[i];
      return home === undefined ? all : all.filter(target => target === home);
    });
  }

  /**
   * Whether each service runs once, and none goes into a container that another one brings, keeps away from another one
   * that listens on its port, or could wait for itself. O(services).
   */
  get isPlain(): boolean {
    if (this.containers.length > 0 || this.ports.length > 0 || this.activation.waits.length > 0) return false;
    if (this.replicas.size === 0) return true;
    return [...this.mobile.mappings.keys()].every(service => this.countOf(service) === 1);
  }

  #parts(): PreparedParts {
    const others = [...this.removals.values()].flat().filter(({ because }) => because !== 'stateful');
    return { ...this, removals: listByService(others) };
  }

  /** Leaves services with data only the targets where they are. */
  #keepData(): { readonly candidates: Distribution; readonly removals: readonly CandidateRemoval[] } {
    const removals: CandidateRemoval[] = [];
    const kept = new Map<string, readonly Mapping[]>();
    for (const [service, list] of this.previous === undefined ? [] : this.mobile.mappings) {
      const homes = this.homesOf(service);
      if (homes.length === 0 || this.countOf(service) > homes.length) continue;
      const left = list.filter(({ target }) => homes.includes(target));
      if (left.length === list.length) continue;
      kept.set(service, left);
      const gone = list.filter(({ target }) => !homes.includes(target));
      removals.push({ service, because: 'stateful', names: homes, targets: gone.map(({ target }) => target) });
    }
    if (kept.size === 0) return { candidates: this.mobile, removals };
    const mappings = [...this.mobile.mappings].map(([name, list]) => [name, kept.get(name) ?? list] as const);
    return { candidates: { mappings: new Map(mappings) }, removals };
  }
}

/** What a prepared request is made from. */
type PreparedParts = Omit<
  PreparedRequest,
  | 'restrictTo'
  | 'unbound'
  | 'onTargets'
  | 'under'
  | 'keepingApart'
  | 'keepingAway'
  | 'pinsOf'
  | 'removalsOf'
  | 'countOf'
  | 'homesOf'
  | 'replicasOf'
  | 'isPlain'
  | 'candidates'
>;

/**
 * Reads off the models of a request what a plan must obey:
 *
 * - a pin leaves a service one candidate, and links weigh what `linkWeights` says;
 * - a service runs as often as `replicas` says, each time on another target;
 * - one that goes into a container which other services bring goes only where the container is, or can be;
 * - two that listen on the same port are on different targets;
 * - none waits for itself, by way of others, to be activated: those that go into a container wait for its provider;
 * - one with data (`stateful`) stays where it is in the previous plan; if that target is gone, it is free.
 *
 * Wrong pins and weights are reported to `findings`; a request that is prepared already comes back as it is. Every
 * planner begins with this, so callers do only when they need the candidates themselves. O(services + candidates), and
 * as often as providers of containers go into containers themselves.
 */
export function prepareRequest(request: Request, findings: Findings): PreparedRequest {
  if (request instanceof PreparedRequest) return request;
  const { services, infrastructure, moveStateful = false } = request;
  const previous = request.previous && dropGone(request.previous, infrastructure);
  const weightOf = decodeLinkWeights(services, findings);
  const listed = keepContainers({ ...request, previous }, findings);
  const { candidates: pinned, pins } = applyPins(listed, services, findings);
  const needed = findings.attempt(() => findNeededContainers(pinned, services, infrastructure)) ?? [];
  const reached = keepReachable(pinned, needed);
  const activation = ActivationWaits.of(needed, reached, services);
  const removals = [
    ...[...pins.values()].flatMap(({ service, target }) => removalOf(service, 'pin', [target], listed, pinned)),
    ...sortNames(new Set(needed.map(({ service }) => service))).flatMap(service => {
      const containers = needed.filter(one => one.service === service).map(({ container }) => container);
      return removalOf(service, 'container', containers, pinned, reached);
    }),
  ];
  return new PreparedRequest({
    services,
    infrastructure,
    listed,
    mobile: reached,
    previous,
    weightOf,
    pins,
    replicas: request.replicas ?? replicasIn(services),
    moveStateful,
    containers: needed.filter(({ service, has }) => targetsOf(reached, service).some(target => !has.has(target))),
    ports: findEqualPorts(reached, services),
    activation,
    orders: activation.listOfPairs().flatMap(circle => circle.waits.slice(0, 1).map(wait => keepOpen(circle, wait))),
    removals: listByService(removals),
  });
}

function listByService(
  ...removals: readonly (readonly CandidateRemoval[])[]
): ReadonlyMap<string, readonly CandidateRemoval[]> {
  const lists = new Map<string, CandidateRemoval[]>();
  for (const removal of removals.flat()) {
    const list = lists.get(removal.service);
    if (list === undefined) lists.set(removal.service, [removal]);
    else list.push(removal);
  }
  return lists;
}

/** Targets that are gone are nobody's place any more: to leave them is no move. */
function dropGone(previous: Distribution, { targets }: InfrastructureModel): Distribution {
  const isThere = ({ target }: Mapping): boolean => targets.has(target);
  const { mappings } = previous;
  if ([...mappings.values()].every(list => list.every(isThere))) return previous;
  return { mappings: new Map([...mappings].map(([name, list]) => [name, list.filter(isThere)])) };
}

function removalOf(
  service: string,
  because: CandidateRemoval['because'],
  names: readonly string[],
  before: Distribution,
  after: Distribution,
): readonly CandidateRemoval[] {
  const left = new Set(targetsOf(after, service));
  const targets = targetsOf(before, service).filter(target => !left.has(target));
  return targets.length === 0 ? [] : [{ service, because, names, targets }];
}

/** How often services say that they run. */
function replicasIn({ services }: ServicesModel): ReadonlyMap<string, Replicas> {
  const said = new Map<string, Replicas>();
  for (const { key, replicas } of services.values()) if (replicas !== undefined) said.set(key, replicas);
  return said;
}
