import type { Run } from '../../harness.ts';
import { linkedSystem } from './linked-system.ts';

/** The pools of `r.nix` and `machine.nix`. */
const pools: Readonly<
  Record<string, { readonly min: number; readonly max: number; readonly reserved: readonly number[] }>
> = {
  ports: { min: 8080, max: 8090, reserved: [8081] },
  uids: { min: 2000, max: 2010, reserved: [] },
};
const pins: Readonly<Record<string, number>> = { 'auth ports': 8083 };
/** What of `ids.nix` is valid, and so stays. */
const kept: Readonly<Record<string, number>> = {
  'web ports': 8085,
  'api ports': 8080,
  'db ports': 8082,
  'web uids': 2003,
};
/** What a service had that is gone: there are fresh ids. */
const rests = 8086;

/**
 * Whoever asks has one id, of the pool, not reserved, pinned or kept where it is, and of nobody else (with targets: on
 * the same target).
 */
export function checkIds(
  { exitCode, stdout, stderr }: Run,
  words: readonly string[],
  where?: Readonly<Record<string, string>>,
): readonly string[] {
  if (exitCode !== 0) return [stderr];
  const ids = readIds(stdout);
  const faults: string[] = [];
  const taken = new Set<string>();
  for (const [pool, { min, max, reserved }] of Object.entries(pools)) {
    const its = ids.get(pool) ?? new Map<string, number>();
    const asking = Object.keys(linkedSystem).filter(service => linkedSystem[service]?.wants.includes(pool));
    if ([...its.keys()].sort().join() !== asking.sort().join()) faults.push(`of ${pool} ids have ${[...its.keys()]}`);
    for (const [service, id] of its) {
      const here = `${pool} ${where?.[service] ?? ''} ${id}`;
      if (taken.has(here)) faults.push(`${here} is given twice`);
      taken.add(here);
      if (id < min || id > max || reserved.includes(id)) faults.push(`${service} has ${id} of ${pool}`);
      const due = pins[`${service} ${pool}`] ?? (words.includes('--ids') ? kept[`${service} ${pool}`] : undefined);
      if (due !== undefined && id !== due) faults.push(`${service} has ${id} instead of ${due}`);
      if (words.includes('--ids') && pool === 'ports' && id === rests) faults.push(`${service} has the id of another`);
    }
    const newest = Math.max(...its.values());
    const last = readLast(stdout, pool);
    if (where === undefined && (last === undefined || ![...its.values()].includes(last) || last > newest))
      faults.push(`the last id of ${pool} is said to be ${last}`);
  }
  return faults;
}

/** Pool → service → id, whatever the form. */
function readIds(text: string): ReadonlyMap<string, ReadonlyMap<string, number>> {
  return new Map(['ports', 'uids'].map(pool => [pool, readNumbers(cutOut(cutOut(text, 'ids'), pool))]));
}

function readLast(text: string, pool: string): number | undefined {
  return readNumbers(cutOut(text, 'lastAssignments')).get(pool);
}

/** What stands inside a part of this name, up to where its lines are indented no deeper. */
function cutOut(text: string, name: string): string {
  const lines = text.split('\n');
  const start = lines.findIndex(line => new RegExp(`^ +(?:"${name}"|<${name}>|<\\w+ name="${name}">)`).test(line));
  const indent = lines[start]?.search(/\S/) ?? 0;
  const length = lines.slice(start + 1).findIndex(line => line.search(/\S/) <= indent);
  return start < 0 ? '' : lines.slice(start + 1, start + 1 + length).join('\n');
}

/** `"web": 1`, `"web" = 1;` and `<assignment name="web">1</assignment>`. */
function readNumbers(text: string): ReadonlyMap<string, number> {
  const found = text.matchAll(/"(\w+)"(?: = |: |>)(-?\d+)/g);
  return new Map([...found].map(([, name = '', id]) => [name, Number(id)]));
}
