import { countNouns } from '../../base/count-nouns.ts';
import { aboutService } from '../../base/diagnostic.ts';
import type { Findings } from '../../base/findings.ts';
import { nameSomeSorted } from '../../base/name-some.ts';
import { sortNaturally } from '../../base/natural-order.ts';
import { sortNames } from '../../base/order.ts';
import { didYouMean } from '../../base/suggest.ts';
import { listOf, readAttribute, textOf } from '../../model/decode-value.ts';
import type { Mapping } from '../../model/distribution.ts';
import type { Target } from '../../model/infrastructure.ts';
import { readProvidedContainers } from '../../model/service-details.ts';
import { force } from '../../nix/index.ts';
import type { CheckInput } from './check-input.ts';

/**
 * Types of services that are plain processes: a machine that can run them has their container, whether or not its model
 * lists it.
 */
const processTypes: ReadonlySet<string> = new Set([
  'bsdrc-script',
  'cygrunsrv-service',
  'docker-container',
  'launchd-daemon',
  'managed-process',
  'process',
  's6-rc-service',
  'supervisord-program',
  'systemd-unit',
  'sysvinit-script',
  'wrapper',
]);

/** The type of what is only installed: it goes into no container. */
const packageType = 'package';

/**
 * Services on a target that lacks the container they go into: the one that the distribution names, otherwise the one of
 * the service's type. A service on the same target may provide it, or the target's property `supportedTypes` list it.
 * Many infrastructure models say nothing of containers, or nothing of those of some targets; then it is not known what
 * there is: only a container that some service provides is looked for, and others are told in a warning where the model
 * speaks of containers elsewhere.
 */
export function checkContainers(input: CheckInput, findings: Findings): void {
  const { services, infrastructure, distribution } = input;
  const containers = new KnownContainers(input);
  const unlisted = new Map<string, Placed[]>();
  for (const [key, mappings] of distribution?.mappings ?? []) {
    const service = services.services.get(key);
    for (const mapping of mappings) {
      const target = infrastructure.targets.get(mapping.target);
      const container = mapping.container ?? service?.type;
      if (target === undefined || container === undefined || container === packageType) continue;
      const placed = { key, mapping: { ...mapping, position: mapping.position ?? service?.position } };
      const found = containers.find(container, target);
      if (found === 'missing') reportMissing(placed, container, containers.on(target), findings);
      if (found === 'unlisted') {
        const others = unlisted.get(container);
        if (others === undefined) unlisted.set(container, [placed]);
        else others.push(placed);
      }
    }
  }
  for (const [container, placed] of unlisted) reportUnlisted(container, placed, findings);
}

interface Placed {
  readonly key: string;
  readonly mapping: Mapping;
}

class KnownContainers {
  readonly #onTarget: ReadonlyMap<Target, ReadonlySet<string>>;
  readonly #somewhere: ReadonlySet<string>;
  readonly #supportedTypes = new Map<Target, readonly string[]>();
  /** What some service brings, and no machine has without it. */
  readonly #provided: ReadonlySet<string>;
  /** Whether the infrastructure model speaks of containers at all. */
  readonly #areListed: boolean;

  constructor(input: CheckInput) {
    const targets = [...input.infrastructure.targets.values()];
    const provided = findProvidedContainers(input);
    this.#onTarget = new Map(
      targets.map(target => [target, new Set([...target.containers.keys(), ...(provided.get(target.name) ?? [])])]),
    );
    this.#somewhere = new Set([...this.#onTarget.values()].flatMap(containers => [...containers]));
    this.#provided = new Set([...provided.values()].flatMap(containers => [...containers]));
    this.#areListed = targets.some(({ attributes }) => attributes.has('containers'));
  }

  on(target: Target): ReadonlySet<string> {
    return this.#onTarget.get(target) ?? new Set();
  }

  find(container: string, target: Target): 'there' | 'missing' | 'unlisted' | 'unknown' {
    if (this.on(target).has(container) || this.#typesOf(target).includes(container)) return 'there';
    if (this.#provided.has(container)) return 'missing';
    if (!this.#areListed) return 'unknown';
    // Of a target that lists none it is not known which it has, and nobody who deploys to it asks.
    if (!target.attributes.has('containers')) return 'unlisted';
    if (this.#somewhere.has(container)) return 'missing';
    return processTypes.has(container) ? 'unlisted' : 'missing';
  }

  /** The property `supportedTypes`, which QoS models use, says the same as a list of containers. */
  #typesOf(target: Target): readonly string[] {
    let types = this.#supportedTypes.get(target);
    if (types === undefined) {
      types = (listOf(readAttribute(target.properties, 'supportedTypes')?.value ?? null) ?? []).flatMap(
        slot => textOf(force(slot)) ?? [],
      );
      this.#supportedTypes.set(target, types);
    }
    return types;
  }
}

function reportMissing(
  { key, mapping }: Placed,
  container: string,
  there: ReadonlySet<string>,
  findings: Findings,
): void {
  const listed = there.size === 0 ? 'it has none' : `it has ${sortNaturally(there).join(', ')}`;
  findings.error(
    'missing-container',
    `service "${key}" goes into the container "${container}", which target "${mapping.target}" does not have`,
    {
      position: mapping.position,
      hint: didYouMean(container, there) ?? listed,
      subject: aboutService(key),
    },
  );
}

function reportUnlisted(container: string, placed: readonly Placed[], findings: Findings): void {
  const [first] = placed;
  const others = new Set(placed.map(({ key }) => key)).size - 1;
  const who = others === 0 ? 'goes' : `and ${countNouns(others, 'other')} go`;
  findings.warning(
    'missing-container',
    `service "${first?.key}" ${who} into the container "${container}", ${whereTo(placed)}`,
    {
      position: first?.mapping.position,
      subject: { kind: 'container', name: container },
      hint: `machines that can run such processes have it even so; to have it checked, list it where it is: containers.${container} = { };`,
    },
  );
}

function whereTo(placed: readonly Placed[]): string {
  const targets = sortNames(new Set(placed.map(({ mapping }) => mapping.target)));
  const [first] = targets;
  return targets.length === 1 ? `which "${first}" does not list` : `which ${nameSomeSorted(targets, 3)} do not list`;
}

/** Target → the containers that services on it provide. */
function findProvidedContainers({ services, distribution }: CheckInput): ReadonlyMap<string, ReadonlySet<string>> {
  const provided = new Map<string, Set<string>>();
  for (const [key, mappings] of distribution?.mappings ?? []) {
    const service = services.services.get(key);
    const containers = service === undefined ? [] : readProvidedContainers(service);
    if (containers.length === 0) continue;
    for (const { target } of mappings) {
      const there = provided.get(target) ?? new Set();
      provided.set(target, there);
      for (const container of containers) there.add(container);
    }
  }
  return provided;
}
