import type { Run } from '../../harness.ts';
import { linkedSystem } from './linked-system.ts';

interface Link {
  readonly other: string;
  readonly weight: number;
}

interface Explained {
  readonly service: string;
  readonly targets: readonly string[];
  readonly localLinks: readonly Link[];
  readonly networkLinks: readonly Link[];
  readonly alternatives: readonly {
    readonly target: string;
    readonly isCandidate: boolean;
    readonly extraWeight: number;
    readonly newNetworkLinks: readonly Link[];
    readonly newLocalLinks: readonly Link[];
  }[];
}

/** What of `s.nix` counts more than once, and who may be on one target only. */
const heavy: Readonly<Record<string, number>> = { 'api web': 3 };
const pinned = ['api'];

/** Links are where their ends are, and on every other target they are those that would be there, by weight. */
export function checkExplanations(
  { exitCode, stdout, stderr }: Run,
  where: Readonly<Record<string, string>>,
  targets: readonly string[],
): readonly string[] {
  if (exitCode !== 0) return [stderr];
  const faults: string[] = [];
  const explained: readonly Explained[] = JSON.parse(stdout).services;
  const say = (what: string, is: unknown, right: unknown): void => {
    if (JSON.stringify(is) !== JSON.stringify(right)) faults.push(`${what}: ${JSON.stringify(is)}`);
  };
  say('services', explained.map(({ service }) => service).sort(), Object.keys(where).sort());
  for (const { service, targets: own, localLinks, networkLinks, alternatives } of explained) {
    const links = linksOf(service);
    const those = (isThere: (other: string) => boolean) => show(links.filter(({ other }) => isThere(other)));
    const here = where[service];
    say(`${service} is on`, own, [here]);
    say(
      `${service} here`,
      show(localLinks),
      those(other => where[other] === here),
    );
    say(
      `${service} elsewhere`,
      show(networkLinks),
      those(other => where[other] !== here),
    );
    say(
      `${service} may be on`,
      alternatives.map(({ target }) => target),
      targets.filter(target => target !== here),
    );
    for (const { target, isCandidate, extraWeight, newNetworkLinks, newLocalLinks } of alternatives) {
      say(
        `${service} on ${target}`,
        show(newNetworkLinks),
        those(other => where[other] === here),
      );
      say(
        `${service} with ${target}`,
        show(newLocalLinks),
        those(other => where[other] === target),
      );
      const sum = (isThere: (other: string) => boolean): number =>
        links.reduce((all, { other, weight }) => all + (isThere(other) ? weight : 0), 0);
      const right = sum(other => where[other] === here) - sum(other => where[other] === target);
      say(`${service} costs on ${target}`, extraWeight, right);
      if (isCandidate && pinned.includes(service)) faults.push(`${service} is pinned, and may go to ${target}`);
    }
  }
  return faults;
}

function linksOf(service: string): readonly Link[] {
  const others = Object.entries(linkedSystem).flatMap(([name, { awaits, connects }]) =>
    [...awaits, ...connects].flatMap(other => (name === service ? [other] : other === service ? [name] : [])),
  );
  return [...new Set(others)].map(other => ({ other, weight: heavy[[service, other].sort().join(' ')] ?? 1 }));
}

function show(links: readonly Link[]): readonly string[] {
  return links.map(({ other, weight }) => `${other} ${weight}`).sort();
}
